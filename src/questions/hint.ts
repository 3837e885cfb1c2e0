import { familyOf } from '../model/header/address.ts';
import { roleOf } from '../model/network/node.ts';
import { lookupsOf } from '../state/lookups.ts';
import { objectsAt } from '../state/service-objects.ts';
import type { State } from '../state/state.ts';
import type { Journey } from './journey.ts';
import { endOf } from './journey.ts';
import { nearText } from './trace-legs.ts';

/** What to do about an answer that is no yes: names that come near, what to ask instead, what is missing. */
export function hintFor(state: State, journey: Journey): string | undefined {
  const { answer, asked, request } = journey;
  if (answer === 'reachable') return undefined;
  const { nearest = [] } = asked.lookup ?? {};
  if (nearest.length > 0)
    return `${answer === 'unknown' ? 'ask for' : 'the nearest names:'} ${nearest.join(', ')}`;
  const near = request?.decision.nearest;
  if (near !== undefined) return `the nearest entry: ${nearText(near)}`;
  return answer === 'unreachable' ? entranceHint(state, journey) : undefined;
}

/** From outside nobody gets to a cluster address; what leads to the service instead (S18, S28, S30). */
function entranceHint({ network, cluster }: State, journey: Journey): string | undefined {
  const { asked } = journey;
  const { code } = endOf(journey);
  if (
    cluster === undefined ||
    code !== 'NO_ROUTE' ||
    roleOf(network.nodes, asked.sender.process) !== 'outside'
  )
    return undefined;
  const [alternative] = asked.alternatives;
  const [origin] = alternative === undefined ? [] : objectsAt(network, alternative.target);
  const service = lookupsOf(cluster).service(origin?.object?.namespace ?? '', origin?.object?.name ?? '');
  if (service === undefined || alternative === undefined) return undefined;
  const { type, ports } = service;
  const what =
    type === 'LoadBalancer'
      ? 'its load balancer has no address yet (S30)'
      : `a service of type ${type} has no address for the outside`;
  const nodePort = ports.find(
    (one) => one.port === alternative.port && one.protocol === alternative.protocol,
  )?.nodePort;
  const host = cluster.hosts.find(({ addresses }) =>
    addresses.some((one) => familyOf(one) === familyOf(alternative.target)),
  );
  return nodePort === undefined || host === undefined
    ? what
    : `${what}; node ports lead to it: node/${host.name}:${nodePort}`;
}
