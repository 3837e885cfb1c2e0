import { assert } from '../../base/assert.ts';
import { numberList } from '../../base/number-list.ts';
import type { Links } from '../../model/network/link.ts';
import type { NodeColumns, NodeId, Nodes } from '../../model/network/node.ts';
import { nodeColumns } from '../../model/network/node.ts';
import type { Cluster } from '../cluster.ts';
import type { Container } from '../objects/container.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import { hasHostPort } from '../objects/pod.ts';
import type { Profile } from '../profile/profile.ts';

/** Where each object of a cluster stands in the graph: hosts first, then pods, then processes. */
export interface Layout {
  readonly cluster: Cluster;
  readonly nodes: Nodes;
  readonly links: Links;
  /** Each host with its switch. */
  readonly hosts: readonly { readonly host: Host; readonly node: NodeId }[];
  /** The running pods of their own network: the switch of the first one is `firstPod`, and so on. */
  readonly pods: readonly Pod[];
  readonly firstPod: number;
  /** The host of each of them. */
  readonly podHosts: Int32Array;
  /** Which of them have something that is planned (S144), and which a port of their host (S14). */
  readonly planned: readonly number[];
  readonly withHostPorts: readonly number[];
  readonly processes: Processes;
  /** Absent in the article's graph. */
  readonly fabric?: NodeId;
  readonly outside?: NodeId;
  /** The kubelet of each host, in their order; none in the article's graph. */
  readonly kubelets: readonly NodeId[];
  /** The switch of a host by its name. */
  readonly hostByName: ReadonlyMap<string, NodeId>;
}

/** The containers that run: the process of the first one is `first`, and so on. In columns, as 150,000 objects cost 0.1 s. */
export interface Processes {
  readonly first: number;
  readonly pods: readonly Pod[];
  readonly containers: readonly Container[];
  /** The switch that each is linked to. */
  readonly switches: Int32Array;
}

/** Calls `visit` for each running pod of its own network, with its switch and its host. */
export function eachPod(
  { pods, firstPod, podHosts }: Layout,
  visit: (pod: Pod, node: NodeId, host: NodeId) => void,
): void {
  for (let i = 0; i < pods.length; i++)
    visit(pods[i] as Pod, (firstPod + i) as NodeId, podHosts[i] as NodeId);
}

/** Calls `visit` for each container that runs, with its process and the switch that it is linked to. */
export function eachProcess(
  { processes: { first, pods, containers, switches } }: Layout,
  visit: (pod: Pod, container: Container, node: NodeId, on: NodeId) => void,
): void {
  for (let i = 0; i < pods.length; i++)
    visit(pods[i] as Pod, containers[i] as Container, (first + i) as NodeId, switches[i] as NodeId);
}

/** Name of the switch between the hosts and the outside (F9). No object can have it: `@` is not allowed in names. */
export const FABRIC = '@fabric';
/** The name of the kubelet's process on a host, which probes the pods there (S5). */
export function kubeletName(host: string): string {
  return `@kubelet/${host}`;
}

/** Name of the process that stands for everything outside the cluster (F9). */
export const OUTSIDE = '@outside';

/**
 * Nodes and links (01 §3): hosts, pods, then processes, each in name order; container C of pod P is linked to P, P to
 * its host, hosts to each other (one mesh). A container of the host network is a daemon of its host (S13, 01 §8.7).
 * Pods that are not running or not placed are not in the graph (S15, S47, R6).
 */
export function layoutOf(cluster: Cluster, profile: Profile): Layout {
  const hostByName = new Map<string, NodeId>();
  for (const host of cluster.hosts) hostByName.set(host.name, hostByName.size as NodeId);
  const { placed, on } = placedOf(cluster, hostByName);
  const sizes = sizesOf(cluster, placed, profile);
  const columns = nodeColumns(sizes.nodes);
  const links = linkColumns(sizes.links);

  const hosts = cluster.hosts.map((host, number) => ({
    host,
    node: columns.add('switch', 'host', host.name, number, host.origin, ''),
  }));
  const pods: Pod[] = [];
  const podHosts = numberList();
  const planned: number[] = [];
  const withHostPorts: number[] = [];
  const switches = on.slice();
  const names: string[] = [];
  placed.forEach((pod, i) => {
    const host = on[i] as NodeId;
    const name = `${pod.namespace}/${pod.name}`;
    names.push(name);
    if (pod.network === 'host') return;
    const node = columns.add('switch', 'pod', name, host, pod.origin, '');
    links.add(node, host);
    switches[i] = node;
    if (pod.planned.length > 0) planned.push(pods.length);
    if (hasHostPort(pod)) withHostPorts.push(pods.length);
    pods.push(pod);
    podHosts.push(host);
  });
  const processes = processColumns(sizes.containers, hosts.length + pods.length);
  placed.forEach((pod, i) => {
    const own = switches[i] as NodeId;
    const role = pod.network === 'host' ? 'daemon' : 'container';
    for (const container of pod.containers) {
      const name = `${names[i]}/${container.name}`;
      const node = columns.add('process', role, name, on[i], pod.origin, container.path);
      links.add(node, own);
      processes.add(pod, container, own);
    }
  });
  const around = profile.graph === 'article' ? undefined : surroundings(hosts, columns, links);
  const meshes = hosts.length > 1 ? [Int32Array.from(hosts, ({ node }) => node)] : [];
  return {
    cluster,
    nodes: columns.finish(),
    links: { ...links.finish(), meshes },
    hosts,
    pods,
    firstPod: hosts.length,
    podHosts: podHosts.finish(),
    planned,
    withHostPorts,
    processes: processes.columns,
    kubelets: [],
    ...around,
    hostByName,
  };
}

/** The pods that run on a host, and its switch for each. */
function placedOf(
  { pods }: Cluster,
  hosts: ReadonlyMap<string, NodeId>,
): { readonly placed: readonly Pod[]; readonly on: Int32Array } {
  const placed: Pod[] = [];
  const on = numberList();
  for (const pod of pods) {
    const host = pod.state === 'running' ? hosts.get(pod.host ?? '') : undefined;
    if (host === undefined) continue;
    placed.push(pod);
    on.push(host);
  }
  return { placed, on: on.finish() };
}

/** How many nodes and links there will be. */
function sizesOf(
  { hosts }: Cluster,
  placed: readonly Pod[],
  { graph }: Profile,
): { nodes: number; links: number; containers: number } {
  let own = 0;
  let containers = 0;
  for (const pod of placed) {
    if (pod.network === 'own') own++;
    containers += pod.containers.length;
  }
  const inside = own + containers;
  if (graph === 'article') return { nodes: hosts.length + inside, links: inside, containers };
  return { nodes: 2 * hosts.length + inside + 2, links: inside + 2 * hosts.length + 1, containers };
}

/** Room for so many processes. */
function processColumns(size: number, first: number) {
  const pods = new Array<Pod>(size);
  const containers = new Array<Container>(size);
  const switches = new Int32Array(size);
  let next = 0;
  return {
    columns: { first, pods, containers, switches },
    add(pod: Pod, container: Container, own: NodeId): void {
      pods[next] = pod;
      containers[next] = container;
      switches[next] = own;
      next++;
    },
  };
}

/** A kubelet on each host, the fabric that joins them, and what is outside (S5, F9). */
function surroundings(
  hosts: Layout['hosts'],
  { add }: NodeColumns,
  links: LinkColumns,
): Required<Pick<Layout, 'kubelets' | 'fabric' | 'outside'>> {
  const kubelets = hosts.map(({ host, node }) => {
    const kubelet = add('process', 'daemon', kubeletName(host.name), node, host.origin, '');
    links.add(kubelet, node);
    return kubelet;
  });
  const fabric = add('switch', 'fabric', FABRIC, undefined, undefined, '');
  const outside = add('process', 'outside', OUTSIDE, undefined, undefined, '');
  for (const { node } of hosts) links.add(node, fabric);
  links.add(fabric, outside);
  return { kubelets, fabric, outside };
}

/** Pairs of nodes in the making. */
interface LinkColumns {
  add(one: NodeId, other: NodeId): void;
  finish(): Pick<Links, 'a' | 'b'>;
}

function linkColumns(size: number): LinkColumns {
  const a = new Int32Array(size);
  const b = new Int32Array(size);
  let next = 0;
  return {
    add(one, other) {
      a[next] = one;
      b[next] = other;
      next++;
    },
    finish() {
      assert(next === size, 'as many links as were said');
      return { a, b };
    },
  };
}
