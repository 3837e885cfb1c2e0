import { describe } from 'vitest';
import type { Kube, Objects } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Family } from '../generate/cluster-places.ts';
import { podAddress } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { ofKind } from '../oracle/labels.ts';
import { differences, profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

const NAMESPACE = 'strangers';

/** A namespace that nobody else means, with a policy that isolates whoever is there. */
const PLACE: Objects = [
  kube('v1', 'Namespace', { name: NAMESPACE, labels: { 'kubernetes.io/metadata.name': NAMESPACE } }, {}),
  kube(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    { name: 'nothing', namespace: NAMESPACE },
    {
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ),
];

/** A pod in that namespace, on some node, with addresses of the families that the node has. */
function stranger(random: Random, objects: Objects): Kube {
  const node = random.pick(ofKind(objects, 'Node'));
  const addresses = node.status?.addresses?.filter(({ type }) => type === 'InternalIP') ?? [];
  const families = addresses.map(({ address = '' }): Family => (address.includes(':') ? 6 : 4));
  const at = Number(node.metadata.name.split('-')[1]);
  const podIPs = families.map((family) => ({ ip: podAddress(family, at, 200) }));
  const containers = [
    { name: 'main', image: 'registry.k8s.io/pause:3.10', ports: [{ containerPort: 8080 }] },
  ];
  const conditions = [{ type: 'Ready', status: 'True' }];
  const metadata = { name: 'a-stranger', namespace: NAMESPACE, labels: { sort: 'stranger' } };
  return kube('v1', 'Pod', metadata, {
    spec: { nodeName: node.metadata.name, containers },
    status: { phase: 'Running', podIP: podIPs[0]?.ip, podIPs, conditions },
  });
}

describe('adding a pod', () => {
  law(
    'that is behind no service changes nothing between others (S24, S97)',
    { clusters: 60, questions: 20, meets: 19 },
    ({ random, objects, questions, met }) => {
      const profile = profileOf(random);
      const before = [...objects, ...PLACE];
      const after = [...before, stranger(random, objects)];
      return differences([stateOf(before, profile), stateOf(after, profile)], questions, met);
    },
  );
});
