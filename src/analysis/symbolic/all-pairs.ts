import type { NodeId } from '../../model/network/node.ts';
import type { ClassId, EndpointClasses } from './classes.ts';
import { classesOf } from './classes.ts';
import type { Half, Halves } from './halves.ts';
import { halvesOf } from './halves.ts';
import type { Hosts, Relation, Verdict } from './pair.ts';
import { verdictOf } from './pair.ts';
import type { Passing } from './passed.ts';

/** The verdicts on all pairs of ends, by their classes. */
export interface AllPairs {
  readonly relation: Relation;
  readonly classes: EndpointClasses;
  readonly halves: Halves;
  /** What passes on the side of the source. */
  readonly egress: (id: ClassId, hosts: Hosts) => Half;
  /** What passes on the side of the target. */
  readonly ingress: (id: ClassId, hosts: Hosts) => Half;
  /** The verdict on two different ends, by their nodes. */
  readonly verdict: (source: NodeId, target: NodeId) => Verdict;
  /** Whether it makes a difference that two ends are on one host. */
  readonly byHosts: 'no difference' | 'a difference';
}

/** The verdicts of a relation by classes. */
export function allPairsOf(relation: Relation): AllPairs {
  const classes = classesOf(relation);
  const { one, two } = classes.programs;
  const halves = halvesOf(relation, classes);
  const half =
    (side: 'source' | 'target') =>
    (id: ClassId, hosts: Hosts): Half =>
      halves.of(classes.programs[hosts][side][id] as number);
  const same = (['source', 'target'] as const).every((side) =>
    one[side].every((program, id) => program === two[side][id]),
  );
  const byHosts = same ? 'no difference' : 'a difference';
  return {
    ...{ relation, classes, halves, egress: half('source'), ingress: half('target'), byHosts },
    verdict: (source, target) => verdictOf(relation, source, target),
  };
}

/** The verdict on two different ends, by their classes; a class of one end and itself have none that is meant. */
export function verdictBetween(pairs: AllPairs, source: ClassId, target: ClassId, hosts: Hosts): Passing {
  const { table, ends } = pairs.relation.finding;
  const [egress, ingress] = [pairs.egress(source, hosts), pairs.ingress(target, hosts)];
  if (areEntangled(egress, ingress)) {
    const [s, t] = differentEnds(pairs.classes, source, target);
    const { sure, perhaps } = verdictOf(
      pairs.relation,
      ends.nodes[s] as NodeId,
      ends.nodes[t] as NodeId,
      hosts,
    );
    return { sure: table.idOf(sure), perhaps: table.idOf(perhaps) };
  }
  const [e, i] = [passingAt(egress, target), passingAt(ingress, source)];
  return { sure: table.intersect(e.sure, i.sure), perhaps: table.intersect(e.perhaps, i.perhaps) };
}

/** Whether two halves share an open fact by which one lets less pass: what may pass both is not what may pass each. */
export function areEntangled(a: Half, b: Half): boolean {
  if (a.rises === 'always' && b.rises === 'always') return false;
  for (const fact of a.facts) if (b.facts.has(fact)) return true;
  return false;
}

function differentEnds(
  { examples, of }: EndpointClasses,
  source: ClassId,
  target: ClassId,
): [number, number] {
  const first = examples[source] as number;
  if (source !== target) return [first, examples[target] as number];
  const other = of.indexOf(target, first + 1);
  return [first, other === -1 ? first : other];
}

/** What a half says of a class. */
export function passingAt(half: Half, id: ClassId): Passing {
  const { classes } = half;
  let low = 0;
  let high = classes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = classes[middle] as number;
    if (found === id)
      return { sure: half.sures[middle] as number, perhaps: half.perhapses[middle] as number };
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return half;
}

/** At most as many cells are kept where all halves of a side are made: known before any is (04 §3). */
export function mostCells({ classes, halves }: AllPairs, side: 'source' | 'target'): number {
  const counted = new Map<number, number>();
  let cells = 0;
  for (const program of classes.programs.two[side]) {
    if (counted.has(program)) continue;
    counted.set(program, halves.mostClasses(program));
    cells += counted.get(program) as number;
  }
  return cells;
}
