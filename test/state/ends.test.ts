import { describe, expect, test } from 'vitest';
import { ARTICLE, STANDARD } from '../../src/kubernetes/profile/profile.ts';
import { formatAddress } from '../../src/model/header/address.ts';
import type { Network } from '../../src/model/network/network.ts';
import { nameOf } from '../../src/model/network/node.ts';
import { switchOf } from '../../src/state/named-nodes.ts';
import type { Sender } from '../../src/state/sender.ts';
import { sendersOf } from '../../src/state/sender.ts';
import type { Target } from '../../src/state/target.ts';
import { portsOf, targetsOf } from '../../src/state/target.ts';
import { compiled, k1 } from '../generate/k1.ts';

const network = k1(STANDARD);

const senders = (text: string, from = network): unknown => {
  const found = sendersOf(from, text, 'default');
  return 'problem' in found
    ? found
    : found.map(({ process, over }) => [process, over].map((id) => nameOf(from.nodes, id)));
};

/** What a text means as a target for whoever is first. */
const targetsIn = (within: Network, text: string) => {
  const first = within.nodes.names[within.nodes.kinds.indexOf(0)] ?? '';
  const [sender] = sendersOf(within, first, 'default') as readonly Sender[];
  return targetsOf({ network: within, namespace: 'default', sender: sender as Sender }, text);
};

const targets = (text: string, from = network): unknown => {
  const found = targetsIn(from, text);
  return 'problem' in found ? found : found.map(({ address, label }) => [label, formatAddress(address)]);
};

describe('a sender', () => {
  test('is a container by its bare name or in full, a pod, a daemon, a node', () => {
    const c11 = [['default/p1/c1-1', 'default/p1']];
    for (const name of ['c1-1', 'default/p1/c1-1', 'default/p1', 'pod/p1', '10.1.1.1'])
      expect(senders(name)).toEqual(c11);
    const d1 = [['default/d1/d1', 'n1']];
    for (const name of ['d1', 'default/d1', 'pod/d1', 'daemon/n1/d1']) expect(senders(name)).toEqual(d1);
    // Of a node it is the kubelet that speaks; the article's graph has none.
    const kubelet = [['@kubelet/n1', 'n1']];
    for (const name of ['node/n1', '10.1.0.1', 'kubelet/n1', 'daemon/n1/kubelet'])
      expect(senders(name)).toEqual(kubelet);
    expect(senders('node/n1', k1(ARTICLE))).toEqual(d1);
  });

  test('is outside for internet and for addresses that nobody has', () => {
    for (const name of ['internet', '203.0.113.7']) expect(senders(name)).toEqual([['@outside', '@fabric']]);
    expect(senders('internet', k1(ARTICLE))).toMatchObject({
      problem: expect.stringContaining('no outside'),
    });
  });

  test('that is not there is named with the nearest names', () => {
    expect(senders('default/p11')).toMatchObject({
      problem: 'there is no default/p11 in this network',
      suggestion: expect.stringContaining('default/p1'),
    });
    expect(senders('daemon/n2/d1')).toMatchObject({
      problem: expect.stringContaining('there is no daemon/n2/d1'),
    });
  });

  test('that only receives is no sender, and a proxy is asked for a host and path', () => {
    const web = compiled(DEPLOYMENT, STANDARD);
    expect(senders('svc/default/web', web)).toMatchObject({
      problem: expect.stringContaining('is no sender'),
    });
    expect(targets('ingress/default/front', web)).toMatchObject({
      problem: 'ingress/default/front does not say what is asked of it',
      suggestion: 'ingress/default/front@HOST/PATH',
    });
  });

  test('that is not there is named with what has that name elsewhere, in full', () => {
    const web = compiled(DEPLOYMENT, STANDARD);
    for (const name of ['web', 'other/web', 'deploy/other/web', 'pod/default/web']) {
      expect(senders(name, web)).toMatchObject({
        suggestion: expect.stringMatching(/^the nearest names: deployment\/default\/web/),
      });
    }
    expect(senders('web-7', web)).toMatchObject({ suggestion: expect.stringContaining('default/web-') });
  });

  test('of a workload is each of its pods', () => {
    const web = compiled(DEPLOYMENT, STANDARD);
    expect(senders('deploy/web', web)).toHaveLength(3);
    expect(targets('deploy/web', web)).toHaveLength(3);
    expect(switchOf(web, 'deploy/web', 'default')).toMatchObject({
      problem: expect.stringContaining('is 3 pods'),
    });
  });
});

describe('a target', () => {
  test('is an address, with who is declared to listen there', () => {
    expect(targets('default/p2')).toEqual([['default/p2', '10.1.2.1']]);
    expect(targets('c2-2')).toEqual([['default/p2/c2-2', '10.1.2.1']]);
    const [target] = targetsIn(network, 'c2-2') as readonly Target[];
    expect(target && portsOf(target, undefined)).toMatchObject([{ port: 9090, protocol: 'TCP' }]);
    expect(target && portsOf(target, { port: 'http' })).toMatchObject({
      problem: expect.stringContaining('no port named http'),
    });
    expect(target && portsOf(target, { port: 1 })).toEqual([{ port: 1, protocol: 'TCP' }]);
  });

  test('is any address, though nobody has it', () => {
    expect(targets('192.0.2.9')).toEqual([['192.0.2.9', '192.0.2.9']]);
  });
});

describe('a switch', () => {
  test('is a pod, a node, or what a process is linked to', () => {
    const name = (text: string): unknown => {
      const found = switchOf(network, text, 'default');
      return typeof found === 'number' ? nameOf(network.nodes, found) : found;
    };
    expect(['n1', 'node/n1', 'default/p1', 'c1-1', 'd1', '10.1.1.1'].map(name)).toEqual([
      'n1',
      'n1',
      'default/p1',
      'default/p1',
      'n1',
      'default/p1',
    ]);
    expect(name('internet')).toMatchObject({ problem: 'internet is no switch' });
  });
});

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: x, ports: [{containerPort: 80, name: http}]}]}
`;
