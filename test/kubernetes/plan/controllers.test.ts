import { describe, expect, test } from 'vitest';
import { clusterIn } from '../cluster.ts';

const workload = (kind: string, spec = '', metadata = '{name: web, namespace: shop}'): string => `
apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: ${metadata}
spec:
  ${spec}
  ${kind === 'Job' ? '' : 'selector: {matchLabels: {app: web}}'}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: x}]}}
`;

describe('a planned pod has what its controllers would give it (S144)', () => {
  test('of a Deployment: a ReplicaSet as owner, both named with a hash of the template', () => {
    const [pod] = clusterIn(workload('Deployment')).pods;
    const hash = pod?.labels['pod-template-hash'];
    expect(hash).toMatch(/^[a-z0-9]{10}$/);
    expect(pod).toMatchObject({
      labels: { app: 'web' },
      owner: { kind: 'ReplicaSet', name: `web-${hash}` },
      workload: { kind: 'Deployment', namespace: 'shop', name: 'web' },
      lifetime: 'lasting',
    });
    const [other] = clusterIn(workload('Deployment').replace('image: x', 'image: y')).pods;
    expect(other?.labels['pod-template-hash']).not.toBe(hash);
  });

  test('of a StatefulSet: its name and index', () => {
    const { pods } = clusterIn(workload('StatefulSet', 'replicas: 2\n  ordinals: {start: 3}'));
    expect(pods.map(({ labels }) => labels)).toMatchObject([
      { 'statefulset.kubernetes.io/pod-name': 'web-3', 'apps.kubernetes.io/pod-index': '3' },
      { 'statefulset.kubernetes.io/pod-name': 'web-4', 'apps.kubernetes.io/pod-index': '4' },
    ]);
  });

  test('of a Job: the name of the Job, and a short life', () => {
    const [pod] = clusterIn(workload('Job')).pods;
    expect(pod).toMatchObject({
      name: 'web-0',
      labels: { 'job-name': 'web', 'batch.kubernetes.io/job-name': 'web' },
      owner: { kind: 'Job', name: 'web' },
      lifetime: 'transient',
    });
  });

  test('of a CronJob: one Job between them', () => {
    const [pod, ...others] = clusterIn(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: backup, namespace: data}
spec:
  schedule: "0 3 * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: x}]}}}}
`).pods;
    expect(others).toEqual([]);
    expect(pod).toMatchObject({
      name: 'backup-0',
      labels: { 'job-name': 'backup-0' },
      owner: { kind: 'Job', name: 'backup-0' },
      workload: { kind: 'CronJob', namespace: 'data', name: 'backup' },
      lifetime: 'transient',
    });
    expect(pod?.containers[0]?.path).toBe('spec.jobTemplate.spec.template.spec.containers[0]');
  });

  test.each([
    ['Deployment', 'replicas: 0', 0],
    ['Job', 'suspend: true', 0],
    ['Job', 'parallelism: 5\n  completions: 2', 2],
    ['Job', 'completions: 9', 1],
    ['Deployment', 'replicas: 2000000000', 10_000],
  ])('%s with %j has %i pods', (kind, spec, pods) => {
    const cluster = clusterIn(workload(kind, spec));
    expect(cluster.pods.length).toBe(pods);
    expect(cluster.diagnostics.filter(({ code }) => code === 'TOO_MANY_REPLICAS').length).toBe(
      pods > 9 ? 1 : 0,
    );
  });
});

describe('names of planned pods', () => {
  test('are the StatefulSet’s where two workloads have one name', () => {
    const cluster = clusterIn(`${workload('Deployment')}---\n${workload('StatefulSet')}`);
    expect(cluster.pods.map(({ name, workload: { kind } }) => [name, kind])).toEqual([
      ['web-0', 'StatefulSet'],
      ['web-deployment-0', 'Deployment'],
    ]);
    expect(cluster.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        'PLANNED_NAME_TAKEN',
        'a pod shop/web-0 exists beside the one that Deployment web would have: it is called web-deployment-0 here',
      ],
    ]);
  });
});

describe('a pod belongs to', () => {
  const owned = (kind: string, name: string, label = ''): string => `
apiVersion: v1
kind: Pod
metadata:
  name: p
  namespace: shop
  labels: {${label}}
  ownerReferences: [{apiVersion: v1, kind: ${kind}, name: ${name}, uid: u, controller: true}]
spec: {nodeName: n1, containers: [{name: app, image: x}]}
status: {phase: Running, podIP: 10.0.0.1}
`;
  const of = (yaml: string): string => {
    const pod = clusterIn(yaml).pods.find(({ name }) => name === 'p');
    return `${pod?.workload.kind}/${pod?.workload.name}`;
  };

  test.each([
    [
      'a Deployment whose ReplicaSet is given',
      `${owned('ReplicaSet', 'rs')}---\n${workload('ReplicaSet', '', '{name: rs, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: u, controller: true}]}')}`,
      'Deployment/web',
    ],
    [
      'a Deployment whose ReplicaSet is not given',
      owned('ReplicaSet', 'web-7d9f', 'pod-template-hash: 7d9f'),
      'Deployment/web',
    ],
    ['a ReplicaSet of its own', owned('ReplicaSet', 'web-7d9f'), 'ReplicaSet/web-7d9f'],
    ['a controller of any kind', owned('Rollout', 'web'), 'Rollout/web'],
    ['itself, if the kubelet made it of a file', owned('Node', 'n1'), 'Pod/p'],
  ])('%s', (_what, yaml, expected) => {
    expect(of(yaml)).toBe(expected);
  });

  test('a CronJob whose Job is not given', () => {
    const cron =
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: backup, namespace: shop}\nspec: {schedule: x, jobTemplate: {spec: {template: {spec: {containers: [{name: a}]}}}}}\nstatus: {active: []}\n';
    expect(of(`${cron}---\n${owned('Job', 'backup-29123456')}`)).toBe('CronJob/backup');
    expect(of(owned('Job', 'backup-29123456'))).toBe('Job/backup-29123456');
  });
});
