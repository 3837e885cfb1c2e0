import { addressSorts } from '../analysis/invariants/atoms.ts';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { groupsOf } from '../analysis/symbolic/groups.ts';
import { addressesOf, ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf } from '../model/network/node.ts';
import { parseEnd } from '../state/end.ts';
import { lookupsOf } from '../state/lookups.ts';
import { notFound } from '../state/named-nodes.ts';
import type { State } from '../state/state.ts';
import type { Exchanged } from './exchanged.ts';
import { journeyOf } from './journey.ts';
import { readMessages, waysOf } from './message-input.ts';
import type { Messages } from './messages.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';

/** More sorts of senders are not gone through. */
const MOST_SORTS = 20_000;

/**
 * What each pod exchanges with a service, followed message by message: once for all pods that the same named sets hold, on
 * one host, whose addresses no rule tells apart, and that are no backends. `some`: with some of its backends.
 */
export function sourcesOfService(
  state: State,
  { relation }: AllPairs,
  input: Input,
): ((end: number) => Exchanged | undefined) | Refusal {
  const { network, cluster } = state;
  const { finding } = relation;
  const { ends } = finding;
  const text = String(input.to ?? '');
  const end = parseEnd(text);
  if (cluster === undefined || end.kind !== 'object') return refuse('END_NOT_FOUND', `there is no ${text}`);
  const namespace = end.namespace ?? (typeof input.namespace === 'string' ? input.namespace : 'default');
  const service = lookupsOf(cluster).service(namespace, end.name);
  if (service === undefined) {
    const { problem, suggestion } = notFound(network, text, namespace);
    return refuse('END_NOT_FOUND', problem, suggestion);
  }
  const backends = new Set(
    lookupsOf(cluster)
      .endpointsOf(service)
      .flatMap(({ address }) => (address === undefined ? [] : (ownerOf(network, address) ?? []))),
  );
  const groups = groupsOf(finding);
  const sortOf = addressSorts(network, 'sources');
  const sorts = Array.from(ends.nodes, (node, number) => {
    if (backends.has(node as NodeId)) return `backend ${number}`;
    const addresses = addressesOf(network, node as NodeId)
      .map(sortOf)
      .join('|');
    return `${groups.of[number]} ${ends.hosts[number]} ${addresses}`;
  });
  if (new Set(sorts).size > MOST_SORTS)
    return refuse(
      'TOO_MANY_MESSAGES',
      `there are more than ${MOST_SORTS} sorts of senders to ${text}`,
      'ask for one: fibula reach',
    );
  const asked =
    input.port === undefined
      ? service.ports.map(({ port, protocol }) => ({ port: String(port), protocol }))
      : [{ port: String(input.port), protocol: input.protocol }];
  const known = new Map<string, Exchanged | undefined>();
  for (const [number, sort] of sorts.entries()) {
    if (known.has(sort)) continue;
    const found = exchangedBy(state, nameOf(network.nodes, ends.nodes[number] as NodeId), input, asked);
    if (found !== undefined && 'error' in found) return found;
    known.set(sort, found);
  }
  return (number) => known.get(sorts[number] as string);
}

type Asked = { readonly port: string; readonly protocol: Input[string] };

function exchangedBy(
  state: State,
  from: string,
  input: Input,
  asked: readonly Asked[],
): Exchanged | undefined | Refusal {
  const found: Record<'reachable' | 'ambiguous' | 'unknown', Record<string, [number, number][]>> = {
    reachable: {},
    ambiguous: {},
    unknown: {},
  };
  for (const { port, protocol } of asked) {
    const messages = readMessages(state, { ...input, from, port, protocol });
    if ('error' in messages) {
      if (messages.error.code === 'FAMILY_MISMATCH') continue;
      return messages;
    }
    const answers = messages.map((message) => journeyOf(state, message, waysOf(state, input))?.answer);
    const [answer, ...others] = [...new Set(answers)];
    if (answer === undefined || (answer === 'unreachable' && others.length === 0)) continue;
    const own = found[others.length > 0 || answer === 'unreachable' ? 'ambiguous' : answer];
    const [sent] = messages[0]?.alternatives ?? [];
    const [name, number] = [sent?.protocol ?? 'TCP', sent?.port ?? 0];
    own[name] = [...(own[name] ?? []), [number, number]];
  }
  const { reachable, ambiguous, unknown } = found;
  const [some, open] = [Object.keys(ambiguous).length > 0, Object.keys(unknown).length > 0];
  if (Object.keys(reachable).length === 0 && !some && !open) return undefined;
  return {
    allow: reachable as Messages,
    ...(some ? { some: ambiguous as Messages } : {}),
    ...(open ? { unknown: unknown as Messages } : {}),
  };
}
