import type { Kube } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Places } from './cluster-places.ts';
import { chance, labelsOf, nodeAddress, POD_WORDS, podAddress } from './cluster-places.ts';
import type { Random } from './random.ts';

/** How a pod stands: a draining one is about to go but still ready, a leaving one is not. */
type State = 'ready' | 'unready' | 'draining' | 'leaving' | 'ended' | 'waiting' | 'starting';
const STATES: readonly State[] = [
  ...(['ready', 'ready', 'ready', 'ready', 'ready', 'ready', 'ready', 'ready', 'unready'] as const),
  ...(['draining', 'leaving', 'ended', 'waiting', 'starting'] as const),
];

/** Port names that pods give to numbers of their own. */
export const PORT_NAMES = ['web', 'dns', 'admin', 'metrics'] as const;
/** The numbers that pods declare. */
export const POD_PORTS = [8080, 8081, 9090, 5353, 9100] as const;

const portOf = (random: Random, name: string, containerPort: number, protocol: string) => ({
  name,
  containerPort,
  // TCP goes without saying.
  ...(protocol === 'TCP' && chance(random, 30) ? {} : { protocol }),
});

/** Containers whose named ports differ from pod to pod; a sidecar among the init containers counts as one. */
function containersOf(random: Random, hostNetwork: boolean) {
  const image = 'registry.k8s.io/pause:3.10';
  const withHostPort = <P extends { containerPort: number }>(port: P) =>
    hostNetwork ? { ...port, hostPort: port.containerPort } : port;
  const web = portOf(random, 'web', random.pick([8080, 8081]), 'TCP');
  const dns = portOf(random, chance(random, 80) ? 'dns' : 'web', 5353, chance(random, 80) ? 'UDP' : 'SCTP');
  const admin = portOf(random, chance(random, 80) ? 'admin' : 'web', 9090, 'TCP');
  const metrics = portOf(random, 'metrics', 9100, 'TCP');
  // A name is one port of a container.
  const both = chance(random, 50) ? [dns.name === 'web' ? { ...web, name: 'http' } : web, dns] : [web];
  const main = { name: 'main', image, ports: both.map(withHostPort) };
  const other = { name: 'other', image, ports: [admin].map(withHostPort) };
  const silent = { name: 'silent', image };
  const sidecar = { name: 'sidecar', image, restartPolicy: 'Always', ports: [metrics].map(withHostPort) };
  const setup = { name: 'setup', image };
  return {
    containers: [random.pick([main, main, main, silent]), ...(chance(random, 40) ? [other] : [])],
    ...(chance(random, 30) ? { initContainers: chance(random, 70) ? [setup, sidecar] : [setup] } : {}),
  };
}

function statusOf(state: State, addresses: readonly string[], hostIP: string, random: Random) {
  if (state === 'waiting')
    return { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False' }] };
  if (state === 'starting')
    return { phase: 'Pending', hostIP, conditions: [{ type: 'Ready', status: 'False' }] };
  const ready = state === 'ready' || state === 'draining' ? 'True' : 'False';
  const conditions = [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Ready', status: ready },
  ];
  const phase = state === 'ended' ? random.pick(['Succeeded', 'Failed']) : 'Running';
  return { phase, hostIP, podIP: addresses[0], podIPs: addresses.map((ip) => ({ ip })), conditions };
}

/**
 * Four to nine pods in every state. No two of those that run share an address, save that one host-networked
 * pod a node has the node's (S13); an ended pod may have the address of one that runs (S47).
 */
export function podsOf(random: Random, places: Places): readonly Kube[] {
  const hostNetworked = new Set<number>();
  return Array.from({ length: 4 + random.below(6) }, (_, index) => {
    const at = 1 + random.below(places.nodes.length);
    const hostNetwork = chance(random, 15) && !hostNetworked.has(at);
    if (hostNetwork) hostNetworked.add(at);
    const state = random.pick(STATES);
    const own = state === 'ended' && index > 0 ? 1 + random.below(index) : index + 1;
    const addressIn = (family: 4 | 6) =>
      hostNetwork ? nodeAddress(family, at) : podAddress(family, at, own);
    const status = statusOf(state, places.families.map(addressIn), nodeAddress(4, at), random);
    const leaves = state === 'draining' || state === 'leaving';
    const metadata = {
      name: `p${index}`,
      namespace: random.pick([...places.names, places.names[0] ?? '']),
      labels: labelsOf(random, POD_WORDS, 90),
      ...(leaves ? { deletionTimestamp: '2024-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 } : {}),
    };
    const spec = {
      ...(state === 'waiting' ? {} : { nodeName: `node-${at}` }),
      ...(hostNetwork ? { hostNetwork, dnsPolicy: 'ClusterFirst' } : {}),
      ...containersOf(random, hostNetwork),
      restartPolicy: state === 'ended' ? 'Never' : 'Always',
    };
    return kube('v1', 'Pod', metadata, { spec, status });
  });
}
