import type { Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { NameCode } from '../../text/codes/names.ts';
import type { Origin } from '../../text/origin.ts';
import type { AddressRecord, Answer, NoAnswer } from './answer.ts';
import { withinDomain } from './cluster-name.ts';
import type { NameServer, Resolver } from './resolver.ts';
import type { Zone } from './zone.ts';

/** One name that a server is asked for, and what it answers: aliases first, in the order they are followed. */
export interface Query {
  readonly name: string;
  readonly server: NameServer;
  readonly answers: readonly Answer[];
}

/** What comes of looking for a name. */
export type Outcome =
  | {
      readonly kind: 'addresses';
      /** The name that has them, after aliases. */
      readonly name: string;
      readonly addresses: Readonly<Record<Family, readonly AddressRecord[]>>;
      readonly assumes: readonly NameCode[];
    }
  | {
      readonly kind: 'no such host';
      readonly name: string;
      readonly code: NameCode;
      readonly text: string;
      readonly origin?: Origin;
      readonly assumes: readonly NameCode[];
    }
  /** Servers outside decide; the names that they are asked for, in order. */
  | {
      readonly kind: 'outside';
      readonly names: readonly string[];
      readonly code: 'DNS_OUTSIDE';
      readonly text: string;
      readonly assumes: readonly NameCode[];
    }
  | {
      readonly kind: 'unknown';
      readonly name: string;
      readonly code: NameCode;
      readonly text: string;
      readonly assumes: readonly NameCode[];
    };

/** Why they do not answer. */
export const NODE_SERVERS = "the node's own name servers know no names of the cluster";

/** What comes of these queries, made in this order for a name. */
export function outcomeOf(zone: Zone, resolver: Resolver, name: string, queries: readonly Query[]): Outcome {
  const last = queries.map(lastOf);
  const final = last.at(-1);
  const outside = last.flatMap((answer) => (answer.kind === 'outside' ? [answer.name] : []));
  const taken: readonly NameCode[] = outside.length > 0 ? ['DNS_NOT_OUTSIDE'] : [];
  const assumes = [...resolver.assumes];
  if (final?.kind === 'addresses') {
    return found(final.name, final.records, [...assumes, ...taken, ...final.assumes]);
  }
  if (final?.kind === 'unknown') {
    return { ...final, assumes: [...assumes, ...taken] };
  }
  const foreign = outside.filter((one) => !isMeantForCluster(zone, resolver, one));
  if (foreign.length === 0 && outside.length > 0 && queries[0]?.server.kind === 'other') {
    const text = `whether the name servers of the pod know names of the cluster, as ${name}, is not in the input`;
    return { kind: 'unknown', name, code: 'DNS_OTHER_SERVER', text, assumes };
  }
  if (foreign.length > 0) {
    return {
      kind: 'outside',
      names: outside,
      code: 'DNS_OUTSIDE',
      text: `${outside.join(', ')}: servers outside the cluster answer`,
      assumes: [...assumes, 'DNS_KNOWN_OUTSIDE'],
    };
  }
  const negative = mostTelling(name, last.filter(isNegative));
  if (negative !== undefined) {
    const { code, text, origin } = negative;
    return noHost(name, code, text, [...assumes, ...taken], origin);
  }
  const code = queries[0]?.server.kind === 'node' ? 'DNS_NODE_RESOLVER' : 'DNS_NO_SUCH_NAME';
  const text = code === 'DNS_NODE_RESOLVER' ? NODE_SERVERS : `nobody knows the name ${name}`;
  return noHost(name, code, text, [...assumes, ...taken]);
}

/**
 * Whether a name that is asked for outside as well reads as one of this cluster: a bare name, SERVICE.NAMESPACE of a
 * namespace, or POD.SERVICE[.NAMESPACE] of a service that there is. Such a name outside would be a coincidence.
 */
export function isMeantForCluster(
  { namespaces, services }: Zone,
  { namespace }: Resolver,
  name: string,
): boolean {
  if (/\.(svc|pod)$/.test(name) || withinDomain(name) !== undefined) return true;
  const [first, second, third, ...rest] = name.split('.');
  if (first === undefined || second === undefined) return true;
  if (rest.length > 0) return false;
  if (third !== undefined) return services.get(third)?.has(second) === true;
  return (
    isNamespace(namespaces, second) ||
    (namespace !== undefined && services.get(namespace)?.has(second) === true)
  );
}

/** Whether there is such a namespace: the cluster makes some itself. */
function isNamespace(namespaces: Zone['namespaces'], name: string): boolean {
  return namespaces.has(name) || name === 'default' || name === 'kube-system' || name === 'kube-public';
}

/** The codes that say most about what is wrong, first: that the service exists, then that the namespace does. */
const TELLING: readonly NameCode[] = [
  'DNS_ENDPOINT_NOT_READY',
  'DNS_NO_READY_ENDPOINTS',
  'DNS_ALIAS_LOOP',
  'DNS_ALIAS_IS_ADDRESS',
  'DNS_NO_SUCH_ENDPOINT',
  'DNS_NO_SUCH_PORT',
];

/**
 * The negative answer to report: one about a service that exists; else, for a bare name, the one from its own namespace,
 * and for a longer one the last that takes one of its labels for a namespace.
 */
function mostTelling(name: string, answers: readonly NoAnswer[]): NoAnswer | undefined {
  for (const code of TELLING) {
    const found = answers.find((answer) => answer.code === code);
    if (found !== undefined) return found;
  }
  const about = answers.filter(
    ({ code }) => code === 'DNS_NO_SUCH_SERVICE' || code === 'DNS_NO_SUCH_NAMESPACE',
  );
  return (name.includes('.') ? about.at(-1) : about[0]) ?? answers[0];
}

function isNegative(answer: Answer): answer is NoAnswer {
  return answer.kind === 'NXDOMAIN' || answer.kind === 'NODATA' || answer.kind === 'SERVFAIL';
}

/** What a query ends with, once aliases are followed. */
export function lastOf({ answers }: Query): Answer {
  return answers[answers.length - 1] as Answer;
}

/** It has these addresses. */
export function found(
  name: string,
  records: readonly AddressRecord[],
  assumes: readonly NameCode[],
): Outcome {
  const of = (family: Family) => records.filter(({ address }) => familyOf(address) === family);
  return { kind: 'addresses', name, addresses: { IPv4: of('IPv4'), IPv6: of('IPv6') }, assumes };
}

/** It has none. */
export function noHost(
  name: string,
  code: NameCode,
  text: string,
  assumes: readonly NameCode[],
  origin?: Origin,
): Outcome {
  return { kind: 'no such host', name, code, text, ...(origin && { origin }), assumes };
}
