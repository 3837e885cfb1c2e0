import { Type } from 'typebox';
import { linkCount } from '../model/network/link.ts';
import { isSwitch, nodeIds, nodesWithRole } from '../model/network/node.ts';
import { ruleCount } from '../model/network/rules.ts';
import type { State } from '../state/state.ts';
import { nearest } from '../text/nearest.ts';
import type { Listing } from './listing.ts';
import { NETWORK_LISTINGS } from './network-listings.ts';
import { POLICY_LISTING } from './policy-listing.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { SERVICE_LISTINGS } from './service-listings.ts';
import { SERVICE_REACH } from './service-reach.ts';

/** What a network holds, as rows with the same columns: what `get` prints as a table. */
export interface GetAnswer {
  readonly answer: 'listed';
  readonly kind: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The schema of GetAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  kind: Type.String(),
  columns: Type.Array(Type.String()),
  rows: Type.Array(Type.Array(Type.Union([Type.String(), Type.Number()]))),
});

/** What can be listed, by name: the only list. */
const LISTINGS: Readonly<Record<string, Listing>> = {
  ...NETWORK_LISTINGS,
  ...SERVICE_LISTINGS,
  policies: POLICY_LISTING,
  reach: SERVICE_REACH,
};

/** Short names, as kubectl has them. */
const SHORT: Readonly<Record<string, string>> = {
  po: 'pods',
  no: 'nodes',
  ns: 'namespaces',
  svc: 'services',
  ep: 'endpoints',
  ing: 'ingresses',
  netpol: 'policies',
  networkpolicies: 'policies',
  networkpolicy: 'policies',
  policy: 'policies',
};

/** How many of each kind, or all of one kind. */
export function ask(state: State, input: Input): GetAnswer | Refusal {
  const kind = typeof input.kind === 'string' ? input.kind.toLowerCase() : '';
  if (kind === '')
    return { answer: 'listed', kind: 'counts', columns: ['KIND', 'COUNT'], rows: [...counts(state)] };
  const names = Object.keys(LISTINGS);
  const asked = SHORT[kind] ?? kind;
  const name = names.find(
    (candidate) => candidate === asked || candidate === `${asked}s` || candidate === `${asked}es`,
  );
  const listing = name === undefined ? undefined : LISTINGS[name];
  if (name === undefined || listing === undefined) {
    const [close] = nearest(kind, names, 1);
    return refuse(
      'UNKNOWN_KIND',
      `there is no kind ${kind}: ${names.join(', ')}`,
      close && `did you mean ${close}?`,
    );
  }
  const within = typeof input.namespace === 'string' ? `${input.namespace}/` : '';
  const rows = Array.from(listing.rows(state)).filter((row) => String(row[0]).includes(within));
  return { answer: 'listed', kind: name, columns: listing.columns, rows };
}

function* counts({ network, cluster }: State): Generator<readonly [string, number]> {
  const { nodes, links } = network;
  let switches = 0;
  let rules = 0;
  for (const id of nodeIds(nodes)) {
    if (isSwitch(nodes, id)) switches++;
    rules += ruleCount(network, id);
  }
  yield ['nodes of the graph', nodes.size];
  yield ['  processes', nodes.size - switches];
  yield ['  switches', switches];
  for (const role of ['pod', 'host', 'container', 'daemon'] as const) {
    yield [`  ${role === 'host' ? 'hosts' : `${role}s`}`, [...nodesWithRole(nodes, role)].length];
  }
  yield ['links', linkCount(links)];
  yield ['rules', rules];
  if (cluster === undefined) return;
  const { services, networkPolicies, clusterPolicies, otherPolicies, ingresses } = cluster;
  const policies = networkPolicies.length + clusterPolicies.length + otherPolicies.length;
  const objects = { services: services.length, policies, ingresses: ingresses.length };
  for (const [name, count] of Object.entries(objects)) if (count > 0) yield [name, count];
}
