import { Type } from 'typebox';
import { onceFor } from '../base/once.ts';
import { compareText } from '../base/order.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import { lookupsOf } from '../state/lookups.ts';

/** Pods in a few words: all of a kind, but for those that `except` names. */
export interface PodTerm {
  readonly kind: 'all' | 'namespaces' | 'namespace' | 'labelled' | 'workload' | 'pod';
  /** Of `labelled`, the label of the pods; of `namespaces`, that of their namespaces. */
  readonly label?: { readonly key: string; readonly value: string };
  readonly namespace?: string;
  /** Of `workload` and `pod`. */
  readonly name?: string;
  /** Of `workload`: its kind. */
  readonly workload?: string;
  /** How many pods it means, without the exceptions. */
  readonly pods: number;
  readonly except?: readonly PodTerm[];
}

/** The schema of PodTerm. */
export const podTermSchema = Type.Cyclic(
  {
    PodTerm: Type.Object({
      kind: Type.String(),
      label: Type.Optional(Type.Object({ key: Type.String(), value: Type.String() })),
      namespace: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      workload: Type.Optional(Type.String()),
      pods: Type.Integer(),
      except: Type.Optional(Type.Array(Type.Ref('PodTerm'))),
    }),
  },
  'PodTerm',
);

/** Pods, and the terms that mean any of them. Numbers of pods are places in the list. */
interface Terms {
  /** By pod. */
  readonly of: readonly (readonly number[])[];
  readonly list: readonly { readonly term: PodTerm; readonly pods: readonly number[] }[];
}

/** Says which of some pods are meant, in few terms, and exactly: what the terms mean is what was given (05). */
export function coverOf(
  cluster: Cluster,
  pods: readonly Pod[],
  meant: readonly number[],
): readonly PodTerm[] {
  const terms = termsOf(pods)(cluster);
  if (meant.length === pods.length || meant.length === 0) return covering(terms, meant);
  const own = new Set(meant);
  const others = Array.from(pods.keys()).filter((pod) => !own.has(pod));
  const all = (terms.list[0] as Terms['list'][number]).term;
  const allBut = (left: readonly PodTerm[]): PodTerm[] => [{ ...all, pods: meant.length, except: left }];
  // Of most pods it is shorter to say who is not meant; how it would be said otherwise takes longest to find out.
  const left = meant.length > pods.length / 2 ? covering(terms, others) : undefined;
  if (left !== undefined && left.length <= MANY && meant.length > LARGE) return allBut(left);
  const chosen = covering(terms, meant);
  if (chosen.length <= FEW) return chosen;
  const rest = left ?? covering(terms, others);
  return rest.length < chosen.length - 1 ? allBut(rest) : chosen;
}

/** So few terms are read at a glance; so many still are; of so many pods no other way is looked for. */
const FEW = 2;
const MANY = 8;
const LARGE = 1000;

const termsOf = onceFor((pods: readonly Pod[]) => onceFor((cluster: Cluster) => makeTerms(cluster, pods)));

function makeTerms(cluster: Cluster, pods: readonly Pod[]): Terms {
  const found = new Map<string, { readonly term: PodTerm; readonly pods: number[] }>();
  const put = (pod: number, key: string, term: Omit<PodTerm, 'pods'>): void => {
    const known = found.get(key);
    if (known === undefined) found.set(key, { term: { ...term, pods: 0 }, pods: [pod] });
    else known.pods.push(pod);
  };
  for (const [number, pod] of pods.entries()) {
    const { namespace, name, labels, workload } = pod;
    put(number, 'all', { kind: 'all' });
    for (const [key, value] of Object.entries(lookupsOf(cluster).namespace(namespace)?.labels ?? {}))
      put(number, `namespaces ${key}=${value}`, { kind: 'namespaces', label: { key, value } });
    put(number, `namespace ${namespace}`, { kind: 'namespace', namespace });
    for (const [key, value] of Object.entries(labels)) {
      put(number, `labelled ${key}=${value}`, { kind: 'labelled', label: { key, value } });
      put(number, `labelled ${namespace} ${key}=${value}`, {
        kind: 'labelled',
        label: { key, value },
        namespace,
      });
    }
    if (workload.kind !== 'Pod')
      put(number, `workload ${workload.namespace}/${workload.kind}/${workload.name}`, {
        kind: 'workload',
        workload: workload.kind,
        namespace: workload.namespace,
        name: workload.name,
      });
    put(number, `pod ${namespace}/${name}`, { kind: 'pod', namespace, name });
  }
  const list = [...found.values()]
    .map(({ term, pods: own }) => ({ term: { ...term, pods: own.length }, pods: own }))
    .sort((a, b) => preferred(a.term, b.term));
  const of: number[][] = pods.map(() => []);
  for (const [number, { pods: own }] of list.entries())
    for (const pod of own) (of[pod] as number[]).push(number);
  return { of, list };
}

const KINDS = ['all', 'namespace', 'workload', 'namespaces', 'labelled', 'pod'] as const;

/** Of terms that mean but one pod. */
const KINDS_OF_ONE = ['workload', 'pod', 'namespace', 'namespaces', 'labelled', 'all'] as const;

/** Larger ones first; of equal ones those that people think in. */
function preferred(a: PodTerm, b: PodTerm): number {
  const kinds: readonly PodTerm['kind'][] = a.pods === 1 ? KINDS_OF_ONE : KINDS;
  return (
    b.pods - a.pods ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    (a.namespace === undefined ? 1 : 0) - (b.namespace === undefined ? 1 : 0) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

/**
 * Terms that of the pods `among` which they are looked for mean just these: each the one that means most of the rest and
 * no other pod, or all but a few.
 */
function covering(terms: Terms, meant: readonly number[], among?: readonly number[]): readonly PodTerm[] {
  const { of, list } = terms;
  const there = among && countTerms(terms, among);
  const rest = new Set(meant);
  const own = new Set(meant);
  const counts = countTerms(terms, meant);
  const whole: number[] = [];
  const partly: number[] = [];
  for (const [term, count] of counts) {
    const all = there === undefined ? (list[term]?.pods.length as number) : (there.get(term) as number);
    if (count === all) whole.push(term);
    else if (all - count <= MOST_EXCEPTIONS && count > all / 2) partly.push(term);
  }
  const gainOf = (pods: readonly number[]): number =>
    pods.reduce((sum, pod) => sum + (rest.has(pod) ? 1 : 0), 0);
  // Terms stand in order of size: what one gains is at most that, and less as pods are covered.
  const candidates = [...whole, ...partly]
    .map((term): Candidate => {
      const { term: one, pods } = list[term] as Terms['list'][number];
      const looked = among === undefined ? pods : among.filter((pod) => of[pod]?.includes(term));
      const inside = looked.filter((pod) => own.has(pod));
      const except = looked.filter((pod) => !own.has(pod));
      const gain = inside.length / (1 + except.length);
      return { place: term, term: { ...one, pods: inside.length }, pods: inside, except, gain };
    })
    .sort(byGain);
  const chosen: PodTerm[] = [];
  let at = 0;
  /** Those that gain less than they did: a heap, the best first. */
  const later: Candidate[] = [];
  while (rest.size > 0) {
    const fresh = candidates[at];
    const [known] = later;
    const isLater = known !== undefined && (fresh === undefined || byGain(known, fresh) < 0);
    const best = isLater ? popped(later) : (fresh as Candidate);
    if (!isLater) at++;
    const gain = gainOf(best.pods) / (1 + best.except.length);
    if (gain === 0) continue;
    if (gain < best.gain) {
      push(later, { ...best, gain });
      continue;
    }
    const { term, pods, except } = best;
    chosen.push(
      except.length === 0 ? term : { ...term, except: covering(terms, except, [...pods, ...except]) },
    );
    for (const pod of pods) rest.delete(pod);
  }
  return chosen;
}

/** Puts a candidate into a heap. */
function push(heap: Candidate[], one: Candidate): void {
  let at = heap.push(one) - 1;
  for (let up = (at - 1) >> 1; at > 0 && byGain(one, heap[up] as Candidate) < 0; up = (at - 1) >> 1) {
    heap[at] = heap[up] as Candidate;
    at = up;
  }
  heap[at] = one;
}

/** Takes the best candidate out of a heap that has one. */
function popped(heap: Candidate[]): Candidate {
  const best = heap[0] as Candidate;
  const last = heap.pop() as Candidate;
  if (heap.length === 0) return best;
  let at = 0;
  for (let down = 1; down < heap.length; down = 2 * at + 1) {
    const right = heap[down + 1];
    if (right !== undefined && byGain(right, heap[down] as Candidate) < 0) down++;
    if (byGain(last, heap[down] as Candidate) <= 0) break;
    heap[at] = heap[down] as Candidate;
    at = down;
  }
  heap[at] = last;
  return best;
}

/** How many of some pods each term means. */
function countTerms({ of }: Terms, pods: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const pod of pods)
    for (const term of of[pod] as readonly number[]) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** A term that means pods still to be named, and what it would name at once, for each thing that must be said of it. */
interface Candidate {
  /** In the list of all terms. */
  readonly place: number;
  readonly term: PodTerm;
  readonly pods: readonly number[];
  readonly except: readonly number[];
  readonly gain: number;
}

function byGain(a: Candidate, b: Candidate): number {
  return b.gain - a.gain || a.place - b.place;
}

/** As many exceptions are said beside a term. */
const MOST_EXCEPTIONS = 3;

/** Whether a term means a pod: what `coverOf` says, read again. */
export function isMeant(cluster: Cluster, term: PodTerm, pod: Pod): boolean {
  return means(cluster, term, pod) && !(term.except ?? []).some((one) => isMeant(cluster, one, pod));
}

function means(cluster: Cluster, term: PodTerm, { namespace, name, labels, workload }: Pod): boolean {
  const has = (given: Readonly<Record<string, string>> | undefined): boolean =>
    term.label !== undefined && given?.[term.label.key] === term.label.value;
  switch (term.kind) {
    case 'all':
      return true;
    case 'namespaces':
      return has(lookupsOf(cluster).namespace(namespace)?.labels);
    case 'namespace':
      return namespace === term.namespace;
    case 'labelled':
      return has(labels) && (term.namespace ?? namespace) === namespace;
    case 'workload':
      return (
        workload.kind === term.workload &&
        workload.name === term.name &&
        workload.namespace === term.namespace
      );
    case 'pod':
      return namespace === term.namespace && name === term.name;
  }
}
