import type { Origin } from '../../text/origin.ts';
import type { Address } from '../header/address.ts';
import { formatAddress } from '../header/address.ts';
import { containsAddress, LOOPBACK } from '../header/address-set.ts';
import type { Action } from './action.ts';
import type { Directory } from './directory.ts';
import { linked, neighbours } from './link.ts';
import type { Network } from './network.ts';
import { ADDRESSES, cellAt, LISTENERS, templateOf } from './network.ts';
import type { NodeId } from './node.ts';
import { isSwitch, nameOf, nodeIds, nodesWithRole, originAt, roleOf } from './node.ts';
import { repeatedLinks } from './repeated-link.ts';
import type { Rule } from './rule.ts';
import { ruleCount, rules } from './rules.ts';

/** The ways in which a network can be ill-formed (01 §1.7, R4–R6). */
export type FaultCode = 'W1' | 'W2' | 'W3' | 'W4' | 'W5' | 'W6' | 'W7' | 'W8' | 'W9';

/** One thing that is ill-formed. */
export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
  readonly node?: NodeId;
  readonly rule?: Rule;
  readonly origin?: Origin;
}

/** Above so many rules in all, the rules of a network are not checked one by one. */
export const MOST_RULES = 2_000_000;

/**
 * Everything ill-formed in a network, as data (01 §1.7). `unchecked`: how many rules were too many to look at; 0 below
 * MOST_RULES.
 */
export function faultsOf(network: Network): {
  readonly faults: readonly Fault[];
  readonly unchecked: number;
} {
  const faults = [
    ...nameFaults(network),
    ...linkFaults(network),
    ...hostFaults(network),
    ...listenerFaults(network),
    ...addressFaults(network),
    ...processFaults(network),
  ];
  let total = 0;
  for (const id of nodeIds(network.nodes)) total += ruleCount(network, id);
  if (total > MOST_RULES) return { faults, unchecked: total };
  for (const id of nodeIds(network.nodes)) {
    for (const rule of rules(network, id)) faults.push(...ruleFaults(network, id, rule));
  }
  return { faults, unchecked: 0 };
}

/** W4: two nodes of one name. */
function* nameFaults({ nodes }: Network): Generator<Fault> {
  const seen = new Set<string>();
  for (const id of nodeIds(nodes)) {
    const name = nameOf(nodes, id);
    if (seen.has(name))
      yield {
        code: 'W4',
        message: `two nodes are named ${name}`,
        node: id,
        ...originOf(originAt(nodes, id)),
      };
    seen.add(name);
  }
}

/** W5: a link that joins a node with itself, or stands twice, or joins two processes (R1). */
function* linkFaults({ links, nodes }: Network): Generator<Fault> {
  const name = (id: NodeId): string => nameOf(nodes, id);
  for (const [a, b] of repeatedLinks(links)) {
    const message =
      a === b
        ? `a link joins ${name(a)} with itself`
        : `the link between ${name(a)} and ${name(b)} stands twice`;
    yield { code: 'W5', message, node: a };
  }
  const joined = (a: NodeId, b: NodeId): Fault => ({
    code: 'W5',
    message: `a link joins two processes, ${name(a)} and ${name(b)}`,
    node: a,
  });
  for (let i = 0; i < links.a.length; i++) {
    const [a, b] = [links.a[i] as NodeId, links.b[i] as NodeId];
    if (a !== b && !isSwitch(nodes, a) && !isSwitch(nodes, b)) yield joined(a, b);
  }
  for (const mesh of links.meshes) {
    const [first, ...more] = new Set([...mesh].filter((id) => !isSwitch(nodes, id as NodeId)) as NodeId[]);
    for (const other of more) yield joined(first as NodeId, other);
  }
}

/** W6: a pod on two hosts. */
function* hostFaults({ links, nodes }: Network): Generator<Fault> {
  for (const pod of nodesWithRole(nodes, 'pod')) {
    const hosts = [...new Set(neighbours(links, pod))].filter((other) => roleOf(nodes, other) === 'host');
    if (hosts.length > 1) {
      const names = hosts.map((host) => nameOf(nodes, host)).join(' and ');
      yield {
        code: 'W6',
        message: `pod ${nameOf(nodes, pod)} is on two hosts, ${names}`,
        node: pod,
        ...originOf(originAt(nodes, pod)),
      };
    }
  }
}

/** W7: two processes of one switch listen on the same protocol and port (S12). */
function* listenerFaults({ directories, nodes }: Network): Generator<Fault> {
  const directory = directories[LISTENERS];
  const seen = new Map<string, NodeId>();
  for (let row = 0; row < (directory?.size ?? 0); row++) {
    const own = cellAt(directory, 'switch', row) as NodeId;
    const process = cellAt(directory, 'process', row) as NodeId;
    const what = `${String(cellAt(directory, 'protocol', row))} ${String(cellAt(directory, 'port', row))}`;
    const other = seen.get(`${own} ${what}`);
    if (other !== undefined && other !== process) {
      const names = `${nameOf(nodes, other)} and ${nameOf(nodes, process)}`;
      const message = `${names} both listen on ${what} of ${nameOf(nodes, own)}`;
      yield { code: 'W7', message, node: process, ...rowOrigin(directory, row) };
    }
    seen.set(`${own} ${what}`, process);
  }
}

/** W8: an entity with a loopback address (N1, R6). */
function* addressFaults({ directories, nodes }: Network): Generator<Fault> {
  const directory = directories[ADDRESSES];
  for (let row = 0; row < (directory?.size ?? 0); row++) {
    const address = cellAt(directory, 'address', row) as Address;
    if (!containsAddress(LOOPBACK, address)) continue;
    const node = cellAt(directory, 'node', row) as NodeId;
    const message = `${nameOf(nodes, node)} has the loopback address ${formatAddress(address)}`;
    yield { code: 'W8', message, node, ...rowOrigin(directory, row) };
  }
}

/** W9: a process with a FIB (R5). */
function* processFaults(network: Network): Generator<Fault> {
  for (const id of nodeIds(network.nodes)) {
    if (isSwitch(network.nodes, id) || templateOf(network, id) === undefined) continue;
    yield {
      code: 'W9',
      message: `${nameOf(network.nodes, id)} is a process and has a FIB: processes never forward`,
      node: id,
    };
  }
}

/** W1, W2: a rule delivers or forwards to what it cannot; W3: it goes to a table that is not a later one. */
function* ruleFaults(network: Network, at: NodeId, rule: Rule): Generator<Fault> {
  const { nodes, links } = network;
  const here = nameOf(nodes, at);
  const fault = (code: FaultCode, message: string): Fault => ({
    code,
    message,
    node: at,
    rule,
    ...originOf(rule.origin),
  });
  for (const leaf of leavesOf(rule.action)) {
    if (leaf.kind === 'deliver') {
      const to = nameOf(nodes, leaf.to);
      if (isSwitch(nodes, leaf.to)) yield fault('W1', `${here} delivers to ${to}, which is a switch`);
      else if (!linked(links, at, leaf.to))
        yield fault('W1', `${here} delivers to ${to}, to which it has no link`);
    }
    if (leaf.kind === 'forward' && leaf.to !== 'out') {
      const to = nameOf(nodes, leaf.to);
      if (!isSwitch(nodes, leaf.to)) yield fault('W2', `${here} forwards to ${to}, which is a process`);
      else if (!linked(links, at, leaf.to))
        yield fault('W2', `${here} forwards to ${to}, to which it has no link`);
    }
    if (leaf.kind === 'next') {
      const tables = templateOf(network, at)?.tables.length ?? 0;
      if (leaf.table <= rule.id.table || leaf.table >= tables) {
        yield fault(
          'W3',
          `${here} goes from table ${rule.id.table} to table ${leaf.table}: only a later one can follow`,
        );
      }
    }
  }
}

/** The ends of an action: what it does after all translations, settings and choices. */
export function* leavesOf(
  action: Action,
): Generator<Extract<Action, { kind: 'deliver' | 'forward' | 'discard' | 'next' }>> {
  switch (action.kind) {
    case 'translate':
      if (action.then !== undefined) yield* leavesOf(action.then);
      return;
    case 'set':
      yield* leavesOf(action.then);
      return;
    case 'choose':
      for (const alternative of action.alternatives) yield* leavesOf(alternative.action);
      return;
    default:
      yield action;
  }
}

function rowOrigin(directory: Directory | undefined, row: number): { origin?: Origin } {
  return originOf(cellAt(directory, 'origin', row) as Origin | undefined);
}

function originOf(origin: Origin | undefined): { origin?: Origin } {
  return origin === undefined ? {} : { origin };
}
