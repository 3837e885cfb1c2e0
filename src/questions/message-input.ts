import { freeAddresses } from '../analysis/invariants/atoms.ts';
import { familyOf } from '../model/header/address.ts';
import { ALL_OF, containsAddress, LOOPBACK } from '../model/header/address-set.ts';
import { parseProtocol } from '../model/header/protocol.ts';
import { nameOf } from '../model/network/node.ts';
import { absent } from '../state/absent.ts';
import type { EndName } from '../state/end.ts';
import { parseEnd } from '../state/end.ts';
import { freeAddress } from '../state/free-address.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { EndProblem } from '../state/named-nodes.ts';
import { nodesOfEnd } from '../state/named-nodes.ts';
import type { Sender } from '../state/sender.ts';
import { apiServers, sendersOf, sourceAddress } from '../state/sender.ts';
import type { State } from '../state/state.ts';
import type { Target } from '../state/target.ts';
import {
  isPlannedAddress,
  listenersFor,
  portsOf,
  serviceTargets,
  targetAt,
  targetsOf,
} from '../state/target.ts';
import type { AskedMessage, Asking } from './asked-message.ts';
import type { Asked, Ways } from './delivery.ts';
import type { NameLeg } from './name-leg.ts';
import { addressesFor, lookUp } from './name-leg.ts';
import { ownName, pointingTo } from './own-names.ts';
import { readPort } from './port-input.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { requestMessage } from './request-input.ts';

/** The most messages that one question sends. */
const MOST_MESSAGES = 250_000;

/** The messages that an input means, at least one: every sender to every target on every port. Else, why there is none. */
export function readMessages(state: State, input: Input): readonly AskedMessage[] | Refusal {
  const { network } = state;
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const port = readPort(input);
  if (port !== undefined && 'error' in port) return port;
  const senders = sendersOf(network, String(input.from ?? ''), namespace);
  if ('problem' in senders) return noEnd(state, String(input.from ?? ''), namespace, senders);
  const fromEnd = parseEnd(String(input.from ?? ''));
  if (fromEnd.kind === 'address' && containsAddress(LOOPBACK, fromEnd.address))
    return refuse(
      'END_NOT_FOUND',
      `${String(input.from)} is no sender: every pod and node has it for itself`,
    );
  const invented = [input.from, input.to].some((end) => isPlannedAddress(network, String(end ?? '')));
  const asking: Asking = {
    state,
    to: String(input.to ?? ''),
    port,
    protocol: typeof input.protocol === 'string' ? parseProtocol(input.protocol) : undefined,
    namespace,
    unknown: [
      ...(invented ? ['PLANNED_ADDRESS'] : []),
      ...(fromEnd.kind === 'address' ? freeAddress(network, state.cluster, fromEnd.address) : []),
      ...(isAbsentApiServer(state, input) ? ['API_SERVER'] : []),
    ],
  };
  const messages: AskedMessage[] = [];
  for (const sender of senders) {
    const own = messagesOf(asking, sender);
    if ('error' in own) return own;
    messages.push(...own);
    if (messages.length > MOST_MESSAGES) return tooMany(input);
  }
  if (messages.length > 0) return messages;
  return refuse(
    'FAMILY_MISMATCH',
    `${String(input.from)} and ${String(input.to)} have no address family in common`,
  );
}

/** Whether an end is the API server, and the input does not say where it runs: what policies see of it is not known. */
function isAbsentApiServer({ network }: State, { from, to }: Input): boolean {
  const named = [from, to].some((end) => parseEnd(String(end ?? '')).kind === 'api server');
  return named && apiServers(network).length === 0;
}

function messagesOf(asking: Asking, sender: Sender): readonly AskedMessage[] | Refusal {
  const { state, to, namespace } = asking;
  const { network, cluster } = state;
  const from = nameOf(network.nodes, sender.process);
  const end = parseEnd(to);
  if (end.kind === 'request') return requestMessage(asking, end.to, sender, from);
  if (end.kind === 'word' && !isHostName(end.word) && nodesOfEnd(network, end, '').length === 0)
    return refuse('END_NOT_FOUND', `${to} is no name of a host, nor of anything in this network`);
  const lookup =
    end.kind === 'word'
      ? nameOrNode(state, sender, end.word)
      : end.kind === 'dns'
        ? lookUp(state, sender, end.name)
        : undefined;
  if (lookup !== undefined) return namedMessages(asking, sender, from, lookup);
  const targets = targetsOf({ network, cluster, namespace, sender }, to);
  if ('problem' in targets) return noEnd(state, to, namespace, targets);
  return sent(asking, sender, from, targets, isHeadless(asking, end) ? 'each' : 'first');
}

/** A headless service is all of its endpoints (S27). */
function isHeadless({ state: { cluster }, namespace }: Asking, end: EndName): boolean {
  if (cluster === undefined || end.kind !== 'object' || end.object !== 'service') return false;
  return lookupsOf(cluster).service(end.namespace ?? namespace, end.name)?.form === 'headless';
}

/** That an end is not there; of an object of the input, why. */
function noEnd(
  { cluster }: State,
  text: string,
  namespace: string,
  { problem, suggestion }: EndProblem,
): Refusal {
  const why = absent(cluster, text, namespace);
  return why === undefined ? refuse('END_NOT_FOUND', problem, suggestion) : refuse('END_NOT_FOUND', why);
}

/** Whether a text may be a DNS name, and is no mistyped address. */
function isHostName(text: string): boolean {
  return (
    /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(text) &&
    !/^[\d.]+$/.test(text)
  );
}

/** A bare word as a target is a DNS name, unless no such name exists and a container is called so (05). */
function nameOrNode(state: State, sender: Sender, word: string): NameLeg | undefined {
  const leg = lookUp(state, sender, word);
  if (leg === undefined) return undefined;
  const { outcome } = leg.resolution;
  const named =
    outcome.kind !== 'addresses' && nodesOfEnd(state.network, { kind: 'word', word }, '').length > 0;
  return named ? undefined : leg;
}

/** Messages to whatever addresses a name has for the sender. */
function namedMessages(
  asking: Asking,
  sender: Sender,
  from: string,
  lookup: NameLeg,
): readonly AskedMessage[] | Refusal {
  const { state, to, unknown } = asking;
  const { outcome } = lookup.resolution;
  const unresolved: AskedMessage = { sender, from, to, lookup, alternatives: [], unknown };
  if (outcome.kind === 'outside') {
    const port = asking.port;
    if (port !== undefined && typeof port.port === 'string')
      return refuse('PORT_NOT_FOUND', `${to} is outside of the cluster: give a number for ${port.port}`);
    const target = {
      port: (port?.port as number | undefined) ?? 443,
      protocol: port?.protocol ?? asking.protocol ?? ('TCP' as const),
    };
    const addresses = sender.addresses.slice(0, 1).flatMap((own) => {
      const family = familyOf(own);
      return freeAddresses(state.network, 'targets', family, ALL_OF(family));
    });
    const own = ownName(state.cluster, outcome.names);
    return [
      {
        ...unresolved,
        lookup: pointingTo(lookup, own),
        alternatives: addresses.map((address) => ({ sender, target: address, ...target })),
        unknown: own === undefined ? unknown : [...unknown, own.code],
      },
    ];
  }
  const addresses = addressesFor(lookup, sender);
  if (addresses.length === 0) return [unresolved];
  const targets = addresses.map(
    (address): Target => ({ ...namedTarget(asking, sender, lookup, address), label: to }),
  );
  const messages = sent(asking, sender, from, targets, 'each');
  return 'error' in messages ? messages : messages.map((message) => ({ ...message, lookup }));
}

/** What is declared behind an address that a name has: the ports of its service, else those of its owner. */
function namedTarget(
  { state, namespace }: Asking,
  sender: Sender,
  { resolution }: NameLeg,
  address: Target['address'],
): Target {
  const { network, cluster } = state;
  const { outcome } = resolution;
  if (outcome.kind === 'addresses' && cluster !== undefined) {
    const record = outcome.addresses[familyOf(address)].find((one) => one.address === address);
    const bearer = record?.bearer;
    if (bearer?.kind === 'service' || bearer?.kind === 'endpoint') {
      const { service } = bearer;
      const targets = serviceTargets({ network, cluster, namespace, sender }, service);
      const found = 'problem' in targets ? undefined : targets.find((one) => one.address === address);
      if (found !== undefined) return found;
      const endpoint = lookupsOf(cluster)
        .endpointsOf(service)
        .find((one) => one.address === address);
      if (endpoint !== undefined)
        return { ...targetAt(network, address), declared: listenersFor(endpoint, service) };
    }
  }
  return targetAt(network, address);
}

/** Messages to targets; of one with several addresses the first that the sender has the family of, unless `each` is meant. */
function sent(
  { port, protocol, unknown, to }: Asking,
  sender: Sender,
  from: string,
  targets: readonly Target[],
  which: 'first' | 'each' = 'first',
): readonly AskedMessage[] | Refusal {
  const messages: AskedMessage[] = [];
  const reached = new Set<string>();
  const each = which === 'each' || parseEnd(to).kind === 'block';
  for (const target of targets) {
    if ((!each && reached.has(target.label)) || sourceAddress(sender, target.address) === undefined) continue;
    reached.add(target.label);
    const ports =
      port?.protocol === 'ICMP' ? [{ port: 0, protocol: port.protocol }] : portsOf(target, port, protocol);
    if ('problem' in ports) return refuse('PORT_NOT_FOUND', ports.problem);
    for (const { port: number, protocol } of ports) {
      const asked: Asked = { sender, target: target.address, port: number, protocol };
      const open = [...unknown, ...(target.unknown ?? [])];
      messages.push({ sender, from, to: target.label, alternatives: [asked], unknown: open });
    }
  }
  return messages;
}

function tooMany({ from, to }: Input): Refusal {
  const most = MOST_MESSAGES.toLocaleString('en-US');
  const message = `from ${String(from)} to ${String(to)} there are more than ${most} messages`;
  return refuse('TOO_MANY_MESSAGES', message, 'name one pod on either side, or a port');
}

/** Whether replies are asked for: not where the input leaves them out, nor by default where no switch keeps sessions. */
export function waysOf(state: State, input: Input): Ways {
  if (input.oneWay === true) return 'one';
  if (input.oneWay === false) return 'both';
  return state.profile.graph === 'article' ? 'one' : 'both';
}
