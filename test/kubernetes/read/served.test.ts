import { describe, expect, test } from 'vitest';
import { objectsIn, saidOf } from '../cluster.ts';

describe('objects of an API server', () => {
  const served = (name: string, field: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, uid: u-${name}, resourceVersion: "7"}
spec:
  nodeName: n1
  ${field}
  containers: [{name: app, image: x}]
status: {phase: Running, podIP: 10.0.0.${name.length}, hostIP: 10.9.0.1}
`;

  test('may have fields that are newer than the tables: said once for all of them, and no warning', () => {
    const { diagnostics } = objectsIn(
      `${served('a', 'futureField: 1')}---\n${served('bb', 'futureField: 2')}---\n${served('ccc', 'otherField: 1')}`,
    );
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      [
        'NEWER_FIELD',
        'info',
        'field spec.futureField of kind Pod is newer than what is known here: it is not looked at',
      ],
      [
        'NEWER_FIELD',
        'info',
        'field spec.otherField of kind Pod is newer than what is known here: it is not looked at',
      ],
    ]);
  });

  test('are checked like others for the rest', () => {
    const { diagnostics } = objectsIn(served('a', 'hostNetwork: "no"'));
    expect(saidOf(diagnostics)).toEqual([
      'input.yaml:7:3: error WRONG_TYPE: spec.hostNetwork is the text "no", not true or false',
    ]);
  });

  test('share what is equal in them: labels, containers and owners are one object', () => {
    const pod = (name: string): string => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: {app: web}
  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: u, controller: true}]
spec: {nodeName: n1, containers: [{name: app, image: x, ports: [{containerPort: 80}]}]}
status: {phase: Running, podIP: 10.0.0.${name.length}}
`;
    const [a, b] = objectsIn(`${pod('a')}---\n${pod('bb')}`).pods;
    expect(a?.labels).toBe(b?.labels);
    expect(a?.containers).toBe(b?.containers);
    expect(a?.owner).toBe(b?.owner);
  });
});

describe('what the API server would refuse', () => {
  const pod = (metadata: string, spec = ''): string => `
apiVersion: v1
kind: Pod
metadata: ${metadata}
spec: {${spec}containers: [{name: app, image: x}]}
`;

  test.each([
    ['{name: web, labels: {"a b": c}}', ['INVALID_LABEL'], ['web']],
    ['{name: web, labels: {a: "b c"}}', ['INVALID_LABEL'], ['web']],
    ['{name: Web}', ['INVALID_NAME'], ['Web']],
    ['{name: web/1}', ['INVALID_NAME'], []],
    ['{name: web, namespace: "my shop"}', ['INVALID_NAME'], []],
    ['{labels: {a: b}}', ['NO_NAME'], []],
  ])('%s: %j', (metadata, codes, names) => {
    const { pods, diagnostics } = objectsIn(pod(metadata));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(
      codes.map((code) => [code, 'error']),
    );
    expect(pods.map(({ name }) => name)).toEqual(names);
  });

  test('a wrong label is said of every object that has it', () => {
    const { diagnostics } = objectsIn(
      `${pod('{name: a, labels: {a: "b c"}}')}---\n${pod('{name: b, labels: {a: "b c"}}')}`,
    );
    expect(diagnostics.map(({ origin }) => origin?.object?.name)).toEqual(['a', 'b']);
  });

  test('two containers of one name: the second is left out', () => {
    const { pods, diagnostics } = objectsIn(
      pod('{name: a}', 'initContainers: [{name: app, restartPolicy: Always}], '),
    );
    expect(pods[0]?.containers.map(({ path }) => path)).toEqual(['spec.initContainers[0]']);
    expect(saidOf(diagnostics)).toEqual([
      'input.yaml:5:76: error DUPLICATE_CONTAINER: two containers are named app: the second is left out',
    ]);
  });

  test('a protocol in small letters: it is taken as meant', () => {
    const { pods, diagnostics } = objectsIn(`
apiVersion: v1
kind: Pod
metadata: {name: dns}
spec: {containers: [{name: app, image: x, ports: [{containerPort: 53, protocol: udp}]}]}
`);
    expect(pods[0]?.containers[0]?.ports[0]?.protocol).toBe('UDP');
    expect(diagnostics.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ['INVALID_PROTOCOL', 'write UDP'],
    ]);
  });

  test('a status that contradicts itself (S15)', () => {
    const { diagnostics } = objectsIn(
      `${pod('{name: a}').trimEnd()}\nstatus: {podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.2}, {ip: 10.0.0.3}]}\n`,
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'podIP is 10.0.0.1, and the first of podIPs is 10.0.0.2: they must be the same',
      '10.0.0.3 is a second IPv4 address: a pod has one of each family',
    ]);
  });

  test('a version that is served no more: the object is read as of today', () => {
    const { workloads, diagnostics } = objectsIn(`
apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {a: b}}
  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: x}]}}
`);
    expect(workloads.map(({ name }) => name)).toEqual(['web']);
    expect(saidOf(diagnostics)).toEqual([
      'input.yaml:2:1: warning OTHER_VERSION: Deployment is read as apps/v1, not as extensions/v1beta1',
    ]);
  });
});

test('a generateName becomes a name by a hash of the object', () => {
  const job =
    'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: x}]}}}\n';
  const [one] = objectsIn(job).workloads;
  expect(one?.name).toMatch(/^migrate-[a-z0-9]{5}$/);
  expect(objectsIn(job).workloads[0]?.name).toBe(one?.name);
});

test('quantities may be numbers or texts; quoted numbers are no numbers', () => {
  const { diagnostics } = objectsIn(`
apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {port: "8080"}}
spec:
  terminationGracePeriodSeconds: "30"
  containers:
  - {name: app, image: x, resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 500m, memory: 1000}}}
`);
  expect(saidOf(diagnostics)).toEqual([
    'input.yaml:6:3: error WRONG_TYPE: spec.terminationGracePeriodSeconds is the text "30", not a whole number',
  ]);
});
