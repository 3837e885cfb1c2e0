import { EXCEPTIONS, POLICIES, TIERS } from './policies.ts';
import type { Requirement } from './requirement.ts';
import { section } from './requirement.ts';
import { ENDPOINTS, MODEL, PROXY, SERVICES } from './services.ts';

const PROXIES = section('Ingress and Gateway', [
  [132, 'DEF', 'An Ingress needs the controller of its class, by field, annotation or default.'],
  [133, 'DEF', 'Only HTTP and TLS; the host is chosen first, then the path.'],
  [134, 'DEF', 'A host is itself, a wildcard one label more, and none is any.'],
  [135, 'DEF', 'Paths are exact or prefixes by element; the longest wins, then the exact one.'],
  [136, 'DEF', 'Backends are services of the own namespace; what no rule takes goes to the default one.'],
  [137, 'DEF', 'Over TLS the host of the request decides, whatever the certificate is for.'],
  [
    138,
    'OPEN',
    'Whether a controller sends to endpoints or to the service; policies see its pod.',
    { options: ['controller'] },
  ],
  [139, 'DEF', 'A route and a listener must agree; another namespace must grant; matches have an order.'],
]);

const LIMITS = section('Limits', [
  [
    140,
    'DEF',
    'How large a cluster is tested to be.',
    {
      aside: 'It is about sizes, not about messages.',
    },
  ],
]);

const NAMES = section('Names, and what the input does not hold', [
  [141, 'DEF', 'A pod asks the servers that its DNS policy and configuration name.'],
  [
    142,
    'OPEN',
    'A DNS service that is not given is assumed.',
    {
      fixed: 'There is no other way to take it: the answer says that it is assumed.',
    },
  ],
  [143, 'OPEN', 'The labels of a namespace that is only mentioned.', { options: ['mentionedLabels'] }],
  [
    144,
    'OPEN',
    'Whether a verdict may rest on an address or a node that was planned.',
    { options: ['planned'] },
  ],
  [
    145,
    'OPEN',
    'Which endpoints are taken from slices, and which from pods.',
    {
      fixed: 'Endpoints of a selector are always its pods, those without one always what is written.',
    },
  ],
  [146, 'OPEN', 'Whether the plugin enforces policies.', { options: ['enforced'] }],
]);

/** All that Kubernetes says about messages, by number. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...MODEL,
  ...SERVICES,
  ...ENDPOINTS,
  ...PROXY,
  ...POLICIES,
  ...EXCEPTIONS,
  ...TIERS,
  ...PROXIES,
  ...LIMITS,
  ...NAMES,
].sort((a, b) => a.number - b.number);
