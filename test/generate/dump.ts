import type { Random } from './random.ts';
import { random } from './random.ts';

/** How large a dump is to be. */
export interface DumpSize {
  readonly hosts: number;
  readonly pods: number;
  readonly namespaces: number;
  readonly seed: number;
}

/** The Nodes of a dump, as `kubectl get nodes -o json` has them, with the fields that matter and some that do not. */
export function* nodeObjects({ hosts }: DumpSize): Generator<object> {
  for (let i = 0; i < hosts; i++) {
    yield {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: hostName(i),
        resourceVersion: `${1000 + i}`,
        uid: `node-${i}`,
        labels: {
          'kubernetes.io/hostname': hostName(i),
          'kubernetes.io/os': 'linux',
          'topology.kubernetes.io/zone': `zone-${i % 3}`,
        },
      },
      spec: { podCIDR: podPrefix(i), podCIDRs: [podPrefix(i)] },
      status: {
        addresses: [
          { type: 'InternalIP', address: hostAddress(i) },
          { type: 'Hostname', address: hostName(i) },
        ],
        nodeInfo: { kubeletVersion: 'v1.32.4', osImage: 'Linux', architecture: 'amd64' },
      },
    };
  }
}

/** The Namespaces of a dump. */
export function* namespaceObjects({ namespaces }: DumpSize): Generator<object> {
  for (let i = 0; i < namespaces; i++) {
    const name = namespaceName(i);
    yield {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name, team: `team-${i % 40}` } },
      status: { phase: 'Active' },
    };
  }
}

/** The Pods of a dump: about 3 kB of JSON each, as real ones are. */
export function* podObjects(size: DumpSize): Generator<object> {
  const numbers = random(size.seed);
  const onHost = new Uint16Array(size.hosts);
  for (let i = 0; i < size.pods; i++) {
    const host = i % size.hosts;
    onHost[host] = (onHost[host] ?? 0) + 1;
    yield podObject(i, host, (onHost[host] ?? 0) + 1, size, numbers);
  }
}

/** The name of host i. */
export function hostName(i: number): string {
  return `node-${String(i).padStart(4, '0')}`;
}

/** The name of the pod with number i of a dump. */
export function podName(i: number): string {
  return `app-${i % 1000}-${(i * 2654435761) % 0xffffffff}-${i}`;
}

/** The namespace of the pod with number i. */
export function namespaceOf(i: number, size: DumpSize): string {
  return namespaceName(i % size.namespaces);
}

/** The address of the pod that is the n-th on host h (n from 2 on). */
export function podAddress(h: number, n: number): string {
  return `10.${(h >> 8) + 16}.${h & 255}.${n}`;
}

function namespaceName(i: number): string {
  return `ns-${i}`;
}

function hostAddress(i: number): string {
  return `192.168.${64 + (i >> 8)}.${i & 255}`;
}

function podPrefix(i: number): string {
  return `10.${(i >> 8) + 16}.${i & 255}.0/24`;
}

function podObject(i: number, host: number, nth: number, size: DumpSize, numbers: Random): object {
  const ip = podAddress(host, nth);
  const app = `app-${i % 1000}`;
  const containers = ['main', 'proxy'].map((name, c) => ({
    name,
    image: `registry.example.com/${app}/${name}:v1.${numbers.below(40)}.${numbers.below(10)}`,
    imagePullPolicy: 'IfNotPresent',
    args: ['--config=/etc/app/config.yaml', `--log-level=${numbers.pick(['info', 'debug', 'warn'])}`],
    env: [{ name: 'UPSTREAM', value: `http://app-${numbers.below(1000)}.${namespaceOf(i, size)}:8080` }],
    ports: [{ containerPort: 8080 + c, name: c === 0 ? 'http' : 'metrics', protocol: 'TCP' }],
    resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
    volumeMounts: [
      { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: 'kube-api-access', readOnly: true },
    ],
  }));
  const at = '2026-08-01T00:00:00Z';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      creationTimestamp: at,
      generateName: `${app}-`,
      labels: { app, tier: `tier-${i % 7}`, version: `v${i % 3}`, 'pod-template-hash': numbers.hex(10) },
      name: podName(i),
      namespace: namespaceOf(i, size),
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          blockOwnerDeletion: true,
          controller: true,
          kind: 'ReplicaSet',
          name: app,
          uid: numbers.hex(32),
        },
      ],
      resourceVersion: `${100000 + i}`,
      uid: numbers.hex(32),
    },
    spec: {
      containers,
      dnsPolicy: 'ClusterFirst',
      nodeName: hostName(host),
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      volumes: [
        {
          name: 'kube-api-access',
          projected: {
            defaultMode: 420,
            sources: [{ serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }],
          },
        },
      ],
    },
    status: {
      conditions: [
        'PodReadyToStartContainers',
        'Initialized',
        'Ready',
        'ContainersReady',
        'PodScheduled',
      ].map((type) => ({
        lastProbeTime: null,
        lastTransitionTime: at,
        status: 'True',
        type,
      })),
      containerStatuses: containers.map(({ name, image }) => ({
        containerID: `containerd://${numbers.hex(64)}`,
        image,
        lastState: {},
        name,
        ready: true,
        restartCount: 0,
        started: true,
        state: { running: { startedAt: at } },
      })),
      hostIP: hostAddress(host),
      phase: 'Running',
      podIP: ip,
      podIPs: [{ ip }],
      qosClass: 'Burstable',
      startTime: at,
    },
  };
}
