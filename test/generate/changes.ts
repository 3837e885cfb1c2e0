import type { Kube, Objects } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import { clusterOf } from './cluster.ts';
import { chance } from './cluster-places.ts';
import type { Random } from './random.ts';

/** A change of one object, as `applyChange` takes it but for its place. */
export interface Step {
  readonly kind: 'put' | 'delete';
  readonly object: Kube;
}

/** What tells objects of a cluster apart. */
export const identityOf = ({ kind, metadata: { namespace = 'default', name }, ...rest }: Kube): string => {
  const { apiVersion = '' } = rest as { readonly apiVersion?: string };
  const within = WITHOUT_NAMESPACE.has(kind) ? '' : namespace;
  return `${kind} ${apiVersion.split('/')[0]} ${within}/${name}`;
};

const WITHOUT_NAMESPACE: ReadonlySet<string> = new Set([
  'Node',
  'Namespace',
  'IngressClass',
  'GatewayClass',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
]);

/** A random change of a cluster: often a small one of a pod or a policy, else anything. */
export function stepOf(objects: Objects, random: Random): Step {
  const some = (kind: string): Kube | undefined => {
    const all = objects.filter((one) => one.kind === kind);
    return all.length === 0 ? undefined : random.pick(all);
  };
  const pod = some('Pod');
  const policy = some('NetworkPolicy');
  switch (random.below(8)) {
    case 0:
    case 1:
      if (pod !== undefined) return { kind: 'put', object: relabelled(pod, random) };
      break;
    case 2:
      if (policy !== undefined) return { kind: 'put', object: otherwise(policy, random) };
      break;
    case 3: {
      const [fresh] = clusterOf(random).filter(({ kind }) => kind === 'NetworkPolicy');
      if (fresh !== undefined) return { kind: 'put', object: fresh };
      break;
    }
    case 4:
      if (objects.length > 0) return { kind: 'delete', object: random.pick(objects) };
      break;
    case 5:
      return { kind: 'put', object: random.pick(OTHERS(random)) };
    case 6:
      if (objects.length > 0) return { kind: 'put', object: spoiled(random.pick(objects), random) };
      break;
  }
  return { kind: 'put', object: random.pick(clusterOf(random)) };
}

function relabelled(pod: Kube, random: Random): Kube {
  const { labels = {} } = pod.metadata;
  const changed: Record<string, string> = { ...labels, app: random.pick(['web', 'db', 'cache']) };
  if (chance(random, 40)) changed.tier = random.pick(['front', 'back']);
  if (chance(random, 20)) changed['k8s-app'] = 'kube-dns';
  if (chance(random, 20)) delete changed.app;
  return { ...pod, metadata: { ...pod.metadata, labels: changed } };
}

/** A policy with a part of another one. */
function otherwise(policy: Kube, random: Random): Kube {
  const [donor] = clusterOf(random).filter(({ kind }) => kind === 'NetworkPolicy');
  const field = random.pick(['podSelector', 'ingress', 'egress', 'policyTypes'] as const);
  const value = donor?.spec?.[field];
  if (value === undefined) return policy;
  return { ...policy, spec: { ...policy.spec, [field]: value } } as Kube;
}

/** An object that the API server would not take, or another version of one that it would. */
function spoiled(object: Kube, random: Random): Kube {
  switch (random.below(4)) {
    case 0:
      return { ...object, spec: { ...object.spec, podSelector: { matchLabels: { '-': 'x' } } } } as Kube;
    case 1:
      return { ...object, metadata: { ...object.metadata, labels: { app: 'not a value' } } };
    case 2: {
      const { status: _, ...without } = object;
      return without as Kube;
    }
    default:
      return { ...object, extra: 1 } as unknown as Kube;
  }
}

/** Objects that clusters of `clusterOf` do not have, under few names. */
const OTHERS = (random: Random): Objects => {
  const name = random.pick(['one', 'two']);
  const namespace = random.pick(['shop', 'default', 'kube-system']);
  const metadata = { name, namespace };
  const labels = { app: 'web' };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'c', ports: [{ containerPort: 8080 }] }] },
  };
  const backend = { service: { name: 'web', port: { number: 80 } } };
  return [
    kube('apps/v1', 'Deployment', metadata, {
      spec: { replicas: 1 + random.below(3), selector: { matchLabels: labels }, template },
    }),
    kube(
      'apps/v1',
      'DaemonSet',
      { ...metadata, name: random.pick(['kube-flannel', 'calico-node']) },
      {
        spec: { selector: { matchLabels: labels }, template },
      },
    ),
    kube('networking.k8s.io/v1', 'Ingress', metadata, {
      spec: { ingressClassName: 'nginx', defaultBackend: backend },
    }),
    kube(
      'networking.k8s.io/v1',
      'IngressClass',
      { name: 'nginx' },
      {
        spec: { controller: 'k8s.io/ingress-nginx' },
      },
    ),
    kube('cilium.io/v2', 'CiliumNetworkPolicy', metadata, { spec: { endpointSelector: {} } }),
    kube('v1', 'Namespace', { name: random.pick(['shop', 'more']), labels: { team: 'a' } }, {}),
    kube('v1', 'ConfigMap', metadata, {}),
    kube('v1', 'Service', metadata, { spec: { type: 'NodePort', selector: labels, ports: [{ port: 80 }] } }),
    kube(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      { ...metadata, namespace: random.pick(['a_b', 'new']) },
      {
        spec: { podSelector: {} },
      },
    ),
    kube('v1', 'Pod', { ...metadata, labels }, { spec: { containers: [{ name: 'c', image: 'c' }] } }),
  ];
};
