import type { Links } from '../network/link.ts';
import { neighbours } from '../network/link.ts';
import type { NodeId, Nodes, Role } from '../network/node.ts';
import { NO_NODE, roleOf } from '../network/node.ts';

/**
 * The host switch of a node whose notation does not name one, by its links: a host is its own; a pod and a daemon have
 * the host that they are linked to, a container that of its pod. Of several, the first.
 */
export function impliedHost(nodes: Nodes, links: Links, id: NodeId): NodeId {
  switch (roleOf(nodes, id)) {
    case 'host':
      return id;
    case 'pod':
    case 'daemon':
      return firstNeighbour(nodes, links, id, 'host');
    case 'container': {
      const pod = firstNeighbour(nodes, links, id, 'pod');
      return pod === NO_NODE ? NO_NODE : firstNeighbour(nodes, links, pod, 'host');
    }
    default:
      return NO_NODE;
  }
}

function firstNeighbour(nodes: Nodes, links: Links, id: NodeId, role: Role): NodeId {
  let first = NO_NODE;
  for (const other of neighbours(links, id)) {
    if (roleOf(nodes, other) === role && (first === NO_NODE || other < first)) first = other;
  }
  return first;
}
