import type { Address } from '../model/header/address.ts';
import { parseAddress } from '../model/header/address.ts';
import { parsePort } from '../model/header/port.ts';
import type { Prefix } from '../model/header/prefix.ts';
import { parsePrefix } from '../model/header/prefix.ts';
import type { Protocol } from '../model/header/protocol.ts';
import { parseProtocol } from '../model/header/protocol.ts';

/** What may stand before a DNS name. */
const DNS = 'dns:';

/** How a user names an end (05, "Naming an end"), taken apart; what it means is found in a network. */
export type EndName =
  | { readonly kind: 'address'; readonly address: Address }
  /** A CIDR: every address in it. */
  | { readonly kind: 'block'; readonly block: Prefix }
  | { readonly kind: 'internet' }
  /** The API server: a process of the control plane. */
  | { readonly kind: 'api server' }
  /** `ingress/shop/front@shop.example/cart`, `gateway/shop/front@https://shop.example/`: an HTTP request to it. */
  | { readonly kind: 'request'; readonly to: RequestEnd }
  /** `pod/web`, `shop/web`, `deploy/shop/web`, `node/n1`, `daemon/n1/agent`, `shop/web/nginx`. */
  | {
      readonly kind: 'object';
      readonly object: ObjectKind;
      readonly namespace?: string;
      readonly name: string;
      readonly container?: string;
    }
  /** `dns:api.example.com`: a DNS name and nothing else. */
  | { readonly kind: 'dns'; readonly name: string }
  /** One word or a name with dots: a container or daemon, or a DNS name. */
  | { readonly kind: 'word'; readonly word: string };

/** An Ingress or Gateway, and what is asked of it. */
export interface RequestEnd {
  readonly object: 'ingress' | 'gateway';
  readonly namespace?: string;
  readonly name: string;
  readonly scheme: 'http' | 'https';
  /** Absent: that of the scheme, or of a listener that speaks it. */
  readonly port?: number;
  readonly host: string;
  readonly path: string;
}

/** What an object end may be. */
export type ObjectKind =
  | 'pod'
  | 'container'
  | 'daemon'
  | 'kubelet'
  | 'node'
  | 'service'
  | 'deployment'
  | 'statefulset'
  | 'daemonset'
  | 'job'
  | 'replicaset'
  | 'replicationcontroller'
  | 'cronjob';

const KINDS: Readonly<Record<string, ObjectKind>> = {
  pod: 'pod',
  pods: 'pod',
  po: 'pod',
  node: 'node',
  nodes: 'node',
  no: 'node',
  daemon: 'daemon',
  kubelet: 'kubelet',
  container: 'container',
  process: 'container',
  svc: 'service',
  service: 'service',
  services: 'service',
  deploy: 'deployment',
  deployment: 'deployment',
  deployments: 'deployment',
  sts: 'statefulset',
  statefulset: 'statefulset',
  statefulsets: 'statefulset',
  ds: 'daemonset',
  daemonset: 'daemonset',
  daemonsets: 'daemonset',
  job: 'job',
  jobs: 'job',
  cj: 'cronjob',
  cronjob: 'cronjob',
  cronjobs: 'cronjob',
  rs: 'replicaset',
  replicaset: 'replicaset',
  replicasets: 'replicaset',
  rc: 'replicationcontroller',
  replicationcontroller: 'replicationcontroller',
};

/** The kinds that name a controller of pods. */
export const WORKLOADS: readonly ObjectKind[] = [
  'deployment',
  'statefulset',
  'daemonset',
  'job',
  'cronjob',
  'replicaset',
  'replicationcontroller',
];

/** An end's name taken apart. A known kind first means kind/name or kind/namespace/name; else namespace/name. */
export function parseEnd(text: string): EndName {
  if (text === 'internet') return { kind: 'internet' };
  if (text === 'apiserver' || text === 'kube-apiserver') return { kind: 'api server' };
  const request = parseRequest(text);
  if (request !== undefined) return { kind: 'request', to: request };
  if (text.startsWith(DNS)) return { kind: 'dns', name: text.slice(DNS.length) };
  const address = parseAddress(text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text);
  if (address !== undefined) return { kind: 'address', address };
  const block = parsePrefix(text);
  if (block !== undefined) return { kind: 'block', block };
  const [first = '', second, third, ...more] = text.split('/');
  if (second === undefined || more.length > 0) return { kind: 'word', word: text };
  const known = Object.hasOwn(KINDS, first.toLowerCase()) ? KINDS[first.toLowerCase()] : undefined;
  if (known !== undefined) {
    if (third === undefined) return { kind: 'object', object: known, name: second };
    if (known === 'daemon') return { kind: 'object', object: known, namespace: second, name: third };
    return { kind: 'object', object: known, namespace: second, name: third };
  }
  if (third === undefined) return { kind: 'object', object: 'pod', namespace: first, name: second };
  const middle = Object.hasOwn(KINDS, second.toLowerCase()) ? KINDS[second.toLowerCase()] : undefined;
  if (middle !== undefined) return { kind: 'object', object: middle, namespace: first, name: third };
  return { kind: 'object', object: 'container', namespace: first, name: second, container: third };
}

/** `ingress/[NS/]NAME@[SCHEME://]HOST[/PATH]`, and the same with `gateway`; undefined for anything else. */
function parseRequest(text: string): RequestEnd | undefined {
  const found = /^(ing|ingress|gtw|gateway)\/(?:([^/@]+)\/)?([^/@]+)@(?:(https?):\/\/)?([^/]*)(\/.*)?$/i.exec(
    text,
  );
  if (found === null) return undefined;
  const [, kind = '', namespace, name = '', scheme, at = '', path] = found;
  const [, host = at, port] = /^(.*?)(?::([0-9]+))?$/.exec(at) ?? [];
  return {
    object: kind.toLowerCase().startsWith('i') ? 'ingress' : 'gateway',
    ...(namespace === undefined ? {} : { namespace }),
    name,
    scheme: scheme?.toLowerCase() === 'https' ? 'https' : 'http',
    host: host.toLowerCase(),
    ...(port === undefined ? {} : { port: Number(port) }),
    path: path ?? '/',
  };
}

/** A port as a user names it: a number or a declared name, with a protocol or not. */
export interface PortName {
  readonly port: number | string;
  readonly protocol?: Protocol;
}

/** `80`, `80/udp`, `http`, `dns/udp`; undefined if it is none of these. */
export function parsePortName(text: string): PortName | undefined {
  const [port = '', protocol, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  const parsed = protocol === undefined ? undefined : parseProtocol(protocol);
  if (protocol !== undefined && parsed === undefined) return undefined;
  const number = parsePort(port);
  if (number === undefined && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(port)) return undefined;
  if (number === undefined && /^[0-9]+$/.test(port)) return undefined;
  return { port: number ?? port, ...(parsed === undefined ? {} : { protocol: parsed }) };
}

/**
 * `TO[:PORT]` taken apart: the port is what follows the last colon, unless the whole is an address, or holds several
 * colons without brackets (an IPv6 block); the colon of `dns:` is none of a port.
 */
export function splitTarget(text: string): { readonly to: string; readonly port?: string } {
  if (parseAddress(text) !== undefined || (text.startsWith('[') && text.endsWith(']'))) return { to: text };
  if (parseRequest(text) !== undefined) return { to: text };
  const start = text.startsWith(DNS) ? DNS.length : 0;
  const colon = text.lastIndexOf(':');
  if (colon <= start) return { to: text };
  const bracket = text.startsWith('[') && text[colon - 1] === ']';
  if (bracket) return { to: text.slice(1, colon - 1), port: text.slice(colon + 1) };
  return text.indexOf(':', start) < colon
    ? { to: text }
    : { to: text.slice(0, colon), port: text.slice(colon + 1) };
}
