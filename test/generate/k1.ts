import { readFileSync } from 'node:fs';
import type { Profile } from '../../src/kubernetes/profile/profile.ts';
import type { Network } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { nodeNamed } from '../../src/model/network/node.ts';
import { readState } from '../../src/state/state.ts';

const K1 = readFileSync(new URL('../../examples/k1/cluster.yaml', import.meta.url));

/** The network of manifests, as every command makes it. */
export function compiled(manifests: string | Uint8Array, profile: Profile): Network {
  const bytes = typeof manifests === 'string' ? new TextEncoder().encode(manifests) : manifests;
  const source = { name: 'test.yaml', bytes: () => bytes };
  return readState([source], { profile, namespace: 'default' }).network;
}

/** Cluster K1 of the article (01 §4) as a network. */
export function k1(profile: Profile): Network {
  return compiled(K1, profile);
}

/** The node of a name that the test knows to be there. */
export function named(network: Network, name: string): NodeId {
  const id = nodeNamed(network.nodes, name);
  if (id === undefined) throw new Error(`no node ${name}`);
  return id;
}
