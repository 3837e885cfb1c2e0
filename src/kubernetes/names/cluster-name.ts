/** The domain of a cluster's names. */
export const CLUSTER_DOMAIN = 'cluster.local';

const SUFFIX = `.${CLUSTER_DOMAIN}`;

/** What a name below the cluster domain asks for (S27, S37). */
export type ClusterName =
  /** The domain itself, or `svc` and `pod` below it: other names are in it. */
  | { readonly kind: 'domain' }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'service'; readonly namespace: string; readonly service: string }
  /** `web-0.web.shop.svc`: one endpoint of a service. */
  | {
      readonly kind: 'endpoint';
      readonly namespace: string;
      readonly service: string;
      readonly endpoint: string;
    }
  /** `_http._tcp.web.shop.svc`: a port of a service. */
  | {
      readonly kind: 'port';
      readonly namespace: string;
      readonly service: string;
      readonly port: string;
      readonly protocol: string;
    }
  /** `10-1-2-3.shop.pod`: an address written as a name. */
  | { readonly kind: 'address'; readonly namespace: string; readonly written: string }
  | { readonly kind: 'nothing' };

/** A name as name servers compare it: in lower case, without the dot at its end. */
export function normalName(text: string): string {
  const name = text.toLowerCase();
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** Whether a question for it can be sent at all: labels of 1 to 63 characters, 253 in all. */
export function isDomainName(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => label.length > 0 && label.length <= 63);
}

/** The part before the cluster domain; empty for the domain itself, undefined outside it. */
export function withinDomain(name: string): string | undefined {
  if (name === CLUSTER_DOMAIN) return '';
  return name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : undefined;
}

/** Reads a normal name as the cluster DNS does, from its end; undefined if it is outside the cluster domain. */
export function readClusterName(name: string): ClusterName | undefined {
  const within = withinDomain(name);
  if (within === undefined) return undefined;
  const labels = within === '' ? [] : within.split('.');
  const group = labels.pop();
  if (group === undefined) return { kind: 'domain' };
  if (group !== 'svc' && group !== 'pod') return { kind: 'nothing' };
  const namespace = labels.pop();
  if (namespace === undefined) return { kind: 'domain' };
  const own = labels.pop();
  if (own === undefined) return { kind: 'namespace', namespace };
  if (group === 'pod') {
    return labels.length === 0 ? { kind: 'address', namespace, written: own } : { kind: 'nothing' };
  }
  const [first, second] = labels;
  if (first === undefined) return { kind: 'service', namespace, service: own };
  if (second === undefined) return { kind: 'endpoint', namespace, service: own, endpoint: first };
  if (labels.length > 2) return { kind: 'nothing' };
  const [port, protocol] = [withoutUnderscore(first), withoutUnderscore(second)];
  return { kind: 'port', namespace, service: own, port, protocol };
}

function withoutUnderscore(label: string): string {
  return label.startsWith('_') ? label.slice(1) : label;
}
