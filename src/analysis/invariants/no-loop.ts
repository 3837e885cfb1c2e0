import { follow } from '../../model/exchange/follow.ts';
import type { Trace } from '../../model/exchange/trace.ts';
import type { Address, Family } from '../../model/header/address.ts';
import { address, familyOf } from '../../model/header/address.ts';
import { containsAddress, LOOPBACK } from '../../model/header/address-set.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import { hasPorts } from '../../model/header/protocol.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, addressesOf, cellAt } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE } from '../../model/network/node.ts';
import type { NoCycle } from '../routing/no-cycle.ts';
import { provesNoCycle } from '../routing/no-cycle.ts';
import { freeAddresses, memberOf, protocolsOf, sourcePortsOf, targetPortAtomsOf } from './atoms.ts';
import { fateOf } from './fate.ts';
import { FAMILIES, inFamily, interpretationOf, senders } from './interpretation.ts';
import type { Invariant, Note, Sent } from './invariant.ts';
import { conclude, missing } from './invariant.ts';
import { ledgerOf } from './ledger.ts';
import { isNearPatch, isPatchTarget } from './suspects.ts';

/** The option under which a closed port loops literally (01 §8.2). */
const CLOSED_PORTS = 'CLOSED_PORTS';

/**
 * No message goes round for ever (R15): from any process to any address, on the ports open there, on a closed one of
 * every atom, to addresses that nobody has, and to loopback. What loops because the profile says so is a note.
 */
export const NO_LOOP: Invariant = {
  name: 'no-loop',
  title: 'no message, to an open or a closed port, or to an address that nobody has, goes round for ever',
  check(network, budget) {
    const aims = aimsOf(network);
    const count = countMessages(network, aims);
    const { doubts } = interpretationOf(network);
    // What is too much to follow one by one is proved for all at once, where it can be.
    const proof = count > budget ? provesNoCycle(network) : undefined;
    if (proof?.kind === 'proved')
      return conclude(NO_LOOP, { checked: count, violations: [], notes: [proofNote(proof)], doubts });
    const ledger = ledgerOf(network);
    let excused: { count: number; example: Trace } | undefined;
    let left = budget;
    for (const { sent, aim } of messages(network, aims)) {
      if (left-- <= 0) break;
      const excuse = (trace: Trace): boolean => aim.port === 'closed' && loopsByOption(trace);
      let example: Trace | undefined;
      const traces = follow(network, sent.by, sent.over, { header: sent.header });
      const fate = fateOf(network, traces, (trace) => {
        if (trace.disposition.kind !== 'looped') return 'right';
        if (!excuse(trace)) return 'wrong';
        example ??= trace;
        return 'right';
      });
      ledger.enter(sent, fate);
      if (example !== undefined)
        excused = { count: (excused?.count ?? 0) + 1, example: excused?.example ?? example };
    }
    const unproved = proof === undefined ? [] : [missing(`no proof for all messages at once: ${proof.why}`)];
    return ledger.close(NO_LOOP, count, [...doubts, ...unproved], noteOf(excused));
  },
};

/** Where messages are sent: an address, and a port there. */
interface Aim {
  readonly target: Address;
  readonly protocol: Protocol;
  readonly targetPort: number;
  readonly port: 'open' | 'closed';
}

/** Whether a rule on the cycle itself is what the option made of it. */
function loopsByOption({ hops, disposition }: Trace): boolean {
  if (disposition.kind !== 'looped') return false;
  const cycle = hops.slice(-disposition.cycle.length);
  return cycle.some(({ steps }) => steps.some(({ rule }) => rule?.assumes.includes(CLOSED_PORTS) === true));
}

function proofNote({ goals, positions }: Extract<NoCycle, { kind: 'proved' }>): Note {
  const message = `for all messages at once: addresses of ${goals} sorts, switches in ${positions} positions to them`;
  return { code: 'PROVED', message, count: positions };
}

function noteOf(excused: { count: number; example: Trace } | undefined): Note[] {
  if (excused === undefined) return [];
  const message = `closedPorts=loop: ${excused.count} messages to ports that nobody listens on go round for ever, as the article's tables literally say`;
  return [{ code: CLOSED_PORTS, message, ...excused }];
}

/** All messages, those first that something patched may be about. */
function* messages(network: Network, aims: readonly Aim[]): Generator<{ sent: Sent; aim: Aim }> {
  const all = [...senders(network)];
  if (network.fibs.patches.size === 0) {
    yield* messagesOf(network, all, aims);
    return;
  }
  const [isNear, isMeant] = [isNearPatch(network), isPatchTarget(network)];
  const near = all.filter(({ over }) => isNear(over));
  const meant = aims.filter(({ target }) => isMeant(target));
  yield* messagesOf(network, near, meant);
  const others = aims.filter(({ target }) => !isMeant(target));
  yield* messagesOf(network, near, others);
  yield* messagesOf(
    network,
    all.filter(({ over }) => !isNear(over)),
    [...meant, ...others],
  );
}

function* messagesOf(
  network: Network,
  from: readonly { readonly by: NodeId; readonly over: NodeId }[],
  aims: readonly Aim[],
): Generator<{ sent: Sent; aim: Aim }> {
  for (const { by, over } of from) {
    for (const aim of aims) {
      for (const source of sourcesOf(network, over, aim.target)) {
        for (const sourcePort of hasPorts(aim.protocol) ? sourcePortsOf(network) : [0]) {
          const { protocol, target, targetPort } = aim;
          yield { sent: { by, over, header: { protocol, source, sourcePort, target, targetPort } }, aim };
        }
      }
    }
  }
}

function countMessages(network: Network, aims: readonly Aim[]): number {
  const kinds = new Map<string, { count: number; readonly aim: Aim }>();
  for (const aim of aims) {
    const loopback = containsAddress(LOOPBACK, aim.target);
    const key = `${familyOf(aim.target)} ${loopback} ${hasPorts(aim.protocol)}`;
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { count: 1, aim });
    else kind.count++;
  }
  let count = 0;
  for (const { over } of senders(network)) {
    for (const { count: aimed, aim } of kinds.values()) {
      const ports = hasPorts(aim.protocol) ? sourcePortsOf(network).length : 1;
      count += aimed * sourcesOf(network, over, aim.target).length * ports;
    }
  }
  return count;
}

/** A process sends from its switch's addresses; where it has none of the family, from one that nobody has. */
function sourcesOf(network: Network, over: NodeId, target: Address): readonly Address[] {
  if (containsAddress(LOOPBACK, target)) return [target];
  const family = familyOf(target);
  const own = inFamily(addressesOf(network, over), family);
  return own.length > 0 ? own : freeAddresses(network, 'sources', family).slice(0, 1);
}

const LOOPBACKS: Readonly<Record<Family, Address>> = { IPv4: address('127.0.0.1'), IPv6: address('::1') };

function aimsOf(network: Network): Aim[] {
  const directory = network.directories[ADDRESSES];
  const open = openPorts(network);
  const aims: Aim[] = [];
  const protocols = protocolsOf(network);
  const atoms = targetPortAtomsOf(network);
  const add = (target: Address, ports: ReadonlySet<string>): void => {
    for (const protocol of protocols) {
      const isOpen = (port: number): boolean => ports.has(`${protocol} ${port}`);
      for (const text of ports) {
        const [of, port] = text.split(' ');
        if (of === protocol) aims.push({ target, protocol, targetPort: Number(port), port: 'open' });
      }
      for (const atom of hasPorts(protocol) ? atoms : atoms.slice(0, 1)) {
        const closed = hasPorts(protocol) ? memberOf(atom, (port) => !isOpen(port)) : 0;
        if (closed !== undefined) aims.push({ target, protocol, targetPort: closed, port: 'closed' });
      }
    }
  };
  const families = new Set<Family>();
  for (let row = 0; row < (directory?.size ?? 0); row++) {
    const target = cellAt(directory, 'address', row) as Address;
    const node = (cellAt(directory, 'node', row) ?? NO_NODE) as NodeId;
    families.add(familyOf(target));
    add(target, open.get(node) ?? new Set());
  }
  for (const family of FAMILIES) {
    if (!families.has(family) && !(family === 'IPv4' && families.size === 0)) continue;
    for (const target of freeAddresses(network, 'targets', family)) add(target, new Set());
    add(LOOPBACKS[family], new Set());
  }
  return aims;
}

/** What is open where, as `TCP 80`, by switch. */
function openPorts(network: Network): ReadonlyMap<NodeId, ReadonlySet<string>> {
  const { pods, hosts } = interpretationOf(network);
  return new Map(
    [...pods, ...hosts].map(({ node, listeners }) => [
      node,
      new Set(listeners.map(({ protocol, port }) => `${protocol} ${port}`)),
    ]),
  );
}
