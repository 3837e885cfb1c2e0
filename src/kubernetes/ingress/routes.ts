import { compareKeys } from '../../base/order.ts';
import type { Request } from '../../model/header/request.ts';
import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Origin } from '../../text/origin.ts';
import type { ReferenceGrant, RouteMatch, TextMatch } from '../objects/gateway.ts';
import type { Attached } from './attach.ts';
import type { ServiceIndex } from './backend.ts';
import type { Difference, Target } from './decision.ts';
import { fieldOf } from './decision.ts';
import { doubtsOfFilters, routeTarget } from './forward.ts';
import { comparePrecision, matchesHost } from './hosts.ts';
import type { PathPattern } from './paths.ts';
import { lengthOf, matchesPath, readWholeExpression } from './paths.ts';

/** A request, with its query parameters where they matter. */
export type WebRequest = Request & { readonly query?: Readonly<Record<string, string>> };

/** A condition on a header or query parameter; an expression is read once, and is nothing if it is none here. */
interface TextEntry {
  readonly name: string;
  readonly match: TextMatch;
  readonly expression?: RegExp | undefined;
}

/** One match of one rule of an attached route, at one of its hostnames. */
export interface RouteEntry {
  readonly attached: Attached;
  /** The hosts that it is for, at its listener. */
  readonly host: string;
  readonly pattern: PathPattern;
  readonly method?: string;
  readonly headers: readonly TextEntry[];
  readonly queries: readonly TextEntry[];
  readonly target: Target;
  /** The rule's match. */
  readonly by: Origin;
  readonly doubts: readonly IngressCode[];
}

/** The entries of routes at one listener, which come by age and name, in the order in which they are tried. Implements S139. */
export function entriesOf(
  services: ServiceIndex,
  grants: readonly ReferenceGrant[],
  attached: readonly Attached[],
): readonly RouteEntry[] {
  const ranked: { readonly entry: RouteEntry; readonly own: string; readonly rank: readonly number[] }[] = [];
  for (const one of attached) {
    for (const rule of one.route.rules) {
      const target = routeTarget(services, grants, one.route, rule);
      const doubts = doubtsOfFilters(rule);
      for (const match of rule.matches) {
        for (const { host, own } of one.hosts) {
          const entry = entryOf(one, host, match, target, doubts);
          ranked.push({ entry, own, rank: rankOf(entry) });
        }
      }
    }
  }
  // Sorting keeps the order of age, name, rule and match where all else is equal.
  ranked.sort(
    (a, b) =>
      comparePrecision(a.entry.host, b.entry.host) ||
      comparePrecision(a.own, b.own) ||
      compareKeys(a.rank, b.rank),
  );
  return ranked.map(({ entry }) => entry);
}

function entryOf(
  attached: Attached,
  host: string,
  match: RouteMatch,
  target: Target,
  doubts: readonly IngressCode[],
): RouteEntry {
  const pattern = patternOf(match);
  const headers = firstByName(match.headers.map((one) => textEntry(one, one.name.toLowerCase())));
  const queries = firstByName(match.queries.map((one) => textEntry(one, one.name)));
  const regex = [pattern.kind === 'Regex', ...[...headers, ...queries].map(({ match: one }) => isRegex(one))];
  return {
    attached,
    host,
    pattern,
    ...(match.method !== undefined && { method: match.method }),
    headers,
    queries,
    target,
    by: fieldOf(attached.route, match.path),
    doubts: regex.includes(true) ? [...doubts, 'GW_REGEX'] : doubts,
  };
}

function patternOf({ pathMatch: { type, value } }: RouteMatch): PathPattern {
  if (type === 'RegularExpression') return { kind: 'Regex', value, expression: readWholeExpression(value) };
  return { kind: type === 'Exact' ? 'Exact' : 'Prefix', value };
}

function textEntry(match: TextMatch, name: string): TextEntry {
  return isRegex(match) ? { name, match, expression: readWholeExpression(match.value) } : { name, match };
}

/** Of several conditions on one name only the first counts. */
function firstByName(entries: readonly TextEntry[]): readonly TextEntry[] {
  return entries.filter(({ name }, index) => entries.findIndex((one) => one.name === name) === index);
}

function isRegex({ type }: TextMatch): boolean {
  return type === 'RegularExpression';
}

/** Exact paths, then expressions, then the longest prefix; a method; the most headers; the most query parameters (S139). */
function rankOf({ pattern, method, headers, queries }: RouteEntry): readonly number[] {
  return [
    KIND_RANKS[pattern.kind],
    pattern.kind === 'Prefix' ? -lengthOf(pattern) : 0,
    method === undefined ? 1 : 0,
    -headers.length,
    -queries.length,
  ];
}

const KIND_RANKS = { Exact: 0, Regex: 1, Prefix: 2 } as const;

/** What of an entry a request does not meet; empty: it matches. */
export function differences(entry: RouteEntry, host: string, request: WebRequest): readonly Difference[] {
  const differs: Difference[] = [];
  if (!matchesHost(entry.host, host, 'labels')) differs.push({ in: 'host', wanted: entry.host, got: host });
  const path = request.path ?? '/';
  if (!matchesPath(entry.pattern, path)) {
    differs.push({ in: 'path', wanted: `${entry.pattern.kind} ${entry.pattern.value}`, got: path });
  }
  const method = request.method ?? 'GET';
  if (entry.method !== undefined && entry.method !== method) {
    differs.push({ in: 'method', wanted: entry.method, got: method });
  }
  for (const one of entry.headers) differs.push(...textDifference('header', one, request.headers));
  for (const one of entry.queries) differs.push(...textDifference('query', one, request.query));
  return differs;
}

/** Whether a request meets all of an entry. */
export function matchesEntry(entry: RouteEntry, host: string, request: WebRequest): boolean {
  return matchesPath(entry.pattern, request.path ?? '/') && differences(entry, host, request).length === 0;
}

function textDifference(
  where: 'header' | 'query',
  { name, match, expression }: TextEntry,
  given: Readonly<Record<string, string>> | undefined,
): Difference[] {
  const value = given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
  const meets = value !== undefined && (isRegex(match) ? expression?.test(value) : value === match.value);
  if (meets) return [];
  return [{ in: where, wanted: `${name}: ${match.value}`, got: value === undefined ? '(none)' : value }];
}
