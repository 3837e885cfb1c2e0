import { BlockList, isIP } from 'node:net';
import type { Kube, Objects, Selector } from './kube.ts';

export const ofKind = (objects: Objects, kind: string) => objects.filter((object) => object.kind === kind);
export const namespaceOf = ({ metadata }: Kube) => metadata.namespace ?? 'default';
export const labelOf = (object: Kube | undefined) => (key: string) => object?.metadata.labels?.[key];
export const nodeOf = (objects: Objects, name: string | undefined) =>
  ofKind(objects, 'Node').find(({ metadata }) => metadata.name === name);

/** One way in which what the objects do not say may be: to each open fact one of its possible answers. */
export type World = <T>(fact: string, answers: readonly T[]) => T;
/** What comes out if it is the same in every world, else 'unknown' (01 §1.12). */
export function inEveryWorld<T>(ask: (world: World) => T): T | 'unknown' {
  const results = new Set<T>();
  const facts: { readonly fact: string; readonly answers: readonly unknown[]; at: number }[] = [];
  const world: World = <A>(fact: string, answers: readonly A[]) => {
    const open = facts.find((each) => each.fact === fact) ?? { fact, answers, at: 0 };
    if (!facts.includes(open)) facts.push(open);
    return open.answers[open.at] as A;
  };
  do {
    results.add(ask(world));
    // On to the next world, like an odometer: the same facts are met until an answer differs.
    for (let last = facts.at(-1); last && ++last.at === last.answers.length; last = facts.at(-1)) facts.pop();
  } while (facts.length > 0);
  const [first, ...more] = results;
  return first === undefined || more.length > 0 ? 'unknown' : first;
}

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

/** Whether one of several blocks, or addresses, holds an address of its own family (S38, S93). */
export function within(address: string, blocks: readonly string[] = []): boolean {
  return blocks.some((block) => {
    const [network = '', length] = block.split('/');
    if (isIP(network) === 0 || isIP(network) !== isIP(address)) return false;
    const [family, longest] = isIP(network) === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
    const list = new BlockList();
    list.addSubnet(network, Number(length ?? longest), family);
    return list.check(address, family);
  });
}
/** Implements S15, S47: the addresses of a pod, first the one that it is known by; none once it has ended. */
export function podAddresses({ status = {} }: Kube): readonly string[] {
  if (status.phase === 'Succeeded' || status.phase === 'Failed') return [];
  return [status.podIP ?? [], (status.podIPs ?? []).slice(1).map(({ ip = '' }) => ip)].flat();
}
/** The addresses of a node: those of its processes and NodePorts (S29), or all that it has (S127). */
export function nodeAddresses(node: Kube | undefined, types: 'internal' | 'all'): readonly string[] {
  const given = node?.status?.addresses ?? [];
  const kept = given.filter(({ type }) => types === 'all' || type === 'InternalIP');
  return kept.map(({ address = '' }) => address).filter((address) => isIP(address));
}
/** Implements S22, S91, S96: the numbers that a port name has on a pod, by protocol; sidecars come last. */
export function namedPorts(pod: Kube | undefined, name: string, protocol: string): readonly number[] {
  const { containers = [], initContainers = [] } = pod?.spec ?? {};
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports = [...containers, ...sidecars].flatMap(({ ports = [] }) => ports);
  const found = ports.filter((port) => port.name === name && (port.protocol ?? 'TCP') === protocol);
  return found.map(({ containerPort = 0 }) => containerPort);
}

/** Who an address is to a policy: a pod and its node, else a node (with its hostNetwork pods, S103 b), else outside. */
export type Side = Readonly<{ address: string; pod: Kube | undefined; node: string | undefined }>;
/** Implements S13, S103, S104: whose address it is. */
export function sideOf(objects: Objects, address: string): Side {
  const pods = ofKind(objects, 'Pod').filter(({ spec }) => !spec?.hostNetwork);
  const pod = pods.find((each) => within(address, podAddresses(each)));
  const node = ofKind(objects, 'Node').find((each) => within(address, nodeAddresses(each, 'all')));
  return { address, pod, node: pod ? pod.spec?.nodeName : node?.metadata.name };
}
