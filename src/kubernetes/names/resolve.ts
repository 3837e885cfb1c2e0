import type { AddressRecord, Answer } from './answer.ts';
import { isDomainName, normalName, withinDomain } from './cluster-name.ts';
import type { Outcome, Query } from './outcome.ts';
import { found, isMeantForCluster, lastOf, NODE_SERVERS, noHost, outcomeOf } from './outcome.ts';
import type { NameServer, Resolver } from './resolver.ts';
import type { Zone } from './zone.ts';
import { answerOf } from './zone.ts';

/** A name looked for: every query in order, and the outcome. */
export interface Resolution {
  readonly queries: readonly Query[];
  readonly outcome: Outcome;
}

/** More aliases in a row than any resolver follows. */
const MOST_ALIASES = 16;

/**
 * Looks for a name, not an address, as a stub resolver does: with a dot at its end as it is; with fewer dots than ndots
 * first in the search list, else first as it is; until a name has an address. The first server answers unless another
 * is given; that it can be reached is for the caller to find out. Implements S36, S37, S38, S141.
 */
export function resolve(
  zone: Zone,
  resolver: Resolver,
  text: string,
  server: NameServer | undefined = resolver.servers[0],
): Resolution {
  const name = normalName(text);
  const own = resolver.hosts.get(name);
  if (own !== undefined) {
    const records = own.map((address): AddressRecord => ({ address, bearer: { kind: 'own' } }));
    return { queries: [], outcome: found(name, records, []) };
  }
  if (!isDomainName(name)) {
    return { queries: [], outcome: noHost(name, 'DNS_NO_SUCH_NAME', `${text} is no domain name`, []) };
  }
  if (server === undefined) {
    const outcome = noHost(name, 'DNS_NO_SERVER', 'there is no name server to ask', resolver.assumes);
    return { queries: [], outcome };
  }
  const queries: Query[] = [];
  for (const candidate of candidatesOf(resolver, text)) {
    const query = { name: candidate, server, answers: followed(zone, server, candidate) };
    queries.push(query);
    if (ends(zone, resolver, name, query)) break;
  }
  return { queries, outcome: outcomeOf(zone, resolver, name, queries) };
}

/** The full names that are asked for, in order, as long as none has an address. */
export function candidatesOf({ searches, ndots }: Resolver, text: string): readonly string[] {
  const name = normalName(text);
  if (text.endsWith('.')) return [name];
  const listed = searches.map((search) => `${name}.${search}`).filter(isDomainName);
  const dots = name.split('.').length - 1;
  return dots < ndots ? [...listed, name] : [name, ...listed];
}

/** Whether nothing more is asked for: it has an address, or, outside, is taken to have one. */
function ends(zone: Zone, resolver: Resolver, name: string, query: Query): boolean {
  const last = lastOf(query);
  if (last.kind !== 'outside') return last.kind === 'addresses' || last.kind === 'unknown';
  const aliased = query.answers.length > 1;
  return aliased || (query.name === name && !isMeantForCluster(zone, resolver, name));
}

/** The answer for a name and, while it is an alias, for the name that it stands for (S36). */
function followed(zone: Zone, server: NameServer, name: string): Answer[] {
  const answers: Answer[] = [];
  const seen = new Set<string>();
  for (let asked = name; ; ) {
    if (seen.has(asked) || answers.length > MOST_ALIASES) {
      const text = `the aliases from ${name} lead back to ${asked}`;
      answers.push({ kind: 'SERVFAIL', name: asked, code: 'DNS_ALIAS_LOOP', text });
      return answers;
    }
    seen.add(asked);
    const answer = askServer(zone, server, asked);
    answers.push(answer);
    if (answer.kind !== 'alias') return answers;
    asked = answer.target;
  }
}

/** Only the cluster DNS and its caches know names of the cluster. */
function askServer(zone: Zone, server: NameServer, name: string): Answer {
  switch (server.kind) {
    case 'service':
    case 'cache':
      return answerOf(zone, name);
    case 'other':
      return { kind: 'outside', name };
    case 'node': {
      if (withinDomain(name) === undefined) return { kind: 'outside', name };
      return { kind: 'NXDOMAIN', name, code: 'DNS_NODE_RESOLVER', text: NODE_SERVERS };
    }
  }
}
