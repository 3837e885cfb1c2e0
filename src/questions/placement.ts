import { addressSorts } from '../analysis/invariants/atoms.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { compile } from '../kubernetes/compile/compile.ts';
import { ZONE_LABEL } from '../kubernetes/compile/service-endpoints.ts';
import type { Host } from '../kubernetes/objects/host.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import { partOf, placedAt, possibleHosts } from '../kubernetes/plan/elsewhere.ts';
import type { Address } from '../model/header/address.ts';
import { familyOf } from '../model/header/address.ts';
import { neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { addressesOf, ownerOf } from '../model/network/network.ts';
import { isSwitch, nameOf, nodeNamed, roleOf } from '../model/network/node.ts';
import { parseEnd } from '../state/end.ts';
import { lookupsOf, podOfNode } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { Asked, Delivery, Ways } from './delivery.ts';
import { deliver } from './delivery.ts';
import type { Met } from './met.ts';
import { metBy } from './met.ts';
import { isAtHost, movablePods, podsAtHosts } from './places.ts';
import { placesOf } from './worlds-of-place.ts';

/**
 * Whether what becomes of a message is something else where pods of planned placement run on other hosts (S144). Asked only
 * where services did something by place, or a port of a host is meant; `to`: the end as it was named.
 */
export function restsOnPlace(state: State, delivery: Delivery, to: string, ways: Ways): boolean {
  const { cluster, profile } = state;
  if (cluster === undefined || profile.options.planned === 'taken' || cluster.hosts.length < 2) return false;
  const movable = movablePods(cluster);
  if (movable.length === 0 || delivery.answer === 'unknown') return false;
  const met = metBy(state, cluster, delivery);
  const open = movable.filter((pod) => met.pods.has(pod));
  if (open.length === 0 || !isByPlace(met, open)) return false;
  const hosts = hostsToTry(state, cluster, delivery, met.pods);
  const sender = podOfNode(cluster, state.network, delivery.asked.sender.process);
  const every = placesOf(
    open.map((pod) => ({ pod, hosts: possibleHosts(pod, hosts) })).filter((one) => one.hosts.length > 0),
    sender,
  );
  if (every === undefined) return true;
  const neighboursThere = hosts.flatMap(({ name }) => podsAtHosts(cluster).get(name) ?? []);
  const part = partOf(cluster, { services: met.services, pods: new Set([...met.pods, ...neighboursThere]) });
  const bearer = bearerOf(state, cluster, delivery.asked, to, open);
  return every.some((places) => {
    const network = compile(placedAt(part, places), profile);
    const asked = askedThere(state.network, network, delivery.asked, bearer && places.get(bearer));
    return asked === undefined || deliver(network, asked, ways)?.answer !== delivery.answer;
  });
}

/** Where nothing is done by place, a pod's place decides only through an address of its host. */
function isByPlace({ byPlace, atHost }: Met, open: readonly Pod[]): boolean {
  return byPlace || (atHost && open.some(isAtHost));
}

/**
 * The hosts on which it makes a difference to be: those that a message was sent to or from, those of pods whose place is
 * known, and two of each sort of the others: of one zone, whose addresses no rule tells apart.
 */
function hostsToTry(
  { network }: State,
  cluster: Cluster,
  { asked }: Delivery,
  pods: ReadonlySet<Pod>,
): readonly Host[] {
  const kept = new Set<string>();
  for (const pod of pods) if (pod.host !== undefined && !pod.planned.includes('host')) kept.add(pod.host);
  for (const node of [ownerOf(network, asked.target), asked.sender.over])
    if (node !== undefined) kept.add(nameOf(network.nodes, node));
  const [sources, targets] = [addressSorts(network, 'sources'), addressSorts(network, 'targets')];
  const count = new Map<string, number>();
  return cluster.hosts.filter(({ name, labels, taints, addresses }) => {
    if (kept.has(name)) return true;
    const sort = JSON.stringify([
      labels[ZONE_LABEL],
      taints,
      addresses.map((one) => [sources(one), targets(one)]),
    ]);
    const before = count.get(sort) ?? 0;
    count.set(sort, before + 1);
    return before < 2;
  });
}

/** The pod of planned placement whose host's address is the target because the pod was named, not the host. */
function bearerOf(
  { network }: State,
  cluster: Cluster,
  { target, port, protocol }: Asked,
  to: string,
  open: readonly Pod[],
): Pod | undefined {
  const owner = ownerOf(network, target);
  const end = parseEnd(to);
  if (owner === undefined || end.kind === 'address' || end.kind === 'block') return undefined;
  const host = nameOf(network.nodes, owner);
  if (to === host || (end.kind === 'object' && end.object === 'node')) return undefined;
  const there = open.filter((pod) => pod.network === 'host' && pod.host === host);
  const named = end.kind === 'object' && lookupsOf(cluster).pod(end.namespace ?? '', end.name);
  return (
    there.find((pod) => pod === named) ??
    there.find(({ containers }) =>
      containers.some(({ ports }) => ports.some((one) => one.port === port && one.protocol === protocol)),
    )
  );
}

/** The same message in a network where pods run elsewhere; undefined where its sender is not there. */
function askedThere(here: Network, there: Network, asked: Asked, host: Host | undefined): Asked | undefined {
  const { sender, target } = asked;
  const process = nodeNamed(there.nodes, nameOf(here.nodes, sender.process));
  if (process === undefined) return undefined;
  const over = [...neighbours(there.links, process)].find((node) => isSwitch(there.nodes, node));
  if (over === undefined) return undefined;
  const outside = roleOf(here.nodes, sender.process) === 'outside';
  const addresses: readonly Address[] = outside ? sender.addresses : addressesOf(there, over);
  const moved = host?.addresses.find((one) => familyOf(one) === familyOf(target));
  return { ...asked, sender: { process, over, addresses }, target: moved ?? target };
}
