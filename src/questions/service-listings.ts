import type { ServiceEndpoint } from '../kubernetes/compile/service-endpoints.ts';
import { classOf } from '../kubernetes/ingress/controller.ts';
import type { Ingress } from '../kubernetes/objects/ingress.ts';
import type { LoadBalancerAddress, Service, ServicePort } from '../kubernetes/objects/service.ts';
import { formatAddress } from '../model/header/address.ts';
import { formatEndpoint } from '../model/header/header.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { Listing, Row } from './listing.ts';
import { listedName } from './listing.ts';

/** Services, what stands behind them, and Ingresses: in the columns of kubectl, and what it does not say. */
export const SERVICE_LISTINGS: Readonly<Record<string, Listing>> = {
  namespaces: {
    columns: ['NAME', 'LABELS'],
    *rows({ cluster }) {
      for (const { name, labels } of cluster?.namespaces ?? []) {
        const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
        yield [name, pairs.join(',') || '-'];
      }
    },
  },
  services: {
    columns: ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'ENDPOINTS'],
    rows: (state) => (state.cluster?.services ?? []).map((service) => serviceRow(state, service)),
  },
  endpoints: {
    columns: ['NAME', 'READY', 'NOT READY'],
    *rows(state) {
      for (const service of state.cluster?.services ?? []) {
        if (service.form === 'alias') continue;
        const endpoints = endpointsOf(state, service);
        const texts = (some: readonly ServiceEndpoint[]) =>
          shortened(some.flatMap((one) => addressesOf(service, one)));
        yield [
          listedName(service),
          texts(endpoints.filter(({ ready }) => ready)),
          texts(endpoints.filter(({ ready }) => !ready)),
        ];
      }
    },
  },
  ingresses: {
    columns: ['NAME', 'CLASS', 'HOSTS', 'ADDRESS', 'PORTS', 'CONTROLLER'],
    rows: (state) => (state.cluster?.ingresses ?? []).map((ingress) => ingressRow(state, ingress)),
  },
};

const NONE = '<none>';

function serviceRow(state: State, service: Service): Row {
  const { type, form, clusterAddresses, planned, ports } = service;
  const cluster = form === 'headless' ? 'None' : clusterAddresses.map(formatAddress).join(',') || NONE;
  return [
    listedName(service),
    type,
    planned === 'none' || form !== 'virtual' ? cluster : `${cluster} (planned)`,
    externalText(service),
    ports.map(portText).join(',') || NONE,
    form === 'alias' ? '-' : readyText(endpointsOf(state, service)),
  ];
}

/** What kubectl shows: the name that an ExternalName stands for, published addresses, then external IPs. */
function externalText({ type, alias, loadBalancer, externalAddresses }: Service): string {
  if (alias !== undefined) return alias;
  const all = [...publishedAddresses(loadBalancer), ...externalAddresses.map(formatAddress)];
  if (all.length > 0) return all.join(',');
  return type === 'LoadBalancer' ? '<pending>' : NONE;
}

function publishedAddresses(published: readonly LoadBalancerAddress[]): string[] {
  return published.map(({ address }) => formatAddress(address));
}

/** `80:30080/TCP`. */
function portText({ port, nodePort, protocol }: ServicePort): string {
  return `${port}${nodePort === undefined ? '' : `:${nodePort}`}/${protocol}`;
}

function endpointsOf({ cluster }: State, service: Service): readonly ServiceEndpoint[] {
  return cluster === undefined ? [] : lookupsOf(cluster).endpointsOf(service);
}

/** `3`, `2 of 3 ready`, `none`: a pod with an address of each family counts once. */
function readyText(endpoints: readonly ServiceEndpoint[]): string {
  const count = (some: readonly ServiceEndpoint[]) =>
    new Set(some.map(({ pod, address }) => (pod === undefined ? address : pod))).size;
  const ready = count(endpoints.filter((one) => one.ready));
  const all = count(endpoints);
  if (all === 0) return 'none';
  return ready === all ? String(ready) : `${ready} of ${all} ready`;
}

/** Where each port of the service goes at an endpoint; the address alone where it has none of them (S22). */
function addressesOf({ ports }: Service, endpoint: ServiceEndpoint): string[] {
  const found = ports.flatMap((port) => endpoint.portOf(port) ?? []);
  const unique = [...new Set(found)];
  return unique.length === 0
    ? [formatAddress(endpoint.address)]
    : unique.map((port) => formatEndpoint(endpoint.address, port));
}

const MOST_SHOWN = 3;

/** The first three and how many more, as kubectl has it. */
function shortened(texts: readonly string[]): string {
  const more = texts.length - MOST_SHOWN;
  return `${texts.slice(0, MOST_SHOWN).join(',') || NONE}${more > 0 ? ` + ${more} more...` : ''}`;
}

function ingressRow({ cluster }: State, ingress: Ingress): Row {
  const { className, rules, tls, addresses } = ingress;
  const hosts = [...new Set(rules.map(({ host }) => host || '*'))];
  const choice = cluster && classOf(cluster, ingress);
  const name = choice === undefined || choice.kind === 'ignored' ? undefined : choice.name;
  const controller =
    choice === undefined || choice.kind === 'ignored' ? 'nobody serves it' : choice.controller;
  return [
    listedName(ingress),
    className ?? (name === undefined ? NONE : `${name} (default)`),
    hosts.join(',') || '*',
    publishedAddresses(addresses).join(',') || '-',
    tls.length > 0 ? '80,443' : '80',
    controller || 'not known',
  ];
}
