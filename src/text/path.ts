/** A step of a field path: the key of a mapping, or the index of a list. */
export type Step = string | number;

const PLAIN = /^[A-Za-z_$][A-Za-z0-9_$-]*$/;

/** A field path as it is written: `spec.ports[0].name`, `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(steps: readonly Step[]): string {
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!PLAIN.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/**
 * The steps of a field path. Never fails: what is not a path is taken as the key that it looks most like, so that a
 * path made by hand (`data.key with spaces`) still finds something.
 */
export function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < path.length; ) {
    const step = indexAt(path, at) ?? quotedAt(path, at) ?? keyAt(path, at);
    if (step.value !== '' || path[at] === '[') steps.push(step.value);
    at = step.end;
  }
  return steps;
}

interface Parsed {
  readonly value: Step;
  readonly end: number;
}

function indexAt(path: string, at: number): Parsed | undefined {
  const match = /\[([0-9]{1,15})\]/y;
  match.lastIndex = at;
  const found = match.exec(path);
  return found === null ? undefined : { value: Number(found[1]), end: match.lastIndex };
}

function quotedAt(path: string, at: number): Parsed | undefined {
  if (!path.startsWith('["', at)) return undefined;
  for (let end = path.indexOf('"]', at + 2); end >= 0; end = path.indexOf('"]', end + 1)) {
    try {
      const value: unknown = JSON.parse(path.slice(at + 1, end + 1));
      if (typeof value === 'string') return { value, end: end + 2 };
    } catch {
      // A quote inside the key: the next one may end it.
    }
  }
  return undefined;
}

function keyAt(path: string, at: number): Parsed {
  const start = path[at] === '.' ? at + 1 : at;
  let end = path[start] === '[' && start === at ? start + 1 : start;
  while (end < path.length && path[end] !== '.' && path[end] !== '[') end++;
  return { value: path.slice(start, end), end: Math.max(end, at + 1) };
}
