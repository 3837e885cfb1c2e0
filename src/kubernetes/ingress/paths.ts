/** A path of a rule: equal, by elements, or an expression that is read once, and not at all if it is none (S135, S139). */
export type PathPattern =
  | { readonly kind: 'Exact' | 'Prefix'; readonly value: string }
  | { readonly kind: 'Regex'; readonly value: string; readonly expression: RegExp | undefined };

/**
 * Whether a path is one that a pattern means. Exact: equal, in letter case too. Prefix: element by element, whatever
 * slashes end either. Implements S135.
 */
export function matchesPath(pattern: PathPattern, path: string): boolean {
  switch (pattern.kind) {
    case 'Exact':
      return pattern.value === path;
    case 'Prefix': {
      const prefix = withoutLastSlash(pattern.value);
      return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
    }
    case 'Regex':
      return pattern.expression?.test(path) ?? false;
  }
}

/** Orders patterns of one host: the longest first, then Exact before Prefix. Implements S135. */
export function comparePaths(a: PathPattern, b: PathPattern): number {
  return lengthOf(b) - lengthOf(a) || rank(a) - rank(b);
}

/** How many characters of a path a pattern fixes: the slash at the end of a prefix counts for nothing. */
export function lengthOf({ kind, value }: PathPattern): number {
  return kind === 'Prefix' ? withoutLastSlash(value).length : value.length;
}

function rank({ kind }: PathPattern): number {
  return kind === 'Exact' ? 0 : 1;
}

function withoutLastSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * A regular expression; undefined if it is none here. `(?i)` is for any letter case, and groups may be named as in RE2.
 * What other dialects mean differently is rare in paths.
 */
export function readExpression(text: string): RegExp | undefined {
  const flags = text.includes('(?i)') ? 'i' : '';
  try {
    return new RegExp(text.replaceAll('(?i)', '').replaceAll('(?P<', '(?<'), flags);
  } catch {
    return undefined;
  }
}

/** An expression for a text as a whole, as proxies of Gateways read it. */
export function readWholeExpression(text: string): RegExp | undefined {
  return readExpression(`^(?:${text})$`);
}
