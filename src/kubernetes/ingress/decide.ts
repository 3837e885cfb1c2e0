import type { Request } from '../../model/header/request.ts';
import type { IngressCode } from '../../text/codes/ingress.ts';
import type { ClassChoice } from './controller.ts';
import type { Decision } from './decision.ts';
import { decided } from './decision.ts';
import { normalHost, patternsOf } from './hosts.ts';
import { nearestHost, nearestPath } from './near.ts';
import { placesFor } from './path-index.ts';
import type { Certificate, HostRules, IngressTable, PathEntry } from './table.ts';
import { assumedBy } from './table.ts';

/**
 * What the proxy of a table does with a request: the host decides first, then the path; else a defaultBackend; else 404.
 * Whether the service has endpoints is for the caller to find out. Implements S132–S136; the TLS server name decides
 * nothing here (S137).
 */
export function decide(table: IngressTable, request: Request): Decision {
  const host = normalHost(request.host ?? '');
  const path = request.path ?? '/';
  const rules = rulesFor(table, host);
  const entry = rules && entryFor(rules, path);
  const { choice } = table;
  if (choice.kind === 'ignored') return ignored(table, choice, entry);
  const assumes = assumedBy(table);
  if (rules !== undefined && entry !== undefined) {
    return decided(entry.target, entry.by, [...assumes, ...doubts(rules, entry)]);
  }
  const fallback =
    rules?.fallback ?? table.fallback ?? (rules === undefined ? table.otherFallback : undefined);
  const strict = fallsBack(table, rules, path) ? ([...assumes, 'ING_HOST_FIRST'] as const) : assumes;
  if (fallback !== undefined) return decided(fallback.target, fallback.by, strict);
  return noRule(table, rules, host, path, strict);
}

/** The answer of nobody; the Ingress that would take the request is named, else the first (S132). */
function ignored(
  { ingresses }: IngressTable,
  { code, text, classes }: ClassChoice & { readonly kind: 'ignored' },
  entry: PathEntry | undefined,
): Decision {
  const by = entry?.by ?? ingresses[0]?.origin;
  const assumes: readonly IngressCode[] = classes === 'none' ? ['ING_NO_CLASSES_GIVEN'] : [];
  return { kind: 'status', status: 404, code, text, ...(by && { by }), assumes };
}

/** The certificate that a TLS server name picks: that of the name, or of its wildcard. Implements S137. */
export function certificateFor({ certificates }: IngressTable, serverName: string): Certificate | undefined {
  for (const pattern of patternsOf(normalHost(serverName))) {
    const found = certificates.get(pattern);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The rules of a host: a precise one before its wildcard, before any (S134). */
function rulesFor({ hosts }: IngressTable, host: string): HostRules | undefined {
  for (const pattern of patternsOf(host)) {
    const rules = hosts.get(pattern);
    if (rules !== undefined) return rules;
  }
  return undefined;
}

/** The first of the paths of a host that matches (S135). */
function entryFor({ entries }: HostRules, path: string): PathEntry | undefined {
  const [place] = placesFor(entries, path);
  return place === undefined ? undefined : entries[place];
}

/** Whether rules without a host would take what the rules of the host do not (S133). */
function fallsBack({ hosts }: IngressTable, rules: HostRules | undefined, path: string): boolean {
  if (rules === undefined || rules.host === '') return false;
  const others = hosts.get('');
  return others !== undefined && entryFor(others, path) !== undefined;
}

function doubts({ entries, reading }: HostRules, entry: PathEntry): IngressCode[] {
  const codes: IngressCode[] = reading === 'regex' ? ['ING_PATHS_ARE_REGEX'] : [];
  const twin = entries.find((one) => one !== entry && samePath(one, entry));
  return twin === undefined ? codes : [...codes, 'ING_SAME_PATH'];
}

function samePath({ pattern: a }: PathEntry, { pattern: b }: PathEntry): boolean {
  return a.kind === b.kind && a.value === b.value;
}

function noRule(
  { hosts }: IngressTable,
  rules: HostRules | undefined,
  host: string,
  path: string,
  assumes: readonly IngressCode[],
): Decision {
  const nearest = rules === undefined ? nearestHost(hosts, host, path) : nearestPath(rules, path);
  const where = rules === undefined ? `host ${host === '' ? '(none)' : host}` : `path ${path}`;
  const broken = rules?.entries.some(({ pattern }) => pattern.kind === 'Regex' && !pattern.expression);
  return {
    kind: 'status',
    status: 404,
    code: 'ING_NO_RULE',
    text: `no rule for ${where}, and no default backend`,
    ...(nearest && { nearest }),
    assumes: broken ? [...assumes, 'ING_BAD_REGEX'] : assumes,
  };
}
