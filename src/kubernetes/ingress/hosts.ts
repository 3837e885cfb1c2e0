/** How many labels the wildcard of `*.foo.com` stands for: one in an Ingress (S134), one or more in a Gateway (S139). */
export type Wildcard = 'one label' | 'labels';

/** The host of a request or rule as hosts are compared: in lower case, without a port and a dot at its end. */
export function normalHost(text: string): string {
  const host = text.toLowerCase();
  const end = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':');
  const name = end > 0 ? host.slice(0, end) : host;
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** Whether a host is one of those that a pattern means: equal, under its wildcard, or any if it is empty. Implements S134. */
export function matchesHost(pattern: string, host: string, wildcard: Wildcard): boolean {
  if (pattern === '') return true;
  if (!isWildcard(pattern)) return pattern === host;
  const suffix = pattern.slice(1);
  if (!host.endsWith(suffix) || host.length === suffix.length) return false;
  return wildcard === 'labels' || !host.slice(0, -suffix.length).includes('.');
}

/** Patterns that mean a host, the most precise first: itself, its one wildcard, none (S134). */
export function patternsOf(host: string): readonly string[] {
  const dot = host.indexOf('.');
  if (host === '') return [''];
  return dot < 1 ? [host, ''] : [host, `*${host.slice(dot)}`, ''];
}

/** Patterns of Gateways and routes that mean a host, the most specific first: itself, its wildcards, none (S139). */
export function gatewayPatternsOf(host: string): readonly string[] {
  const patterns = [host];
  for (let dot = host.indexOf('.'); dot > 0; dot = host.indexOf('.', dot + 1))
    patterns.push(`*${host.slice(dot)}`);
  return host === '' ? patterns : [...patterns, ''];
}

/** Orders patterns of Gateways and routes by a number, the more specific first: precise ones, then longer ones (S139). */
export function precisionOf(pattern: string): number {
  return (isWildcard(pattern) || pattern === '' ? LONG : 0) - pattern.length;
}

/** Longer than any host. */
const LONG = 2 ** 20;

/** The hosts that two patterns of the Gateway API both mean, as a pattern; undefined if there are none (S139). */
export function commonHosts(a: string, b: string): string | undefined {
  if (within(a, b)) return a;
  return within(b, a) ? b : undefined;
}

/** Whether every host of the first pattern is one of the second. */
function within(a: string, b: string): boolean {
  if (a === b || b === '') return true;
  return a !== '' && isWildcard(b) && a.endsWith(b.slice(1)) && a.length > b.length - 1;
}

function isWildcard(pattern: string): boolean {
  return pattern.startsWith('*.');
}
