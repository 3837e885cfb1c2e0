import type { Value } from '../../../src/text/value.ts';

const SELECTOR: Value = {
  matchLabels: { app: 'web' },
  matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }],
};
const PEERS: Value = [
  { podSelector: SELECTOR },
  { namespaceSelector: {}, podSelector: SELECTOR },
  { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
];
const NAMESPACED: Value = { namespaceSelector: SELECTOR, podSelector: {} };

/** Valid policies of every kind that is modelled. */
export const POLICIES: readonly Value[] = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      podSelector: SELECTOR,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: PEERS, ports: [{ port: 80, endPort: 90 }, { protocol: 'UDP', port: 'dns' }, {}] },
        {},
      ],
      egress: [{ to: PEERS, ports: [{ port: 443 }] }],
    },
  },
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'guard' },
    spec: {
      tier: 'Admin',
      priority: 7,
      subject: { pods: NAMESPACED },
      ingress: [
        {
          name: 'a',
          action: 'Accept',
          from: [{ namespaces: SELECTOR }, { pods: NAMESPACED }],
          protocols: [
            { tcp: { destinationPort: { number: 80 } } },
            { udp: { destinationPort: { range: { start: 1, end: 9 } } } },
            { destinationNamedPort: 'http' },
          ],
        },
      ],
      egress: [
        { action: 'Pass', to: [{ nodes: SELECTOR }, { networks: ['10.0.0.0/8', '::/0'] }] },
        { action: 'Accept', to: [{ domainNames: ['*.example.com'] }] },
      ],
    },
  },
  ...['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'].map((kind) => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind,
    metadata: { name: 'default' },
    spec: {
      ...(kind === 'AdminNetworkPolicy' ? { priority: 7 } : {}),
      subject: { namespaces: SELECTOR },
      ingress: [
        {
          action: 'Deny',
          from: [{ pods: NAMESPACED }],
          ports: [
            { portNumber: { protocol: 'TCP', port: 80 } },
            { portRange: { start: 1, end: 9 } },
            { namedPort: 'http' },
          ],
        },
      ],
      egress: [{ action: 'Allow', to: [{ networks: ['10.0.0.0/8'] }] }],
    },
  })),
];

const ROUTE: Value = {
  parentRefs: [{ name: 'web', namespace: 'infra', sectionName: 'http', port: 80 }],
  hostnames: ['*.example.com'],
};
const BACKENDS: Value = [
  { name: 'web', port: 80, weight: 1, namespace: 'data', filters: [{ type: 'CORS' }] },
];

/** Valid objects that say where services are and how they are found. */
const OTHERS: readonly Value[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'web',
      namespace: 'shop',
      annotations: { 'service.kubernetes.io/topology-mode': 'Auto' },
    },
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'web' },
      ports: [
        { name: 'http', port: 80, targetPort: 'http', nodePort: 30080 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
      clusterIP: '10.96.0.7',
      clusterIPs: ['10.96.0.7', 'fd00::7'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
      externalIPs: ['192.0.2.7'],
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'ClientIP',
      trafficDistribution: 'PreferClose',
      loadBalancerSourceRanges: ['192.0.2.0/24'],
      publishNotReadyAddresses: true,
    },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1', ipMode: 'VIP' }] } },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: [
      {
        addresses: ['10.0.0.1'],
        conditions: { ready: true, serving: true, terminating: false },
        nodeName: 'n1',
        zone: 'a',
        targetRef: { kind: 'Pod', name: 'web-0', namespace: 'shop' },
        hints: { forZones: [{ name: 'a' }] },
      },
    ],
    ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
  },
  {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'web', namespace: 'shop' },
    subsets: [
      { addresses: [{ ip: '10.0.0.1' }], notReadyAddresses: [{ ip: '10.0.0.2' }], ports: [{ port: 80 }] },
    ],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: { resource: { kind: 'Bucket', name: 'files' } },
      tls: [{ hosts: ['a.example.com'], secretName: 's' }],
      rules: [
        {
          host: '*.example.com',
          http: {
            paths: [
              { path: '/a', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
            ],
          },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx' },
    spec: { controller: 'k8s.io/ingress-nginx' },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'web' },
    spec: { controllerName: 'example.com/gateway' },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'web', namespace: 'infra' },
    spec: {
      gatewayClassName: 'web',
      addresses: [{ type: 'IPAddress', value: '192.0.2.1' }],
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          hostname: '*.example.com',
          allowedRoutes: {
            namespaces: { from: 'Selector', selector: SELECTOR },
            kinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop', creationTimestamp: '2024-01-01T00:00:00Z' },
    spec: {
      ...(ROUTE as object),
      rules: [
        {
          matches: [
            {
              path: { type: 'PathPrefix', value: '/a' },
              method: 'GET',
              headers: [{ name: 'X-User', value: 'a' }],
              queryParams: [{ type: 'RegularExpression', name: 'q', value: '.*' }],
            },
          ],
          filters: [{ type: 'URLRewrite', urlRewrite: {} }],
          backendRefs: BACKENDS,
        },
      ],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GRPCRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      ...(ROUTE as object),
      rules: [{ matches: [{ method: { service: 'a.B', method: 'C' }, headers: [] }], backendRefs: BACKENDS }],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: 'web', namespace: 'data' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
      to: [{ group: '', kind: 'Service', name: 'web' }],
    },
  },
  {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, ingress: [{}] },
  },
  {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'web' },
    spec: { selector: 'all()', types: ['Ingress'] },
  },
];

/** What the workloads make pods of. */
const TEMPLATE: Value = {
  metadata: { labels: { app: 'web' } },
  spec: {
    nodeSelector: { zone: 'a' },
    tolerations: [{ key: 'k', operator: 'Exists' }],
    initContainers: [{ name: 'proxy', image: 'x', restartPolicy: 'Always' }],
    containers: [
      {
        name: 'app',
        image: 'x',
        ports: [{ name: 'http', containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' }],
      },
    ],
  },
};

/** A valid object of every kind that is read. */
export const GOOD: readonly Value[] = [
  ...POLICIES,
  ...OTHERS,
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web',
      namespace: 'shop',
      labels: { app: 'web' },
      ownerReferences: [{ kind: 'Job', name: 'j' }],
    },
    spec: { ...(TEMPLATE as { spec: Record<string, Value> }).spec, nodeName: 'n1', hostNetwork: false },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      hostIP: '10.9.9.9',
      podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1', labels: { zone: 'a' } },
    spec: { podCIDRs: ['10.1.0.0/24'], unschedulable: true, taints: [{ key: 'k', effect: 'NoSchedule' }] },
    status: { addresses: [{ type: 'InternalIP', address: '10.9.9.9' }] },
  },
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].map((kind) => ({
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 2,
      parallelism: 2,
      ordinals: { start: 1 },
      selector: {
        matchLabels: { app: 'web' },
        matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }],
      },
      template: TEMPLATE,
    },
  })),
];
