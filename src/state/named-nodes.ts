import { linked, neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf, nodeIds, nodeNamed, nodesWithRole, roleOf } from '../model/network/node.ts';
import { nearest } from '../text/nearest.ts';
import type { EndName } from './end.ts';
import { parseEnd, WORKLOADS } from './end.ts';

/** Why an end cannot be used; bad input, never a negative answer. */
export interface EndProblem {
  readonly problem: string;
  readonly suggestion?: string;
}

/** The switch that an end names: a pod's, a host's, or the one that a process is linked to. */
export function switchOf(network: Network, text: string, namespace: string): NodeId | EndProblem {
  const end = parseEnd(text);
  if (end.kind !== 'address' && end.kind !== 'word' && end.kind !== 'object') {
    return { problem: `${text} is no switch` };
  }
  const nodes =
    end.kind === 'address' ? [ownerOf(network, end.address)] : switchesOfEnd(network, end, namespace);
  const [node, ...more] = nodes;
  if (node === undefined) return notFound(network, text, namespace);
  if (more.length > 0) {
    return { problem: `${text} is ${nodes.length} pods: say which`, suggestion: nameOf(network.nodes, node) };
  }
  if (isSwitch(network.nodes, node)) return node;
  for (const over of neighbours(network.links, node)) return over;
  return { problem: `${text} is linked to nothing` };
}

/** As `nodesOfEnd`, but a bare word may be a pod's name too. */
export function switchesOfEnd(
  network: Network,
  end: Extract<EndName, { kind: 'word' | 'object' }>,
  namespace: string,
): readonly NodeId[] {
  const nodes = nodesOfEnd(network, end, namespace);
  if (nodes.length > 0 || end.kind !== 'word') return nodes;
  return nodesOfEnd(network, { kind: 'object', object: 'pod', name: end.word }, namespace);
}

/** The nodes that an end names: a process, a pod's or host's switch, or all pods of a workload. */
export function nodesOfEnd(
  network: Network,
  end: Extract<EndName, { kind: 'word' | 'object' }>,
  namespace: string,
): readonly NodeId[] {
  const { nodes, handles } = network;
  const one = (id: NodeId | undefined): readonly NodeId[] => (id === undefined ? [] : [id]);
  if (end.kind === 'word') {
    const exact = nodeNamed(nodes, end.word);
    return exact !== undefined ? [exact] : processesNamed(network, end.word);
  }
  const { object, name, container } = end;
  const within = end.namespace ?? namespace;
  if (object === 'node') return one(namedWithRole(network, name, 'host'));
  if (object === 'container') {
    if (container !== undefined) return one(nodeNamed(nodes, `${within}/${name}/${container}`));
    return processesNamed(network, name);
  }
  if (object === 'kubelet') return one(nodeNamed(nodes, `@kubelet/${name}`));
  if (object === 'daemon') {
    if (name === 'kubelet' && end.namespace !== undefined)
      return one(nodeNamed(nodes, `@kubelet/${end.namespace}`));
    return daemons(network, end.namespace, name);
  }
  if (WORKLOADS.includes(object)) return handles.get(`${object}/${within}/${name}`) ?? [];
  const pod =
    nodeNamed(nodes, `${within}/${name}`) ??
    (end.namespace === undefined ? nodeNamed(nodes, name) : undefined);
  return pod !== undefined ? [pod] : (handles.get(`pod/${within}/${name}`) ?? []);
}

/** Processes whose name, or its last part, is this word: all of them if there is just one, else none. */
function processesNamed(network: Network, word: string): readonly NodeId[] {
  const found: NodeId[] = [];
  const suffix = `/${word}`;
  for (const id of nodeIds(network.nodes)) {
    if (isSwitch(network.nodes, id)) continue;
    const name = nameOf(network.nodes, id);
    if (name === word || name.endsWith(suffix)) found.push(id);
  }
  return found.length === 1 ? found : [];
}

function daemons(network: Network, host: string | undefined, name: string): readonly NodeId[] {
  const on = host === undefined ? undefined : namedWithRole(network, host, 'host');
  if (host !== undefined && on === undefined) return [];
  const found: NodeId[] = [];
  for (const id of nodesWithRole(network.nodes, 'daemon')) {
    const parts = nameOf(network.nodes, id).split('/');
    if (
      (parts.at(-1) === name || parts.at(-2) === name) &&
      (on === undefined || linked(network.links, id, on))
    )
      found.push(id);
  }
  return found.slice(0, 1);
}

function namedWithRole(network: Network, name: string, role: 'host'): NodeId | undefined {
  const id = nodeNamed(network.nodes, name);
  return id !== undefined && (roleOf(network.nodes, id) === role || roleOf(network.nodes, id) === 'none')
    ? id
    : undefined;
}

/** Why nothing is found, with whatever has that name elsewhere or as a workload, else the nearest names. */
export function notFound(network: Network, text: string, namespace: string): EndProblem {
  const full = new Map<string, string>();
  const put = (name: string): void => {
    const last = name.split('/').at(-1) as string;
    for (const short of [name, withoutPrefix(name, `${namespace}/`), last])
      if (!full.has(short)) full.set(short, name);
  };
  for (const name of network.handles.keys()) if (isWorkload(name)) put(name);
  for (const id of nodeIds(network.nodes)) put(nameOf(network.nodes, id));
  const same = full.get(text.split('/').at(-1) as string);
  const near = nearest(text, full.keys(), 3).map((name) => full.get(name) as string);
  const close = [...new Set([...(same === undefined ? [] : [same]), ...near])].slice(0, 3);
  return {
    problem: `there is no ${text} in this network`,
    ...(close.length > 0 ? { suggestion: `the nearest names: ${close.join(', ')}` } : {}),
  };
}

function isWorkload(handle: string): boolean {
  return WORKLOADS.some((kind) => handle.startsWith(`${kind}/`));
}

function withoutPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
