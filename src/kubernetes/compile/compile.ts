import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, LISTENERS } from '../../model/network/network.ts';
import type { Cluster } from '../cluster.ts';
import type { Profile } from '../profile/profile.ts';
import { directoriesOf, PROCESSES } from './directories.ts';
import { fabricTemplate } from './fabric.ts';
import { fibsOf } from './fibs.ts';
import { handlesOf } from './handles.ts';
import { hostTemplate } from './host.ts';
import { layoutOf } from './layout.ts';
import { podTemplate } from './pod.ts';

/**
 * A cluster as a network graph (01 §3). The order of the cluster's objects never shows: they come sorted.
 *
 * ```
 *                 ┌─ layout ──────── nodes and links: who is linked to whom
 *   Cluster ──────┼─ directories ─── addresses, listeners, processes: one row each, kept once
 *                 └─ handles ─────── names of groups of nodes
 *   Profile ──────┬─ pod ─────────── F1 F2 (F8) F3
 *                 ├─ host ────────── F4 F5, or the pipeline
 *                 │                    services ▸ egress ▸ route F4–F9 ▸ ingress ▸ source translation
 *                 └─ fabric ──────── host addresses → hosts, the rest → outside
 *                                      │
 *                                      └─ fibs: a template a switch ──▶ Network
 * ```
 */
export function compile(cluster: Cluster, profile: Profile): Network {
  const layout = layoutOf(cluster, profile);
  const { addresses, listeners, processes } = directoriesOf(layout);
  const templates = [podTemplate(profile), hostTemplate(profile, layout.fabric)];
  if (layout.fabric !== undefined && layout.outside !== undefined) {
    templates.push(fabricTemplate(profile, layout.outside));
  }
  return {
    name: 'cluster',
    nodes: layout.nodes,
    links: layout.links,
    fibs: fibsOf(layout.nodes, templates),
    directories: { [ADDRESSES]: addresses, [LISTENERS]: listeners, [PROCESSES]: processes },
    sets: [],
    facts: [],
    handles: handlesOf(layout),
  };
}
