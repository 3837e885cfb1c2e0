import { neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nodesWithRole } from '../model/network/node.ts';
import { parseEnd } from './end.ts';
import type { EndProblem } from './named-nodes.ts';
import { nodesOfEnd, notFound } from './named-nodes.ts';

/** The processes that an end names as receivers: itself, or those of its switch. */
export function receiversOf(
  network: Network,
  text: string,
  namespace: string,
): readonly NodeId[] | EndProblem {
  const nodes = namedNodes(network, text, namespace);
  if ('problem' in nodes) return nodes;
  const processes = nodes.flatMap((node) =>
    isSwitch(network.nodes, node)
      ? [...neighbours(network.links, node)].filter((other) => !isSwitch(network.nodes, other))
      : [node],
  );
  return processes.length > 0 ? processes : notFound(network, text, namespace);
}

function namedNodes(network: Network, text: string, namespace: string): readonly NodeId[] | EndProblem {
  const end = parseEnd(text);
  switch (end.kind) {
    case 'internet':
      return [...nodesWithRole(network.nodes, 'outside')];
    case 'address': {
      const owner = ownerOf(network, end.address);
      return owner === undefined ? { problem: `nobody in this network has ${text}` } : [owner];
    }
    case 'word':
    case 'object': {
      const named = nodesOfEnd(network, end, namespace);
      if (named.length > 0 || end.kind !== 'word') return named;
      return nodesOfEnd(network, { kind: 'object', object: 'pod', name: end.word }, namespace);
    }
    case 'block':
    case 'api server':
    case 'dns':
    case 'request':
      return { problem: `${text} is no receiver here: name a process, a pod, a node or an address` };
  }
}
