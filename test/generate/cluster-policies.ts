import type { Kube } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Places } from './cluster-places.ts';
import { chance, namespaceSelectorOf, POD_WORDS, selectorOf, some } from './cluster-places.ts';
import { PORT_NAMES } from './cluster-pods.ts';
import type { Random } from './random.ts';

type Direction = 'ingress' | 'egress';

/** Blocks over pods, nodes and outside addresses, each with what it may leave out. */
export const BLOCKS: readonly { readonly cidr: string; readonly except: readonly string[] }[] = [
  { cidr: '0.0.0.0/0', except: ['10.244.1.0/24', '203.0.113.7/32', '192.168.0.11/32', '10.244.0.0/16'] },
  { cidr: '10.244.0.0/16', except: ['10.244.1.0/24', '10.244.2.0/30'] },
  { cidr: '10.244.1.0/24', except: ['10.244.1.0/30', '10.244.1.4/32'] },
  { cidr: '10.244.2.0/29', except: ['10.244.2.3/32'] },
  { cidr: '192.168.0.0/24', except: ['192.168.0.12/32'] },
  { cidr: '192.168.0.11/32', except: [] },
  { cidr: '203.0.113.0/24', except: ['203.0.113.7/32', '203.0.113.100/30'] },
  { cidr: '10.96.0.0/16', except: [] },
  { cidr: '192.0.2.0/24', except: ['192.0.2.101/32'] },
  { cidr: '::/0', except: ['fd00::/16', '2001:db8:113::/48'] },
  { cidr: 'fd00:10:244::/48', except: ['fd00:10:244:1::/64'] },
  { cidr: 'fd00:192::/32', except: [] },
];

/** A peer of any kind; null is the same as absent (S84). */
function peerOf(random: Random, places: Places): object {
  const podSelector = selectorOf(random, POD_WORDS);
  const namespaceSelector = namespaceSelectorOf(random, places);
  switch (random.below(8)) {
    case 0:
    case 1:
      return { podSelector };
    case 2:
      return { namespaceSelector: random.pick([{}, namespaceSelector]) };
    case 3:
      return { podSelector: null, namespaceSelector };
    case 4:
      return { podSelector, namespaceSelector };
    default: {
      const { cidr, except } = random.pick(BLOCKS);
      const left = some(random, except, 50);
      return { ipBlock: { cidr, ...(left.length > 0 ? { except: left } : {}) } };
    }
  }
}

/** A port by number, range, name or protocol alone (S89, S92). */
function portOf(random: Random): object {
  const protocol = random.pick([{}, { protocol: 'TCP' }, { protocol: 'TCP' }, { protocol: 'UDP' }]);
  switch (random.below(7)) {
    case 0:
      return chance(random, 50) ? protocol : { protocol: 'SCTP', port: 5353 };
    case 1:
      return { ...protocol, port: 8080, endPort: random.pick([8080, 8081, 9100]) };
    case 2:
    case 3:
      return { ...protocol, port: random.pick(PORT_NAMES) };
    default:
      return { ...protocol, port: random.pick([8080, 8080, 8081, 9090, 5353, 80, 443]) };
  }
}

/** None, null, an empty list, or one or two entries: a list of none does not restrict (S83). */
function listOf(random: Random, key: string, entry: () => object): object {
  const kind = random.below(10);
  if (kind < 2) return kind === 0 ? {} : { [key]: random.pick([null, []]) };
  return { [key]: Array.from({ length: 1 + random.below(2) }, entry) };
}

function ruleOf(random: Random, places: Places, direction: Direction): object {
  const peers = listOf(random, direction === 'ingress' ? 'from' : 'to', () => peerOf(random, places));
  return chance(random, 10) ? {} : { ...peers, ...listOf(random, 'ports', () => portOf(random)) };
}

/** No list, null, none, or up to three rules: none means nobody (S82). */
function rulesOf(random: Random, places: Places, direction: Direction): object {
  const kind = random.below(10);
  if (kind < 3) return kind === 0 ? {} : { [direction]: random.pick([null, [], []]) };
  const rule = () => ruleOf(random, places, direction);
  return { [direction]: Array.from({ length: 1 + random.below(3) }, rule) };
}

/** Whom a policy selects: all of its namespace, by an empty or a missing selector, or some (S80). */
function subjectOf(random: Random): object {
  if (chance(random, 25)) return random.pick([{ podSelector: {} }, {}, { podSelector: null }]);
  return { podSelector: selectorOf(random, POD_WORDS) };
}

function policyOf(random: Random, places: Places, index: number): Kube {
  const types = random.pick([
    ...[undefined, undefined, null, []],
    ...[['Ingress'], ['Ingress'], ['Egress'], ['Egress'], ['Ingress', 'Egress'], ['Ingress', 'Egress']],
  ]);
  const metadata = { name: `policy-${index}`, namespace: random.pick(places.names) };
  return kube('networking.k8s.io/v1', 'NetworkPolicy', metadata, {
    spec: {
      ...subjectOf(random),
      ...(types === undefined ? {} : { policyTypes: types }),
      ...rulesOf(random, places, 'ingress'),
      ...rulesOf(random, places, 'egress'),
    },
  });
}

/** None to six NetworkPolicies, with every kind of peer and port, and every way to leave something out. */
export function policiesOf(random: Random, places: Places): readonly Kube[] {
  return Array.from({ length: random.pick([0, 2, 3, 4, 5, 6]) }, (_, index) =>
    policyOf(random, places, index + 1),
  );
}
