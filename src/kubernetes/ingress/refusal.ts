import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Decision } from './decision.ts';
import type { RefusedRoute } from './gateway-table.ts';
import type { WebRequest } from './routes.ts';
import { matchesEntry } from './routes.ts';

/** The answer where a route would take the request, had it been attached. */
export function refusalFor(
  refused: readonly RefusedRoute[],
  host: string,
  request: WebRequest,
  assumes: readonly IngressCode[],
): Decision | undefined {
  const found = refused.find(({ entries }) => entries.some((one) => matchesEntry(one, host, request)));
  if (found === undefined) return undefined;
  const { route, code, text: why, by } = found.refusal;
  const text = `${route.kind} ${route.namespace}/${route.name} is not attached: ${why}`;
  return { kind: 'status', status: 404, code, text, by, assumes };
}
