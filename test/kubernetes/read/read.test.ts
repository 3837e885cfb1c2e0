import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../../src/model/header/address.ts';
import { objectsIn, saidOf } from '../cluster.ts';

const pod = (spec: string, status = '{phase: Running, podIP: 10.0.0.1}'): string => `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
${spec}
status: ${status}
`;

describe('a pod', () => {
  test('has its containers, ports with protocol TCP by default, and addresses (S11, S15, S20)', () => {
    const { pods, diagnostics } = objectsIn(
      pod(`
  nodeName: n1
  containers:
  - name: app
    image: x
    ports: [{containerPort: 80, name: http}, {containerPort: 53, protocol: UDP}]`),
    );
    expect(diagnostics).toEqual([]);
    expect(pods[0]).toMatchObject({
      name: 'web',
      namespace: 'default',
      network: 'own',
      host: 'n1',
      state: 'running',
      planned: [],
    });
    expect(pods[0]?.containers[0]?.ports).toEqual([
      { name: 'http', port: 80, protocol: 'TCP', path: 'spec.containers[0].ports[0]' },
      { port: 53, protocol: 'UDP', path: 'spec.containers[0].ports[1]' },
    ]);
    expect(pods[0]?.addresses.map(formatAddress)).toEqual(['10.0.0.1']);
  });

  test('has at most one address a family, the primary one first (S15, S38)', () => {
    const status =
      '{phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}, {ip: 10.0.0.9}]}';
    const { pods } = objectsIn(pod('  containers: [{name: app, image: x}]', status));
    expect(pods[0]?.addresses.map(formatAddress)).toEqual(['10.0.0.1', 'fd00::1']);
  });

  test('keeps init containers out, except those that always restart: sidecars (S22, S96)', () => {
    const { pods } = objectsIn(
      pod(`
  initContainers:
  - {name: setup, image: x, ports: [{containerPort: 1}]}
  - {name: proxy, image: x, restartPolicy: Always, ports: [{containerPort: 2}]}
  containers: [{name: app, image: x}]`),
    );
    expect(pods[0]?.containers.map(({ name, role }) => [name, role])).toEqual([
      ['proxy', 'sidecar'],
      ['app', 'regular'],
    ]);
  });

  test('of the host network has no address of its own, and its ports are host ports (S13)', () => {
    const { pods } = objectsIn(
      pod(`
  nodeName: n1
  hostNetwork: true
  containers: [{name: app, image: x, ports: [{containerPort: 9100}]}]`),
    );
    expect(pods[0]).toMatchObject({ network: 'host', addresses: [], state: 'running' });
    expect(pods[0]?.containers[0]?.ports[0]?.hostPort).toBe(9100);
  });

  test.each([
    ['{phase: Succeeded, podIP: 10.0.0.1}', 'ended'],
    ['{phase: Failed}', 'ended'],
    ['{phase: Pending}', 'pending'],
    ['{phase: Running, podIP: 10.0.0.1}', 'running'],
    ['{}', 'running'],
  ])('with status %s is %s (S15, S47)', (status, state) => {
    expect(objectsIn(pod('  containers: [{name: app, image: x}]', status)).pods[0]?.state).toBe(state);
  });
});

describe('bad input is said with its place, and the rest is used', () => {
  test.each([
    ['  containers: [{name: app, image: x, ports: [{containerPort: 70000}]}]', 'INVALID_PORT', 6],
    ['  containers: [{name: app, image: x, ports: [{containerPort: "80"}]}]', 'WRONG_TYPE', 6],
    [
      '  containers: [{name: app, image: x, ports: [{containerPort: 80, protocol: tcp}]}]',
      'INVALID_PROTOCOL',
      6,
    ],
    ['  containers: [{name: app, image: x, port: [{containerPort: 80}]}]', 'UNKNOWN_FIELD', 6],
    ['  containers: [{image: x}]', 'MISSING_FIELD', 6],
    ['  containers: [{name: App, image: x}]', 'INVALID_NAME', 6],
    ['  containers: []', 'POD_WITHOUT_CONTAINERS', 6],
    [
      '  hostNetwork: true\n  containers: [{name: a, image: x, ports: [{containerPort: 1, hostPort: 2}]}]',
      'HOST_PORT_DIFFERS',
      7,
    ],
    [
      '  containers:\n  - {name: a, image: x, ports: [{containerPort: 1}]}\n  - {name: b, image: x, ports: [{containerPort: 1}]}',
      'DUPLICATE_PORT',
      8,
    ],
  ])('%s', (spec, code, line) => {
    const { pods, diagnostics } = objectsIn(pod(spec));
    expect(pods.length).toBe(1);
    expect(
      saidOf(diagnostics).some(
        (said) => said.startsWith(`input.yaml:${line}:`) && said.includes(` ${code}: `),
      ),
    ).toBe(true);
  });

  test('an unknown field names the nearest known one', () => {
    const { diagnostics } = objectsIn(
      pod('  containers: [{name: app, image: x, ports: [{containerport: 80}]}]'),
    );
    expect(diagnostics.map((one) => one.suggestion)).toContain('did you mean containerPort?');
  });

  test('a loopback address of a pod is left out (R6)', () => {
    const { pods, diagnostics } = objectsIn(
      pod('  containers: [{name: app, image: x}]', '{phase: Running, podIP: 127.0.0.1}'),
    );
    expect(pods[0]?.addresses).toEqual([]);
    expect(diagnostics.map((one) => one.code)).toEqual(['LOOPBACK_ADDRESS']);
  });

  test('a broken document does not stop the others', () => {
    const { pods, diagnostics } = objectsIn(
      `a: [\n---\n${pod('  containers: [{name: app, image: x}]')}---\njust text\n---\nkind: Pod\n`,
    );
    expect(pods.map((one) => one.name)).toEqual(['web']);
    expect(diagnostics.map((one) => one.code)).toEqual(['YAML_SYNTAX', 'NOT_AN_OBJECT', 'NO_API_VERSION']);
  });
});

describe('lists', () => {
  const item = '{metadata: {name: a}, spec: {containers: [{name: app, image: x}]}}';

  test('of one kind lend it to their items', () => {
    const { pods } = objectsIn(`apiVersion: v1\nkind: PodList\nitems:\n- ${item}\n`);
    expect(pods.map((one) => one.name)).toEqual(['a']);
  });

  test('within lists are opened too, and places still found', () => {
    const { pods, diagnostics } = objectsIn(`
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: PodList
  items:
  - ${item}
  - metadata: {name: b}
    spec: {containers: [{name: app, image: x, port: 1}]}
`);
    expect(pods.map((one) => one.name)).toEqual(['a', 'b']);
    expect(saidOf(diagnostics)[0]).toMatch(/^input\.yaml:10:\d+: warning UNKNOWN_FIELD/);
  });

  test('kinds that are not modelled are counted by name', () => {
    const { skipped } = objectsIn(
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n---\napiVersion: x/v1\nkind: Pod\nmetadata: {name: b}\n',
    );
    expect([...skipped]).toEqual([
      ['Pod (x/v1)', 1],
      ['Secret', 1],
    ]);
  });
});

describe('an object given twice (R6)', () => {
  const one = pod('  containers: [{name: app, image: x}]');

  test('is merged with a warning where the two agree in all that the model reads', () => {
    const { pods, diagnostics, conflicts } = objectsIn(
      `${one}---\n${one.replace('image: x', 'image: other')}`,
    );
    expect(pods.length).toBe(1);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['OBJECT_TWICE', 'warning']]);
    expect(conflicts).toEqual([]);
  });

  test('is an error that names the fields where they differ', () => {
    const { conflicts, diagnostics } = objectsIn(`${one}---\n${one.replace('app: web', 'app: other')}`);
    expect(conflicts.map(({ fields }) => fields)).toEqual([['metadata.labels']]);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['OBJECTS_DIFFER', 'error']]);
  });
});

test('a namespace has the label of its name, whatever it says (S87)', () => {
  const { namespaces } = objectsIn(
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {kubernetes.io/metadata.name: b}}\n',
  );
  expect(namespaces[0]?.labels).toEqual({ 'kubernetes.io/metadata.name': 'a' });
});

test('a node has an InternalIP a family and its pod prefixes', () => {
  const { hosts, diagnostics } = objectsIn(`
apiVersion: v1
kind: Node
metadata: {name: n1}
spec: {podCIDRs: [10.1.0.0/24, nonsense]}
status: {addresses: [{type: ExternalIP, address: 1.2.3.4}, {type: InternalIP, address: 10.0.0.1}, {type: InternalIP, address: 10.0.0.2}]}
`);
  expect(hosts[0]?.addresses.map(formatAddress)).toEqual(['10.0.0.1']);
  expect(hosts[0]?.allAddresses.map(formatAddress)).toEqual(['1.2.3.4', '10.0.0.1', '10.0.0.2']);
  expect(hosts[0]?.podPrefixes.length).toBe(1);
  expect(saidOf(diagnostics)).toEqual(['input.yaml:5:32: error INVALID_ADDRESS: "nonsense" is no CIDR']);
});
