import { assert } from '../../base/assert.ts';
import type { Links } from '../../model/network/link.ts';
import type { NodeColumns, NodeId, Nodes } from '../../model/network/node.ts';
import { nodeColumns } from '../../model/network/node.ts';
import type { Cluster } from '../cluster.ts';
import type { Container } from '../objects/container.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Profile } from '../profile/profile.ts';

/** Where each object of a cluster stands in the graph. */
export interface Layout {
  readonly cluster: Cluster;
  readonly nodes: Nodes;
  readonly links: Links;
  /** Each host with its switch. */
  readonly hosts: readonly { readonly host: Host; readonly node: NodeId }[];
  /** Each running pod of its own network with its switch. */
  readonly pods: readonly { readonly pod: Pod; readonly node: NodeId; readonly host: NodeId }[];
  /** Each container that runs, with its process and the switch that it is linked to. */
  readonly processes: readonly Placed[];
  /** Absent in the article's graph. */
  readonly fabric?: NodeId;
  readonly outside?: NodeId;
  /** The kubelet of each host, in their order; none in the article's graph. */
  readonly kubelets: readonly NodeId[];
  /** The switch of a host by its name. */
  readonly hostByName: ReadonlyMap<string, NodeId>;
}

/** A container in the graph. */
export interface Placed {
  readonly pod: Pod;
  readonly container: Container;
  readonly node: NodeId;
  readonly switch: NodeId;
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
  const placed: Pod[] = [];
  const hostOf: NodeId[] = [];
  for (const pod of cluster.pods) {
    const host = pod.state === 'running' ? hostByName.get(pod.host ?? '') : undefined;
    if (host === undefined) continue;
    placed.push(pod);
    hostOf.push(host);
  }
  const sizes = sizesOf(cluster, placed, profile);
  const columns = nodeColumns(sizes.nodes);
  const links = linkColumns(sizes.links);

  const hosts = cluster.hosts.map((host, number) => ({
    host,
    node: columns.add('switch', 'host', host.name, number, host.origin, ''),
  }));
  const pods: Layout['pods'][number][] = [];
  const switches = Int32Array.from(hostOf);
  const names: string[] = [];
  placed.forEach((pod, i) => {
    const host = hostOf[i] as NodeId;
    const name = `${pod.namespace}/${pod.name}`;
    names.push(name);
    if (pod.network === 'host') return;
    const node = columns.add('switch', 'pod', name, host, pod.origin, '');
    links.add(node, host);
    switches[i] = node;
    pods.push({ pod, node, host });
  });
  const processes: Placed[] = [];
  placed.forEach((pod, i) => {
    const own = switches[i] as NodeId;
    const host = hostOf[i];
    const role = pod.network === 'host' ? 'daemon' : 'container';
    for (const container of pod.containers) {
      const name = `${names[i]}/${container.name}`;
      const node = columns.add('process', role, name, host, pod.origin, container.path);
      links.add(node, own);
      processes.push({ pod, container, node, switch: own });
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
    processes,
    kubelets: [],
    ...around,
    hostByName,
  };
}

/** How many nodes and links there will be. */
function sizesOf(
  { hosts }: Cluster,
  placed: readonly Pod[],
  { graph }: Profile,
): { nodes: number; links: number } {
  let own = 0;
  let containers = 0;
  for (const pod of placed) {
    if (pod.network === 'own') own++;
    containers += pod.containers.length;
  }
  const inside = own + containers;
  if (graph === 'article') return { nodes: hosts.length + inside, links: inside };
  return { nodes: 2 * hosts.length + inside + 2, links: inside + 2 * hosts.length + 1 };
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
