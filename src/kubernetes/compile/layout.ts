import { assert } from '../../base/assert.ts';
import type { Links } from '../../model/network/link.ts';
import { linksOf } from '../../model/network/link.ts';
import type { NodeDraft, NodeId, Nodes } from '../../model/network/node.ts';
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
  const columns = nodeColumns();
  const { add } = columns;
  const pairs: [NodeId, NodeId][] = [];

  const hosts = cluster.hosts.map((host, number) => {
    return {
      host,
      node: add({ kind: 'switch', name: host.name, role: 'host', host: number, origin: host.origin }),
    };
  });
  const hostByName = new Map(hosts.map(({ host, node }) => [host.name, node]));
  const placed = cluster.pods.filter((pod) => pod.state === 'running' && hostByName.has(pod.host ?? ''));

  const pods = [];
  const switchOf = new Map<Pod, NodeId>();
  for (const pod of placed) {
    const host = hostByName.get(pod.host ?? '');
    assert(host !== undefined, 'a placed pod has a host');
    if (pod.network === 'host') {
      switchOf.set(pod, host);
      continue;
    }
    const name = `${pod.namespace}/${pod.name}`;
    const node = add({ kind: 'switch', name, role: 'pod', host, origin: pod.origin });
    pairs.push([node, host]);
    switchOf.set(pod, node);
    pods.push({ pod, node, host });
  }

  const processes: Placed[] = [];
  for (const pod of placed) {
    const own = switchOf.get(pod) as NodeId;
    for (const container of pod.containers) {
      const node = add(processDraft(pod, container, hostByName.get(pod.host ?? '')));
      pairs.push([node, own]);
      processes.push({ pod, container, node, switch: own });
    }
  }

  const mesh = hosts.map(({ node }) => node);
  const meshes = mesh.length > 1 ? [mesh] : [];
  if (profile.graph === 'article') {
    const links = linksOf(pairs, meshes);
    return { cluster, nodes: columns.finish(), links, hosts, pods, processes, kubelets: [], hostByName };
  }
  const kubelets = hosts.map(({ host, node }) => {
    const kubelet = add({
      kind: 'process',
      name: kubeletName(host.name),
      role: 'daemon',
      host: node,
      origin: host.origin,
    });
    pairs.push([kubelet, node]);
    return kubelet;
  });
  const fabric = add({ kind: 'switch', name: FABRIC, role: 'fabric' });
  const outside = add({ kind: 'process', name: OUTSIDE, role: 'outside' });
  for (const host of mesh) pairs.push([host, fabric]);
  pairs.push([fabric, outside]);
  return {
    cluster,
    nodes: columns.finish(),
    links: linksOf(pairs, meshes),
    hosts,
    pods,
    processes,
    fabric,
    outside,
    kubelets,
    hostByName,
  };
}

function processDraft(pod: Pod, container: Container, host: NodeId | undefined): NodeDraft {
  return {
    kind: 'process',
    name: `${pod.namespace}/${pod.name}/${container.name}`,
    role: pod.network === 'host' ? 'daemon' : 'container',
    host,
    origin: pod.origin,
    path: container.path,
  };
}
