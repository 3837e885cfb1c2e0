import type { Code } from '../../text/codes.ts';

/** One thing that Kubernetes leaves open, and how it can be taken (03, kind OPEN). */
export interface ProfileOption {
  readonly key: string;
  /** What an answer that depends on it names. */
  readonly code: Code;
  readonly requirement: string;
  readonly values: readonly string[];
  readonly default: string;
  /** One sentence: what is decided. */
  readonly text: string;
}

/**
 * Every option that the compiled network depends on: the only list. `--assume KEY=VALUE` sets one; the defaults are
 * those of 03.
 */
export const OPTIONS = [
  {
    key: 'listens',
    code: 'LISTENS',
    requirement: 'S11',
    values: ['any', 'declared'],
    default: 'any',
    text: 'which ports have a listener: any port of a container, or the declared ones only',
  },
  {
    key: 'closedPorts',
    code: 'CLOSED_PORTS',
    requirement: 'F8',
    values: ['refused', 'loop'],
    default: 'refused',
    text: 'a port nobody listens on: refused at the target, or sent back to the host as the article literally says',
  },
  {
    key: 'podToOutside',
    code: 'POD_TO_OUTSIDE',
    requirement: 'S16',
    values: ['masqueraded', 'routed'],
    default: 'masqueraded',
    text: "a pod's source address outside the cluster: its host's address, or its own",
  },
  {
    key: 'outsideToPod',
    code: 'OUTSIDE_TO_POD',
    requirement: 'S17',
    values: ['unrouted', 'routed'],
    default: 'unrouted',
    text: 'whether a message from outside can be routed to a pod address',
  },
  {
    key: 'hostPort',
    code: 'HOST_PORT',
    requirement: 'S14',
    values: ['translated', 'none'],
    default: 'translated',
    text: 'whether a hostPort of a pod leads to it from the address of its host, with the source kept (the portmap plugin)',
  },
  {
    key: 'nodePortAddresses',
    code: 'NODE_PORT_ADDRESSES',
    requirement: 'S29',
    values: ['primary', 'all'],
    default: 'primary',
    text: "on which addresses of a host node ports are: its InternalIPs, or 127.0.0.0/8 too as kube-proxy's iptables mode has it",
  },
  {
    key: 'externalIPs',
    code: 'EXTERNAL_IPS',
    requirement: 'S35',
    values: ['routed', 'unrouted'],
    default: 'routed',
    text: 'whether somebody routes the externalIPs of services to a host',
  },
  {
    key: 'balancerSource',
    code: 'BALANCER_SOURCE',
    requirement: 'S107',
    values: ['balancer', 'client'],
    default: 'balancer',
    text: 'the source of what a load balancer of mode Proxy sends on: its own address, or the one of the client',
  },
  {
    key: 'closedServicePort',
    code: 'CLOSED_SERVICE_PORT',
    requirement: 'S41',
    values: ['reject', 'routed'],
    default: 'reject',
    text: 'a cluster address on a port that its service does not have: refused (nftables), or routed on (iptables)',
  },
  {
    key: 'detectLocal',
    code: 'DETECT_LOCAL',
    requirement: 'S58',
    values: ['clusterCIDR', 'nodeCIDR', 'interface', 'none'],
    default: 'clusterCIDR',
    text: "which sources the service proxy takes as local: all pods, the host's own pods, or none",
  },
  {
    key: 'ingressPolicy',
    code: 'INGRESS_POLICY_ORDER',
    requirement: 'S102',
    values: ['before', 'after'],
    default: 'before',
    text: 'which source ingress policies see: the one before the host translates it, or the one after',
  },
  {
    key: 'podToOwnNode',
    code: 'POD_TO_OWN_NODE',
    requirement: 'S101',
    values: ['allowed', 'governed'],
    default: 'allowed',
    text: 'whether a pod may always reach the host that it runs on, whatever its egress policies',
  },
  {
    key: 'hostNetworkPods',
    code: 'HOST_NETWORK_PODS',
    requirement: 'S103',
    values: ['node', 'pods'],
    default: 'node',
    text: 'whether policies see pods of the host network as pods, or as their host',
  },
  {
    key: 'blocksMatchPods',
    code: 'BLOCKS_MATCH_PODS',
    requirement: 'S105',
    values: ['matches', 'never'],
    default: 'matches',
    text: 'whether an ipBlock matches the addresses of pods (never: Cilium)',
  },
  {
    key: 'egressPolicy',
    code: 'EGRESS_POLICY_ORDER',
    requirement: 'S106',
    values: ['after', 'before', 'both'],
    default: 'after',
    text: 'which target egress policies see: the one after services translate it (an endpoint), the one before (the address of the service), or both (older AWS)',
  },
  {
    key: 'endPort',
    code: 'END_PORT',
    requirement: 'S92',
    values: ['range', 'single'],
    default: 'range',
    text: 'whether the plugin knows endPort; one that does not applies port alone',
  },
  {
    key: 'icmp',
    code: 'ICMP_POLICY',
    requirement: 'S110',
    values: ['unknown', 'allowed', 'denied'],
    default: 'unknown',
    text: 'what becomes of ICMP to or from a pod that a NetworkPolicy isolates',
  },
  {
    key: 'sctp',
    code: 'SCTP_POLICY',
    requirement: 'S113',
    values: ['enforced', 'unknown'],
    default: 'enforced',
    text: 'whether the plugin knows SCTP in policies',
  },
  {
    key: 'denial',
    code: 'DENIAL',
    requirement: 'S116',
    values: ['dropped', 'rejected'],
    default: 'dropped',
    text: 'how a message ends that policies do not admit: silently, or with an answer (kube-router)',
  },
  {
    key: 'noEndpoints',
    code: 'NO_ENDPOINTS_ORDER',
    requirement: 'S117',
    values: ['reject', 'policy'],
    default: 'reject',
    text: 'what comes first for a service without endpoints: its refusal, or the egress policies of the client',
  },
  {
    key: 'equalPriority',
    code: 'EQUAL_PRIORITY',
    requirement: 'S121',
    values: ['any', 'name'],
    default: 'any',
    text: 'which of two policies of one priority comes first: not known, or by kind and name',
  },
  {
    key: 'controller',
    code: 'CONTROLLER_TARGET',
    requirement: 'S138',
    values: ['endpoints', 'service'],
    default: 'endpoints',
    text: 'where an ingress controller sends requests: to endpoints, or to the address of the service',
  },
  {
    key: 'mentionedLabels',
    code: 'MENTIONED_LABELS',
    requirement: 'S143',
    values: ['unknown', 'none'],
    default: 'unknown',
    text: 'the labels of a namespace that is only mentioned',
  },
  {
    key: 'planned',
    code: 'PLANNED',
    requirement: 'S144',
    values: ['unknown', 'taken'],
    default: 'unknown',
    text: 'whether a verdict may rest on an address or a placement that was planned',
  },
  {
    key: 'enforced',
    code: 'ENFORCED',
    requirement: 'S146',
    values: ['evidence', 'yes', 'no'],
    default: 'evidence',
    text: 'whether the plugin enforces NetworkPolicy: as the input shows, else yes',
  },
] as const satisfies readonly ProfileOption[];

/** The key of an option. */
export type OptionKey = (typeof OPTIONS)[number]['key'];

/** The values an option may take. */
export type OptionValue<K extends OptionKey> = Extract<
  (typeof OPTIONS)[number],
  { key: K }
>['values'][number];

/** A value for every option. */
export type Options = { readonly [K in OptionKey]: OptionValue<K> };

/** The defaults of all options. */
export const DEFAULT_OPTIONS: Options = Object.fromEntries(
  OPTIONS.map((option) => [option.key, option.default]),
) as unknown as Options;

/** The code that stands for an option in answers. */
export function optionCode(key: OptionKey): Code {
  return (OPTIONS.find((option) => option.key === key) as ProfileOption).code;
}
