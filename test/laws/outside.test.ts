import { describe } from 'vitest';
import { connectionOf, hasConnection } from '../../src/analysis/symbolic/connection-set.ts';
import type { Outside } from '../../src/analysis/symbolic/outside.ts';
import { outsideOf } from '../../src/analysis/symbolic/outside.ts';
import type { Address, Family } from '../../src/model/header/address.ts';
import { formatAddress } from '../../src/model/header/address.ts';
import { containsAddress, LOOPBACK } from '../../src/model/header/address-set.ts';
import { ownerOf } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { nameOf } from '../../src/model/network/node.ts';
import { ask as reach } from '../../src/questions/reach.ts';
import { pairsOf } from '../../src/state/pairs.ts';
import type { Random } from '../generate/random.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

/** An address of a part: at one of its bounds, or in the middle of an interval. */
function addressOf(random: Random, { parts }: Outside): Address {
  const part = random.pick(parts);
  const [first, last] = random.pick(part) as readonly [bigint, bigint];
  return random.pick([first, last, (first + last) / 2n]) as Address;
}

/** What the outside may send to a pod, or get from it, where it is not what `reach` says of one address. */
function broken({ random, objects, met }: Sample) {
  const state = stateOf(objects, profileOf(random, { listens: 'any', outsideToPod: 'routed' }));
  const family = random.pick(['IPv4', 'IPv6'] as const) as Family;
  const pairs = pairsOf(state, family);
  if ('why' in pairs || pairs.relation.finding.ends.nodes.length === 0) return [];
  const outside = outsideOf(pairs);
  // That is said, and so no wrong answer; `meets` below says that it is the exception.
  if ('why' in outside) return [];
  const { ends, table } = pairs.relation.finding;
  // Addresses that an object names, as a service does, lead elsewhere.
  const text = JSON.stringify(objects);
  const found: unknown[] = [];
  for (let i = 0; i < 40; i++) {
    const address = addressOf(random, outside);
    const isOf = outside.parts.filter((one) => containsAddress(one, address));
    if (isOf.length !== 1) found.push({ address, parts: isOf.length });
    if (
      containsAddress(LOOPBACK, address) ||
      ownerOf(state.network, address) !== undefined ||
      text.includes(`"${formatAddress(address)}"`)
    )
      continue;
    const end = random.below(ends.nodes.length);
    const pod = `pod/${nameOf(state.network.nodes, ends.nodes[end] as NodeId)}`;
    const side = random.pick(['source', 'target'] as const);
    const [port, protocol] = [random.pick([80, 8080, 9090, 53, 443]), random.pick(['TCP', 'UDP'] as const)];
    const other = formatAddress(address);
    const [from, to] = side === 'source' ? [pod, other] : [other, pod];
    const single = reach(state, { from, to, port, protocol });
    if ('error' in single || single.unknown?.includes('FREE_POD_ADDRESS')) continue;
    const { sure, perhaps } = outside.passing(
      outside.rulesOf(end, side),
      outside.parts.indexOf(isOf[0] as never),
    );
    const has = (id: number) => hasConnection(table.setOf(id), connectionOf(protocol, port));
    const word = has(sure) ? 'reachable' : has(perhaps) ? 'unknown' : 'unreachable';
    if (word !== 'unreachable') met();
    const alone = single.answer === 'ambiguous' ? 'unknown' : single.answer;
    if (word !== alone)
      found.push({ from, to, protocol, port, word, alone, code: single.code, unknown: single.unknown });
  }
  return found;
}

describe('what rules let through to and from the outside', () => {
  law('is what each address is told alone', { clusters: 150, questions: 1, meets: 2 }, broken);
});
