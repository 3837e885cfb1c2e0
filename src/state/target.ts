import { freeAddresses, namedAddresses } from '../analysis/invariants/atoms.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { ServiceEndpoint } from '../kubernetes/compile/service-endpoints.ts';
import type { Service, ServicePort } from '../kubernetes/objects/service.ts';
import type { Address } from '../model/header/address.ts';
import { address, familyOf, formatAddress } from '../model/header/address.ts';
import { addressSet, containsAddress } from '../model/header/address-set.ts';
import { prefix } from '../model/header/prefix.ts';
import type { Protocol } from '../model/header/protocol.ts';
import { rowsOf } from '../model/network/directory.ts';
import { neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { ADDRESSES, addressesOf, cellAt, LISTENERS, ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, NO_NODE, nameOf, roleOf } from '../model/network/node.ts';
import { nearest } from '../text/nearest.ts';
import type { Origin } from '../text/origin.ts';
import type { PortName } from './end.ts';
import { parseEnd } from './end.ts';
import { freeAddress } from './free-address.ts';
import { lookupsOf } from './lookups.ts';
import type { EndProblem } from './named-nodes.ts';
import { nodesOfEnd, notFound } from './named-nodes.ts';
import type { Sender } from './sender.ts';
import { apiServers, INTERNET, INTERNET6, internetAddresses, MOST_ADDRESSES } from './sender.ts';

/** What a message can be sent to: an address, and who listens behind it as far as is declared. */
export interface Target {
  readonly address: Address;
  readonly label: string;
  readonly declared: readonly Listener[];
  /** Codes of what is not known and decides whatever becomes of the message: the address stands in for another one. */
  readonly unknown?: readonly string[];
}

/** A declared listener. */
export interface Listener {
  readonly process: NodeId;
  readonly protocol: Protocol;
  readonly port: number;
  readonly name?: string;
  readonly origin?: Origin;
}

/** Whether an end is an address that somebody has only because it was planned: what becomes of it is not known (S144). */
export function isPlannedAddress(network: Network, text: string): boolean {
  const end = parseEnd(text);
  const directory = network.directories[ADDRESSES];
  const column = directory?.columns.address;
  if (end.kind !== 'address' || column === undefined) return false;
  return Array.from(rowsOf(column, end.address)).some((row) => cellAt(directory, 'known', row) === 'planned');
}

/** Where a target is looked for: a network, its cluster if it has one, and who sends. */
export interface Looking {
  readonly network: Network;
  readonly cluster?: Cluster | undefined;
  readonly namespace: string;
  readonly sender: Sender;
}

/** The addresses that an end names as a target; of a word, only a node of that name, not the address of a DNS name. */
export function targetsOf(looking: Looking, text: string): readonly Target[] | EndProblem {
  const { network, cluster, namespace } = looking;
  const end = parseEnd(text);
  switch (end.kind) {
    case 'internet': {
      const sorts = internetAddresses(network, 'targets');
      if (sorts === undefined) return { problem: `${text} holds too many addresses that are told apart` };
      return sorts.flat().map((address) => ({
        address,
        label: sorts.every((one) => one.length === 1) ? 'internet' : `internet (${formatAddress(address)})`,
        declared: [],
      }));
    }
    case 'address': {
      if (containsAddress(NO_RECEIVER, end.address))
        return { problem: `${text} is no address of one receiver` };
      return [perhapsFree(looking, end.address)];
    }
    case 'block': {
      const within = addressSet(end.block);
      const named = namedAddresses(network, 'targets', within);
      if (named.length > MOST_ADDRESSES)
        return { problem: `${text} holds too many addresses that are told apart` };
      const free = freeAddresses(network, 'targets', familyOf(end.block.first), within);
      return [...named, ...free].map((address) => perhapsFree(looking, address));
    }
    case 'api server': {
      const targets = apiServers(network).flatMap((node) => targetsAt(network, node));
      const elsewhere = [INTERNET, INTERNET6].map((address) => ({
        address,
        label: 'the API server',
        declared: [],
      }));
      return (targets.length > 0 ? targets : elsewhere).map((one) => ({
        ...one,
        declared: API_SERVER_PORTS,
      }));
    }
    case 'dns':
      return { problem: `${text} is a name of no node` };
    case 'request':
      return { problem: `${text} is a request, not an address` };
    case 'word':
    case 'object': {
      if (end.kind === 'object' && end.object === 'service') {
        const service = cluster && lookupsOf(cluster).service(end.namespace ?? namespace, end.name);
        if (service === undefined) return noService(cluster, text);
        return serviceTargets(looking, service);
      }
      const nodes = nodesOfEnd(network, end, namespace);
      if (nodes.length === 0) return notRequest(text) ?? noTarget(looking, text);
      const targets = nodes.flatMap((node) => targetsAt(network, node));
      return targets.length > 0 ? targets : { problem: `${text} has no address` };
    }
  }
}

/** An Ingress or Gateway is asked for a host and path, which this text lacks. */
function notRequest(text: string): EndProblem | undefined {
  if (!/^(ing|ingress|gtw|gateway)\//i.test(text)) return undefined;
  return { problem: `${text} does not say what is asked of it`, suggestion: `${text}@HOST/PATH` };
}

/** The port that an API server usually listens on. */
const API_SERVER_PORTS: readonly Listener[] = [
  { process: NO_NODE, protocol: 'TCP', port: 6443, name: 'https' },
];

/** An address as a target, and whether it is known that nobody of the cluster has it. */
function perhapsFree({ network, cluster }: Looking, address: Address): Target {
  const unknown = freeAddress(network, cluster, address);
  return { ...targetAt(network, address), ...(unknown.length === 0 ? {} : { unknown }) };
}

/** An address as a target. */
export function targetAt(network: Network, address: Address): Target {
  const declared = listenersAt(network, ownerOf(network, address));
  return { address, label: formatAddress(address), declared };
}

/**
 * The address of a service; no name is resolved. For a sender outside the cluster those that lead into it, where there are
 * any (S18, S30, S35); of a headless service the addresses of its endpoints (S27).
 */
export function serviceTargets(
  { network, cluster, sender }: Looking,
  service: Service,
): readonly Target[] | EndProblem {
  const label = `${service.namespace}/${service.name}`;
  const declared = servicePorts(service);
  const outside = roleOf(network.nodes, sender.process) === 'outside';
  const entrances = [...service.loadBalancer.map(({ address }) => address), ...service.externalAddresses];
  const addresses = outside && entrances.length > 0 ? entrances : service.clusterAddresses;
  const byName = outside && entrances.length === 0 && service.loadBalancerNames.length > 0;
  const unknown = byName ? { unknown: ['BALANCER_NAME'] } : {};
  if (addresses.length > 0) return addresses.map((address) => ({ address, label, declared, ...unknown }));
  if (service.form === 'alias') {
    return {
      problem: `service ${label} is only another name for ${service.alias ?? '?'}: ask for the name ${service.name}.${service.namespace}`,
    };
  }
  const ready =
    cluster === undefined
      ? []
      : lookupsOf(cluster)
          .endpointsOf(service)
          .filter((one) => one.ready);
  if (service.form === 'virtual' || ready.length === 0) {
    return {
      problem:
        service.form === 'virtual'
          ? `service ${label} has no address`
          : `headless service ${label} has no ready endpoint`,
    };
  }
  const rank = (one: ServiceEndpoint): number => service.families.indexOf(familyOf(one.address));
  return [...ready]
    .sort((a, b) => rank(a) - rank(b))
    .map((one) => ({ address: one.address, label, declared: listenersFor(one, service) }));
}

/** The ports of a service as what listens behind its address. */
function servicePorts({ ports, origin }: Service): Listener[] {
  return ports.map(({ port, protocol, name, path }) => ({
    process: NO_NODE,
    port,
    protocol,
    ...(name === '' ? {} : { name }),
    origin: { ...origin, path },
  }));
}

/** The ports of a headless service at one of its endpoints, which nobody translates (S23, S27). */
export function listenersFor(endpoint: ServiceEndpoint, service: Service): Listener[] {
  return servicePorts(service).flatMap((one, i) => {
    return endpoint.portOf(service.ports[i] as ServicePort) === undefined ? [] : [one];
  });
}

function noService(cluster: Cluster | undefined, text: string): EndProblem {
  const names = (cluster?.services ?? []).map(({ namespace, name }) => `svc/${namespace}/${name}`);
  const close = [...new Set([...servicesNamed(cluster, text), ...nearest(text, names, 3)])].slice(0, 3);
  return {
    problem: `there is no ${text} in this cluster`,
    ...(close.length > 0 ? { suggestion: `the nearest names: ${close.join(', ')}` } : {}),
  };
}

/** The services whose name is the last part of a text, as ends. */
function servicesNamed(cluster: Cluster | undefined, text: string): string[] {
  const last = text.split('/').at(-1);
  const found = (cluster?.services ?? []).filter(({ name }) => name === last);
  return found.map(({ namespace, name }) => `svc/${namespace}/${name}`);
}

/** Why no node is found; people mean a service too. */
function noTarget({ network, cluster, namespace }: Looking, text: string): EndProblem {
  const [service] = servicesNamed(cluster, text);
  if (service === undefined) return notFound(network, text, namespace);
  const problem = `there is no pod ${text} in this network`;
  return { problem, suggestion: `there is a service of that name: ${service}` };
}

/** Addresses that nobody has alone: unspecified ones, groups, and everybody. */
const NO_RECEIVER = addressSet(
  address('0.0.0.0'),
  address('::'),
  prefix('224.0.0.0/4'),
  prefix('ff00::/8'),
  address('255.255.255.255'),
);

/** The declared listeners that a port name means at a target; a plain number needs no declaration. */
export function portsOf(
  target: Target,
  port: PortName | undefined,
  only?: Protocol,
): readonly { port: number; protocol: Protocol }[] | EndProblem {
  if (port === undefined) {
    const meant = target.declared.filter((one) => only === undefined || one.protocol === only);
    if (meant.length > 0) return meant;
    if (target.declared.length > 0)
      return { problem: `${target.label} declares no ${only} port: say which, as ${target.label}:80` };
    return { problem: `${target.label} declares no port: say which, as ${target.label}:80` };
  }
  if (typeof port.port === 'number') return [{ port: port.port, protocol: port.protocol ?? 'TCP' }];
  const named = target.declared.filter(
    (one) => one.name === port.port && (port.protocol === undefined || one.protocol === port.protocol),
  );
  if (named.length > 0) return named;
  const names = target.declared.flatMap((one) => (one.name ? `${one.name}/${one.protocol}` : []));
  const known = names.length > 0 ? `it has ${names.join(', ')}` : 'it names none';
  const asked = port.protocol === undefined ? port.port : `${port.port}/${port.protocol}`;
  return { problem: `${target.label} has no port named ${asked}: ${known}` };
}

function targetsAt(network: Network, node: NodeId): Target[] {
  const label = nameOf(network.nodes, node);
  if (isSwitch(network.nodes, node)) {
    return addressesOf(network, node).map((at) => ({
      address: at,
      label,
      declared: listenersAt(network, node),
    }));
  }
  const targets: Target[] = [];
  for (const over of neighbours(network.links, node)) {
    const declared = listenersAt(network, over).filter((listener) => listener.process === node);
    for (const at of addressesOf(network, over)) targets.push({ address: at, label, declared });
  }
  return targets;
}

/** Who is declared to listen at a switch. */
export function listenersAt(network: Network, at: NodeId | undefined): readonly Listener[] {
  const directory = network.directories[LISTENERS];
  const column = directory?.columns.switch;
  if (at === undefined || directory === undefined || column === undefined) return [];
  return Array.from(rowsOf(column, at), (row) => {
    const name = cellAt(directory, 'name', row) as string | undefined;
    const object = cellAt(directory, 'origin', row) as Origin | undefined;
    const path = cellAt(directory, 'path', row) as string | undefined;
    const origin = object && path ? { ...object, path } : object;
    return {
      process: cellAt(directory, 'process', row) as NodeId,
      protocol: cellAt(directory, 'protocol', row) as Protocol,
      port: cellAt(directory, 'port', row) as number,
      ...(name ? { name } : {}),
      ...(origin ? { origin } : {}),
    };
  });
}
