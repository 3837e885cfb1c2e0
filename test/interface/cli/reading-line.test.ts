import { expect, test } from 'vitest';
import { readState, STANDARD } from '../../../src/index.ts';
import { readingLine } from '../../../src/interface/cli/reading-line.ts';
import { sourceOf } from '../../kubernetes/manifest.ts';

const KINDS = {
  Endpoints: 'v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  GatewayClass: 'gateway.networking.k8s.io/v1',
  Pod: 'v1',
} as const;

/** The line for some objects of one kind. */
function lineOf(kind: keyof typeof KINDS, count: number): string {
  const names = Array.from({ length: count }, (_, i) => `x${i}`);
  const text = names.map((name) => `apiVersion: ${KINDS[kind]}\nkind: ${kind}\nmetadata: {name: ${name}}\n`);
  const state = readState([sourceOf('a', text.join('---\n'))], { profile: STANDARD, namespace: 'default' });
  return readingLine(state);
}

test.each([
  ['Pod', '1 pod', '2 pods'],
  ['Endpoints', '1 endpoints', '2 endpoints'],
  ['EndpointSlice', '1 endpointslice', '2 endpointslices'],
  ['NetworkPolicy', '1 networkpolicy', '2 networkpolicies'],
  ['Ingress', '1 ingress', '2 ingresses'],
  ['IngressClass', '1 ingressclass', '2 ingressclasses'],
  ['GatewayClass', '1 gatewayclass', '2 gatewayclasses'],
] as const)('objects of kind %s are counted in natural words: %s, %s', (kind, one, two) => {
  expect([lineOf(kind, 1), lineOf(kind, 2)]).toEqual([`1 file: ${one}`, `1 file: ${two}`]);
});
