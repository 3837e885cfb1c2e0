import type { Kube, Objects, Selector } from '../conformance/kube.ts';

/** What is read of any object: the objects of a kind; a namespace, a name, a label. */
export const ofKind = (objects: Objects, kind: string) => objects.filter((object) => object.kind === kind);
export const namespaceOf = ({ metadata }: Kube) => metadata.namespace ?? 'default';
export const nameOf = (object: Kube) => `${namespaceOf(object)}/${object.metadata.name}`;
export const labelOf = (object: Kube | undefined) => (key: string) => object?.metadata.labels?.[key];

/** Implements S88; `label` gives the value of a key. */
export function selects(selector: Selector, label: (key: string) => string | undefined): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const met = matchExpressions.every(({ key = '', operator, values = [] }) => {
    const value = label(key);
    const listed = value !== undefined && values.includes(value);
    if (operator === 'In' || operator === 'NotIn') return listed === (operator === 'In');
    return (value !== undefined) === (operator === 'Exists');
  });
  return met && Object.entries(matchLabels).every(([key, value]) => label(key) === value);
}
/** Every value that the objects name for a key; beside them, none and any other. */
function valuesOf(objects: Objects, key: string): readonly (string | undefined)[] {
  const values = new Set<string | undefined>([undefined, '*']);
  JSON.stringify(objects, (name, value) => {
    if (name === key && typeof value === 'string') values.add(value);
    if (value?.key === key) for (const each of value.values ?? []) values.add(String(each));
    return value;
  });
  return [...values];
}
/** Implements S87 and, for a namespace that no object describes, S143. */
export function selectsNamespace(objects: Objects, world: World, selector: Selector, name: string): boolean {
  const found = ofKind(objects, 'Namespace').find(({ metadata }) => metadata.name === name);
  return selects(selector, (key) => {
    if (key === 'kubernetes.io/metadata.name') return name;
    return found ? labelOf(found)(key) : world(`label ${key} of ${name}`, valuesOf(objects, key));
  });
}

/** One way in which what the objects do not say may be: to each open fact one of its possible answers. */
export type World = <T>(fact: string, answers: readonly T[]) => T;
/** What comes out if it is the same in every world, else 'unknown' (01 §1.12): tries all answers to the first fact met. */
export function inEveryWorld<T>(ask: (world: World) => T, known = new Map<string, unknown>()): T | 'unknown' {
  const open: { readonly fact: string; readonly answers: readonly unknown[] }[] = [];
  const result = ask(<A>(fact: string, answers: readonly A[]) => {
    if (!known.has(fact)) open.push({ fact, answers });
    return (known.has(fact) ? known.get(fact) : answers[0]) as A;
  });
  if (open[0] === undefined) return result;
  const { fact, answers } = open[0];
  const tried = answers.map((each) => inEveryWorld(ask, new Map(known).set(fact, each)));
  return tried.every((each) => each === tried[0]) ? (tried[0] ?? 'unknown') : 'unknown';
}
