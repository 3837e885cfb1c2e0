import { describe, expect, test } from 'vitest';
import type { Pod } from '../../../src/kubernetes/objects/pod.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { objectsIn } from '../cluster.ts';

const yaml = (spec: string, status = '', metadata = '{name: web}'): string => `
apiVersion: v1
kind: Pod
metadata: ${metadata}
spec: {${spec}containers: [{name: app, image: x}]}
${status === '' ? '' : `status: {${status}}`}
`;
const read = (...given: Parameters<typeof yaml>): Pod => objectsIn(yaml(...given)).pods[0] as Pod;

describe('the readiness of a pod (S45)', () => {
  test.each([
    ['', 'ready'],
    ['phase: Running, podIP: 10.0.0.1', 'ready'],
    ['conditions: [{type: Ready, status: "True"}]', 'ready'],
    ['conditions: [{type: Ready, status: "False"}]', 'unready'],
    ['conditions: [{type: Ready, status: Unknown}]', 'unready'],
    ['conditions: [{type: ContainersReady, status: "True"}]', 'unready'],
  ])('with status {%s} is %s', (status, readiness) => {
    expect(read('', status).readiness).toBe(readiness);
  });

  test('a pod with a deletionTimestamp is terminating (S47)', () => {
    expect(read('', '', '{name: web, deletionTimestamp: "2024-01-01T00:00:00Z"}').ending).toBe('terminating');
    expect(read('').ending).toBe('no');
  });
});

describe('how a pod finds names (S141)', () => {
  test('is the DNS of the cluster by default, and one object for all such pods', () => {
    expect(read('').dns).toEqual({ policy: 'ClusterFirst', servers: [], searches: [] });
    const { pods } = objectsIn(`${yaml('')}---\n${yaml('dnsPolicy: ClusterFirst, ', '', '{name: other}')}`);
    expect(pods[0]?.dns).toBe(pods[1]?.dns);
  });

  test('is as its spec says', () => {
    const { dns } = read(
      'dnsPolicy: None, hostname: a, subdomain: b, dnsConfig: {nameservers: [10.0.0.53], searches: [x.local], options: [{name: ndots, value: "2"}, {name: edns0}]}, ',
    );
    expect({ ...dns, servers: dns.servers.map(formatAddress) }).toEqual({
      policy: 'None',
      servers: ['10.0.0.53'],
      searches: ['x.local'],
      ndots: 2,
      hostname: 'a',
      subdomain: 'b',
    });
  });

  test('is shared by pods that say the same, and what is wrong is said of each', () => {
    const spec = 'dnsPolicy: Default, ';
    const { pods } = objectsIn(`${yaml(spec)}---\n${yaml(spec, '', '{name: other}')}`);
    expect(pods[0]?.dns).toBe(pods[1]?.dns);
    const wrong = 'dnsPolicy: None, ';
    const { diagnostics } = objectsIn(`${yaml(wrong)}---\n${yaml(wrong, '', '{name: other}')}`);
    expect(diagnostics.map(({ code, origin }) => [code, origin?.object?.name])).toEqual([
      ['NO_NAME_SERVER', 'web'],
      ['NO_NAME_SERVER', 'other'],
    ]);
  });

  test.each([
    ['dnsPolicy: clusterFirst, ', 'INVALID_VALUE'],
    ['dnsConfig: {nameservers: [dns]}, ', 'INVALID_ADDRESS'],
  ])('is refused with {%s}', (spec, code) => {
    const { diagnostics, pods } = objectsIn(yaml(spec));
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
    expect(pods[0]?.dns.policy).toBe('ClusterFirst');
  });
});
