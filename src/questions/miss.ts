import { compareText } from '../base/order.ts';
import { policyDirectories } from '../kubernetes/compile/policy-match.ts';
import type { Direction } from '../kubernetes/objects/policy.ts';
import { NO_ASSUMPTIONS } from '../model/exchange/assumptions.ts';
import type { Probe } from '../model/exchange/probe.ts';
import { evaluate } from '../model/exchange/probe.ts';
import type { Directory } from '../model/network/directory.ts';
import { rowsOf } from '../model/network/directory.ts';
import type { MatchPattern } from '../model/network/family.ts';
import type { Frame } from '../model/network/instantiate.ts';
import type { Network } from '../model/network/network.ts';
import { cellAt } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import type { SetId } from '../model/network/set.ts';
import { setsHolding } from '../model/network/set.ts';
import type { Origin } from '../text/origin.ts';

/** What an entry of a policy asks of a message beside who its subject is. */
export type Conjunct = 'peer' | 'protocol' | 'port';

/** An entry of a policy that does not admit a message: what of it fails. */
export interface Miss {
  /** The row of the directory of rules of its direction. */
  readonly row: number;
  readonly failing: readonly Conjunct[];
  /** Whether its policy selects the subject at all: if not, that fails too. */
  readonly selects: 'yes' | 'no';
  readonly origin: Origin;
}

/** Why no NetworkPolicy admits a message in a direction. */
export interface Refused {
  /** The policies that isolate the subject. */
  readonly isolating: readonly Origin[];
  /** Entries of those policies, nearest first; of each rule the nearest. */
  readonly selecting: readonly Miss[];
  /** Entries of policies of the same namespace that would admit the message, but do not select the subject. */
  readonly passing: readonly Miss[];
  /** How many entries of isolating policies were looked at. */
  readonly examined: number;
}

/** How much of the peer of an entry fails, where it does: of two alike in all else the one with less is nearer. */
export type PeerGaps = (row: number) => number;

/** As many entries of policies that do not select the subject are looked at. */
const MOST_OTHERS = 2_000;

/**
 * All policies that isolate the subject, and their entries ranked by how many conjuncts fail (04 §7): the nearest miss
 * first; then those of the same namespace that would admit the message but do not select the subject.
 */
export function refusedBy(
  network: Network,
  direction: Direction,
  subject: NodeId,
  probe: Probe,
  gaps: PeerGaps = () => 0,
): Refused {
  const names = policyDirectories(direction);
  const isolations = network.directories[names.isolations];
  const rules = network.directories[names.rules];
  if (isolations === undefined || rules === undefined)
    return { isolating: [], selecting: [], passing: [], examined: 0 };
  const holding = setsHolding(network.sets, subject);
  const isolating = rowsWithSubject(isolations, holding).map(
    (row) => cellAt(isolations, 'origin', row) as Origin,
  );
  const own = rowsWithSubject(rules, holding);
  const ownRows = new Set(own);
  const namespace = isolating[0]?.object?.namespace;
  const others = namespace === undefined ? [] : othersIn(rules, namespace, ownRows);
  const selecting = own.map((row) => missOf(network, rules, direction, row, 'yes', probe));
  const passing = others
    .map((row) => missOf(network, rules, direction, row, 'no', probe))
    .filter(({ failing }) => failing.length === 0);
  return {
    isolating,
    selecting: nearestOfEach(selecting, gaps),
    passing: nearestOfEach(passing, gaps),
    examined: own.length,
  };
}

function rowsWithSubject(directory: Directory, holding: readonly SetId[]): number[] {
  const column = directory.columns.subject;
  if (column === undefined) return [];
  return holding.flatMap((set) => Array.from(rowsOf(column, set))).sort((a, b) => a - b);
}

/** The other rows of a namespace's policies; rows stand in the order of namespaces, as policies do. */
function othersIn(rules: Directory, namespace: string, own: ReadonlySet<number>): number[] {
  const namespaceAt = (row: number): string =>
    (cellAt(rules, 'origin', row) as Origin).object?.namespace ?? '';
  let [first, end] = [0, rules.size];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (compareText(namespaceAt(middle), namespace) < 0) first = middle + 1;
    else end = middle;
  }
  const others: number[] = [];
  const last = Math.min(first + MOST_OTHERS, rules.size);
  for (let row = first; row < last && namespaceAt(row) === namespace; row++) {
    if (!own.has(row)) others.push(row);
  }
  return others;
}

function missOf(
  network: Network,
  rules: Directory,
  direction: Direction,
  row: number,
  selects: Miss['selects'],
  probe: Probe,
): Miss {
  const frame: Frame = { network, self: probe.from, directory: rules, row };
  const holds = (match: MatchPattern): boolean => evaluate(match, frame, probe, NO_ASSUMPTIONS) !== 'no';
  const [peer, addresses] =
    direction === 'ingress' ? (['sourceOwner', 'sources'] as const) : (['targetOwner', 'targets'] as const);
  const failing: Conjunct[] = [];
  if (!holds({ [peer]: { row: 'peer' }, [addresses]: { row: 'addresses' } })) failing.push('peer');
  if (!holds({ protocols: { row: 'protocol' } })) failing.push('protocol');
  if (!holds({ targetPorts: { row: 'ports' }, targetPortName: { row: 'portName' } })) failing.push('port');
  const origin = cellAt(rules, 'origin', row) as Origin;
  const path = cellAt(rules, 'path', row) as string;
  return { row, failing, selects, origin: { ...origin, path } };
}

/** Of the entries of one rule the nearest, in the order of how near they are. */
function nearestOfEach(misses: readonly Miss[], gaps: PeerGaps): Miss[] {
  const sorted = misses
    .map((miss) => {
      const peer = miss.failing.includes('peer');
      return { miss, cost: miss.failing.length * 2 + (peer ? 1 : 0), gaps: peer ? gaps(miss.row) : 0 };
    })
    .sort((a, b) => a.cost - b.cost || a.gaps - b.gaps || a.miss.row - b.miss.row)
    .map(({ miss }) => miss);
  const seen = new Set<string>();
  return sorted.filter(({ origin }) => {
    const key = `${origin.object?.kind} ${origin.object?.namespace}/${origin.object?.name} ${origin.path}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
