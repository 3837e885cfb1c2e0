import { assert } from '../../base/assert.ts';
import { onceFor } from '../../base/once.ts';
import type { Address } from '../../model/header/address.ts';
import { normalizeAddresses } from '../../model/header/address-set.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Match, NodeMatch, Register } from '../../model/network/match.ts';
import { OUT } from '../../model/network/match.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, cellAt, LISTENERS, ownerOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE } from '../../model/network/node.ts';
import { membership } from '../../model/network/set.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { ALL, at, intersect, NONE, union, within } from './diagram.ts';
import { headersOf } from './header-set.ts';
import type { Level } from './level.ts';
import { ENDS, HOLDS, levelOfFact, SAME, SOURCE, TARGET } from './level.ts';
import type { Reading } from './reading.ts';
import { remembered } from './reading.ts';

/** What a rule may ask of a message beside its header: where it came from, and what was noted of it. */
export interface Situation {
  readonly from: NodeId;
  readonly registers: ReadonlyMap<Register, number>;
}

/** The headers, as they stand before a rule, that its match holds of (01 §1.5). */
export function matching(reading: Reading, match: Match, { from, registers }: Situation): HeaderSet {
  const { network, sets } = reading;
  const noted = (match.registers ?? []).every(
    ({ register, value }) => (registers.get(register) ?? 0) === value,
  );
  if (!noted) return NONE;
  let set = headerPart(reading, match);
  if (match.from !== undefined) set = intersect(sets, set, nodePart(sets, network, match.from, from));
  if (match.out !== undefined) {
    const out = registers.get(OUT) as NodeId | undefined;
    set = intersect(sets, set, nodePart(sets, network, match.out, out));
  }
  return set;
}

const partsOf = onceFor((_: Reading) => new Map<Match, HeaderSet>());

/** What a match asks of headers and facts alone; worked out once for each match. */
function headerPart(reading: Reading, match: Match): HeaderSet {
  return remembered(partsOf(reading), match, () => {
    const { sets } = reading;
    const { sourceOwner, targetOwner, targetPortName } = match;
    const parts = [headersOf(sets, match)];
    if (sourceOwner !== undefined) parts.push(ownedBy(reading, SOURCE, sourceOwner));
    if (targetOwner !== undefined) parts.push(ownedBy(reading, TARGET, targetOwner));
    if (targetPortName !== undefined) parts.push(namedPort(reading, targetPortName));
    if (match.ends === 'same') parts.push(at(sets, ENDS, SAME));
    if (match.fact !== undefined) parts.push(holding(sets, match.fact));
    if (match.tie !== undefined) parts.push(holding(sets, match.tie));
    return parts.reduce((sum, part) => intersect(sets, sum, part));
  });
}

/** Everything, where a fact holds. */
function holding(sets: Diagrams, fact: FactId): HeaderSet {
  assert(fact >= 0, 'a rule asks for no fact');
  return at(sets, levelOfFact(fact), HOLDS);
}

/** Where a match on a node holds: everywhere, nowhere, or as an open fact goes. */
function nodePart(sets: Diagrams, network: Network, match: NodeMatch, node: NodeId | undefined): HeaderSet {
  const asked = network.sets['not' in match ? match.not : 'set' in match ? match.set : -1];
  const named = node === undefined || node === NO_NODE ? undefined : node;
  if ('not' in match) {
    if (node === undefined || asked === undefined) return ALL;
    // Who is in the set perhaps is not in it for sure.
    return membership(asked, node) === 'yes' ? NONE : ALL;
  }
  if (named === undefined) return NONE;
  if ('node' in match) return match.node === named ? ALL : NONE;
  const held = asked === undefined ? 'no' : membership(asked, named);
  if (typeof held === 'number') return holding(sets, held);
  return held === 'yes' ? ALL : NONE;
}

const ownersOf = onceFor((network: Network): ReadonlyMap<NodeId, readonly Address[]> => {
  const owned = new Map<NodeId, Address[]>();
  const cells = network.directories[ADDRESSES]?.columns.address?.cells ?? [];
  for (const address of new Set(Array.from(cells as ArrayLike<Address>))) {
    const owner = ownerOf(network, address);
    if (owner !== undefined) owned.set(owner, [...(owned.get(owner) ?? []), address]);
  }
  return owned;
});

const ownedParts = onceFor((_: Reading) => new Map<string, HeaderSet>());

/** The headers one of whose addresses belongs to a node that a match holds of. */
function ownedBy(reading: Reading, level: Level, match: NodeMatch): HeaderSet {
  return remembered(ownedParts(reading), `${level} ${JSON.stringify(match)}`, () => {
    const { network, sets } = reading;
    // Addresses by what is said of their owners: few different things.
    const byPart = new Map<HeaderSet, Address[]>();
    let others = nodePart(sets, network, match, undefined);
    for (const [owner, addresses] of ownersOf(network)) {
      const part = nodePart(sets, network, match, owner);
      byPart.set(part, [...(byPart.get(part) ?? []), ...addresses]);
    }
    for (const [part, addresses] of byPart) {
      const intervals = normalizeAddresses(addresses.map((one) => [one, one] as const));
      others = sets.ite(within(sets, level, intervals), part, others);
    }
    return others;
  });
}

/** The headers to a port that the owner of their target calls by that name (S91). */
function namedPort({ network, sets }: Reading, name: string): HeaderSet {
  const directory = network.directories[LISTENERS];
  let sum: HeaderSet = NONE;
  if (directory?.columns.switch === undefined) return sum;
  for (let row = 0; row < directory.size; row++) {
    if (cellAt(directory, 'name', row) !== name) continue;
    const addresses = ownersOf(network).get(cellAt(directory, 'switch', row) as NodeId) ?? [];
    const port = cellAt(directory, 'port', row) as number;
    const targets = normalizeAddresses(addresses.map((one) => [one, one] as const));
    const protocols = [cellAt(directory, 'protocol', row) as Protocol];
    sum = union(sets, sum, headersOf(sets, { protocols, targets, targetPorts: [[port, port]] }));
  }
  return sum;
}
