import { compareKeys } from '../../base/order.ts';
import type { Request } from '../../model/header/request.ts';
import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Origin } from '../../text/origin.ts';
import type { RouteMatch, TextMatch } from '../objects/gateway.ts';
import type { Attached } from './attach.ts';
import type { ServiceIndex } from './backend.ts';
import type { Difference, Target } from './decision.ts';
import { fieldOf } from './decision.ts';
import { doubtsOfFilters, routeTarget } from './forward.ts';
import type { GrantIndex } from './grants.ts';
import { matchesHost, precisionOf } from './hosts.ts';
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

/** What one match of a rule asks of a request, beside its host. */
export interface Conditions {
  readonly pattern: PathPattern;
  readonly method?: string;
  readonly headers: readonly TextEntry[];
  readonly queries: readonly TextEntry[];
}

/** One match of one rule of an attached route, at one of its hostnames. */
export interface RouteEntry extends Conditions {
  readonly attached: Attached;
  /** The hosts that it is for, at its listener. */
  readonly host: string;
  readonly target: Target;
  /** The rule's match. */
  readonly by: Origin;
  readonly doubts: readonly IngressCode[];
}

/** The entries of routes at one listener, which come by age and name, in the order in which they are tried. Implements S139. */
export function entriesOf(
  services: ServiceIndex,
  grants: GrantIndex,
  attached: readonly Attached[],
): readonly RouteEntry[] {
  const ranked: { readonly entry: RouteEntry; readonly keys: readonly number[] }[] = [];
  for (const one of attached) {
    const { route, hosts } = one;
    for (const rule of route.rules) {
      const target = routeTarget(services, grants, route, rule);
      const doubts = doubtsOfFilters(rule);
      for (const match of rule.matches) {
        const conditions = conditionsOf(match);
        const rank = rankOf(conditions);
        const common = {
          ...conditions,
          attached: one,
          target,
          by: fieldOf(route, match.path),
          doubts: asksExpression(conditions) ? [...doubts, 'GW_REGEX' as const] : doubts,
        };
        for (const { host, own } of hosts) {
          const keys = [precisionOf(host), precisionOf(own), rank];
          ranked.push({ entry: { ...common, host }, keys });
        }
      }
    }
  }
  // Sorting keeps the order of age, name, rule and match where all else is equal.
  ranked.sort((a, b) => compareKeys(a.keys, b.keys));
  return ranked.map(({ entry }) => entry);
}

/** What a match asks of a request, read once. */
export function conditionsOf(match: RouteMatch): Conditions {
  return {
    pattern: patternOf(match),
    ...(match.method !== undefined && { method: match.method }),
    headers: firstByName(match.headers.map((one) => textEntry(one, one.name.toLowerCase()))),
    queries: firstByName(match.queries.map((one) => textEntry(one, one.name))),
  };
}

function asksExpression({ pattern, headers, queries }: Conditions): boolean {
  const asks = ({ match }: TextEntry): boolean => isRegex(match);
  return pattern.kind === 'Regex' || headers.some(asks) || queries.some(asks);
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

/** A number by which matches come: Exact paths, expressions, the longest prefix; a method; the most headers; the most query parameters (S139). */
function rankOf({ pattern, method, headers, queries }: Conditions): number {
  const length = pattern.kind === 'Prefix' ? Math.min(lengthOf(pattern), LONGEST) : LONGEST;
  const path = KIND_RANKS[pattern.kind] * (LONGEST + 1) + (LONGEST - length);
  const texts = left(headers) * (MOST + 1) + left(queries);
  return (path * 2 + (method === undefined ? 1 : 0)) * (MOST + 1) ** 2 + texts;
}

/** More than the API admits, of letters in a path and of conditions in a match. */
const LONGEST = 2 ** 16 - 1;
const MOST = 2 ** 8 - 1;

function left({ length }: readonly unknown[]): number {
  return MOST - Math.min(length, MOST);
}

const KIND_RANKS = { Exact: 0, Regex: 1, Prefix: 2 } as const;

/** What of an entry a request does not meet; empty: it matches. */
export function differences(entry: RouteEntry, host: string, request: WebRequest): readonly Difference[] {
  const differs: Difference[] = [];
  if (!matchesHost(entry.host, host, 'labels')) differs.push({ in: 'host', wanted: entry.host, got: host });
  const path = request.path ?? '/';
  if (!matchesPath(entry.pattern, path)) differs.push({ in: 'path', wanted: pathText(entry), got: path });
  if (entry.method !== undefined && !meetsMethod(entry, request)) {
    differs.push({ in: 'method', wanted: entry.method, got: request.method ?? 'GET' });
  }
  for (const one of entry.headers) differs.push(...textDifference('header', one, request.headers));
  for (const one of entry.queries) differs.push(...textDifference('query', one, request.query));
  return differs;
}

/** A path as a difference names it: `Prefix /api`. */
export function pathText({ pattern }: Conditions): string {
  return `${pattern.kind} ${pattern.value}`;
}

/** Whether a request meets what is asked of it beside its host. */
export function meets(conditions: Conditions, request: WebRequest): boolean {
  return (
    matchesPath(conditions.pattern, request.path ?? '/') &&
    meetsMethod(conditions, request) &&
    unmetTexts(conditions, request) === 0
  );
}

/** Whether a request has the method that is asked for, if one is. */
export function meetsMethod({ method }: Conditions, request: WebRequest): boolean {
  return method === undefined || method === (request.method ?? 'GET');
}

/** How many conditions on headers and query parameters a request does not meet. */
export function unmetTexts({ headers, queries }: Conditions, request: WebRequest): number {
  let unmet = 0;
  for (const one of headers) if (!meetsText(one, valueIn(request.headers, one.name))) unmet++;
  for (const one of queries) if (!meetsText(one, valueIn(request.query, one.name))) unmet++;
  return unmet;
}

function meetsText({ match, expression }: TextEntry, value: string | undefined): boolean {
  if (value === undefined) return false;
  return isRegex(match) ? (expression?.test(value) ?? false) : value === match.value;
}

function valueIn(given: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
}

/** What stands for a value that a request has not. */
export const NO_VALUE = '(none)';

function textDifference(
  where: 'header' | 'query',
  entry: TextEntry,
  given: Readonly<Record<string, string>> | undefined,
): Difference[] {
  const value = valueIn(given, entry.name);
  if (meetsText(entry, value)) return [];
  return [{ in: where, wanted: `${entry.name}: ${entry.match.value}`, got: value ?? NO_VALUE }];
}
