import { Type } from 'typebox';
import { formatAddress } from '../model/header/address.ts';
import { eachLink, linkCount } from '../model/network/link.ts';
import { addressesOf } from '../model/network/network.ts';
import { nameOf, nodeAt, nodeIds } from '../model/network/node.ts';
import type { State } from '../state/state.ts';
import type { NodeView } from './describe.ts';
import { viewNode } from './describe.ts';
import type { Input } from './question.ts';
import { nodeSchema } from './schemas.ts';

/** The graph as data: what every picture of it is drawn from (R16). */
export interface GraphAnswer {
  readonly answer: 'drawn';
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  /** Links that are not part of a mesh, by node names. */
  readonly links: readonly (readonly [string, string])[];
  /** Groups of nodes each linked to each other. */
  readonly meshes: readonly (readonly string[])[];
  readonly linkCount: number;
}

/** A node of the graph. */
export interface GraphNode extends NodeView {
  /** The host switch that carries it. */
  readonly host?: string;
  readonly addresses: readonly string[];
}

/** The schema of GraphAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('drawn'),
  name: Type.String(),
  nodes: Type.Array(
    Type.Intersect([
      nodeSchema,
      Type.Object({ host: Type.Optional(Type.String()), addresses: Type.Array(Type.String()) }),
    ]),
  ),
  links: Type.Array(Type.Array(Type.String())),
  meshes: Type.Array(Type.Array(Type.String())),
  linkCount: Type.Integer(),
});

/** The whole graph. */
export function ask({ network }: State, _input: Input): GraphAnswer {
  const { nodes, links } = network;
  const name = (id: number): string => nameOf(nodes, id as never);
  return {
    answer: 'drawn',
    name: network.name,
    nodes: Array.from(nodeIds(nodes), (id) => {
      const { host } = nodeAt(nodes, id);
      const carried = host === undefined || host === id ? {} : { host: name(host) };
      return { ...viewNode(network, id), ...carried, addresses: addressesOf(network, id).map(formatAddress) };
    }),
    links: Array.from(eachLink({ ...links, meshes: [] }), ([a, b]) => [name(a), name(b)] as const),
    meshes: links.meshes.map((mesh) => Array.from(mesh, name)),
    linkCount: linkCount(links),
  };
}
