import { isIP } from 'node:net';
import { parse } from 'ipaddr.js';
import type { Kube, Objects } from '../conformance/kube.ts';
import { ofKind } from './labels.ts';

/** Whether one of several blocks, or addresses, holds an address of its own family (S38, S93). */
export const within = (address: string, blocks: readonly string[] = []): boolean =>
  blocks.some((block) => {
    const [network = '', length = isIP(address) === 4 ? 32 : 128] = block.split('/');
    if (isIP(network) === 0 || isIP(network) !== isIP(address)) return false;
    return parse(address).match(parse(network), Number(length));
  });
/** Implements S15, S47: the addresses of a pod, first the one that it is known by; none once it has ended. */
export function podAddresses({ status = {} }: Kube): readonly string[] {
  if (status.phase === 'Succeeded' || status.phase === 'Failed') return [];
  return (status.podIPs ?? [{ ip: status.podIP ?? '' }]).flatMap(({ ip }) => ip || []);
}
/** A node by its name, and its addresses: those of processes and NodePorts (S29), or all that it has (S127). */
export const nodeOf = (objects: Objects, name: string | undefined) =>
  ofKind(objects, 'Node').find(({ metadata }) => metadata.name === name);
export function nodeAddresses(node: Kube | undefined, types: 'internal' | 'all'): readonly string[] {
  const given = node?.status?.addresses?.filter(({ type }) => types === 'all' || type === 'InternalIP');
  return (given ?? []).map(({ address = '' }) => address).filter((address) => isIP(address));
}
/** Implements S22, S91, S96: the numbers that a port name has on a pod, by protocol; sidecars come last. */
export function namedPorts(pod: Kube | undefined, wanted: string, asked: string): readonly number[] {
  const { containers = [], initContainers = [] } = pod?.spec ?? {};
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports = [...containers, ...sidecars].flatMap((container) => container.ports ?? []);
  const found = ports.filter(({ name, protocol = 'TCP' }) => name === wanted && protocol === asked);
  return found.map(({ containerPort = 0 }) => containerPort);
}

/** Who an address is: a pod and its node, else a node (and its hostNetwork pods, S103 b), else outside. */
export type Side = Readonly<{ address: string; pod: Kube | undefined; node: string | undefined }>;
/** Implements S13, S103, S104. */
export function sideOf(objects: Objects, address: string): Side {
  const pods = ofKind(objects, 'Pod').filter(({ spec }) => !spec?.hostNetwork);
  const pod = pods.find((each) => within(address, podAddresses(each)));
  const node = ofKind(objects, 'Node').find((each) => within(address, nodeAddresses(each, 'all')));
  return { address, pod, node: pod ? pod.spec?.nodeName : node?.metadata.name };
}
