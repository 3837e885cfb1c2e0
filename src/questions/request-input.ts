import type { RequestEnd } from '../state/end.ts';
import type { Sender } from '../state/sender.ts';
import { nearest } from '../text/nearest.ts';
import type { AskedMessage, Asking } from './asked-message.ts';
import { requestTarget } from './proxy.ts';
import type { Refusal } from './question.ts';
import { refuse } from './question.ts';

/** The request to an Ingress or a Gateway that an input means; or why there is none. */
export function requestMessage(
  { state, to, port, namespace, unknown }: Asking,
  end: RequestEnd,
  sender: Sender,
  from: string,
): readonly AskedMessage[] | Refusal {
  const missing = noSuchProxy(state, end, namespace);
  if (missing !== undefined) return missing;
  const usual = end.scheme === 'https' ? 443 : 80;
  if (end.object === 'ingress' && end.port !== undefined && end.port !== usual) {
    const message = `controllers serve an Ingress at 80 for http and at 443 for https, not at ${end.port}`;
    return refuse('BAD_PORT', message);
  }
  if (port !== undefined)
    return refuse('BAD_PORT', 'a request goes to the port of its scheme', 'write @https://HOST/PATH for 443');
  const request = { ...end, namespace: end.namespace ?? namespace };
  return [{ sender, from, to, request, alternatives: [], unknown }];
}

/** That there is no such Ingress or Gateway, with those that there are. */
function noSuchProxy({ cluster }: Asking['state'], end: RequestEnd, namespace: string): Refusal | undefined {
  const within = end.namespace ?? namespace;
  if (cluster !== undefined && requestTarget(cluster, end, within)) return undefined;
  const all = end.object === 'ingress' ? (cluster?.ingresses ?? []) : (cluster?.gateways ?? []);
  const names = all.map((one) => `${end.object}/${one.namespace}/${one.name}`);
  const close = nearest(`${end.object}/${within}/${end.name}`, names, 3);
  const hint = close.length > 0 ? `the nearest names: ${close.join(', ')}` : undefined;
  return refuse('END_NOT_FOUND', `there is no ${end.object} ${within}/${end.name} in this cluster`, hint);
}
