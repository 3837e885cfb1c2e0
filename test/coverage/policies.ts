import { section } from './requirement.ts';

const REFUSED = 'The API server refuses such an object, so what its author will make of it is not known.';

/** What Kubernetes says about NetworkPolicy. */
export const POLICIES = section('NetworkPolicy', [
  [75, 'DEF', 'Policies concern connections with a pod at an end.'],
  [76, 'DEF', 'A pod is isolated for a direction if a policy selects it for that direction, else open.'],
  [77, 'DEF', 'Policies add up: what one admits is admitted.'],
  [78, 'DEF', 'The source must be admitted to send and the target to receive.'],
  [79, 'DEF', 'Replies to what is admitted pass.'],
  [80, 'DEF', 'Without a selector, or with an empty one, a policy selects all pods of its namespace.'],
  [81, 'DEF', 'A policy without types is one of ingress, and of egress if it has a rule for that.'],
  [82, 'DEF', 'Without a rule nothing is admitted; a rule that says nothing admits everything.'],
  [83, 'DEF', 'A rule wants one of its peers and one of its ports; a list that is empty wants nothing.'],
  [84, 'DEF', 'Two selectors in one peer must both be met; two peers are alternatives.'],
  [85, 'DEF', 'A peer that names nobody, or a block beside a selector, is refused.', { unknown: REFUSED }],
  [86, 'DEF', 'Selectors mean pods, and neither nodes nor addresses outside.'],
  [87, 'DEF', 'Every namespace has its name as a label.'],
  [88, 'DEF', 'An absent label meets NotIn and DoesNotExist, and not In; all requirements must be met.'],
  [
    89,
    'DEF',
    'A port is a number, a range, a name or all of a protocol, which is TCP unless it says another.',
  ],
  [90, 'DEF', 'Ports are those of the target.'],
  [91, 'DEF', 'A name is resolved by the target pod, in its protocol, and means nothing at a block.'],
  [
    92,
    'DEF',
    'A range needs a number to begin with and does not end before it; some plugins know none.',
    { options: ['endPort'] },
  ],
  [93, 'DEF', 'A block is its addresses without the exceptions, which are smaller parts of it.'],
  [94, 'DEF', 'An exception counts for its own entry.'],
  [95, 'DEF', 'Policies govern TCP, UDP and SCTP.'],
  [
    96,
    'DEF',
    'Policies apply to all containers of a pod alike.',
    { nowhere: 'Policies stand at the link of the pod, which all of its containers share.' },
  ],
  [97, 'DEF', 'A policy selects pods of its own namespace, by the labels that they have now.'],
]);

/** What Kubernetes leaves open about NetworkPolicy, and the exceptions. */
export const EXCEPTIONS = section('NetworkPolicy, what is left open', [
  [98, 'DEF', 'A pod cannot be cut off from itself.'],
  [99, 'OPEN', 'An isolated pod and its own address, or its own service.', { options: ['ingressPolicy'] }],
  [100, 'DEF', 'A pod and its node always reach each other, as far as NetworkPolicy decides.'],
  [101, 'OPEN', 'Whether that holds for what the pod sends.', { options: ['podToOwnNode'] }],
  [
    102,
    'OPEN',
    'Other nodes are addresses; which one is seen at a node port depends on the order.',
    { options: ['ingressPolicy'] },
  ],
  [
    103,
    'OPEN',
    'Whether pods of the host network are pods or nodes to policies.',
    { options: ['hostNetworkPods'] },
  ],
  [104, 'DEF', 'As nodes, they are admitted by blocks, and to all pods of their node.'],
  [105, 'OPEN', 'Whether a block means the addresses of pods.', { options: ['blocksMatchPods'] }],
  [
    106,
    'OPEN',
    'Whether policies stand before the translation of services or behind it.',
    { options: ['egressPolicy'] },
  ],
  [
    107,
    'OPEN',
    'Whether a policy sees the client, the load balancer or the node.',
    { options: ['ingressPolicy', 'balancerSource'] },
  ],
  [
    108,
    'OPEN',
    'Whether blocks apply to a service whose endpoint is outside.',
    { options: ['egressPolicy'] },
  ],
  [109, 'DEF', 'Through a service, policies name the pod and its port.'],
  [110, 'OPEN', 'What becomes of ICMP at an isolated pod.', { options: ['icmp'] }],
  [
    111,
    'OPEN',
    'What becomes of connections that exist when policies change.',
    {
      aside: 'It is about connections that exist already.',
      fixed: 'An answer is about a new connection, so there is nothing to choose.',
    },
  ],
  [
    112,
    'DEF',
    'Policies take effect after a while.',
    {
      aside: 'An answer is about the settled state, in which every policy has taken effect.',
    },
  ],
  [113, 'OPEN', 'Whether the plugin knows SCTP.', { options: ['sctp'] }],
  [
    114,
    'DEF',
    'Denials, services, names of nodes and a good deal more cannot be said.',
    {
      aside: 'It lists what no policy can say, so there is no object that would say it.',
    },
  ],
  [
    115,
    'OPEN',
    'Names are not for policies: a pod that is not admitted to DNS finds none.',
    {
      fixed: 'A query is a message like any other, so the options of policies decide about it.',
    },
  ],
  [116, 'OPEN', 'Whether a denial is silent or an answer.', { options: ['denial'] }],
  [
    117,
    'OPEN',
    'Whether a service without endpoints refuses before policies are asked.',
    { options: ['noEndpoints'] },
  ],
]);

/** What Kubernetes says about policies of the whole cluster. */
export const TIERS = section('ClusterNetworkPolicy', [
  [
    118,
    'DEF',
    'Admin rules come first, then NetworkPolicy, then baseline rules; else everything is allowed.',
  ],
  [119, 'DEF', 'Of admin rules the first that matches decides, by priority and order; Pass leaves the tier.'],
  [120, 'DEF', 'Baseline rules decide about pods that no NetworkPolicy isolates.'],
  [121, 'OPEN', 'Which of two policies of one priority is asked first.', { options: ['equalPriority'] }],
  [122, 'DEF', 'Both sides are decided apart, and both must accept.'],
  [123, 'DEF', 'What is accepted is so with its replies.'],
  [124, 'DEF', 'Pods of the host network are neither subjects nor peers.'],
  [125, 'DEF', 'A policy without rules for a direction says nothing of it.'],
  [126, 'DEF', 'Networks mean addresses inside of the cluster too, and every protocol.'],
  [127, 'DEF', 'Nodes mean all of their addresses; domain names are for rules that accept.'],
  [128, 'DEF', 'A rule without protocols means all; a port name is that of the target.'],
  [129, 'DEF', 'A rule with a peer that is not understood accepts nobody and denies everybody.'],
  [130, 'DEF', 'Lists have so many entries and no more.', { unknown: REFUSED }],
  [131, 'DEF', 'An older version has two kinds: admin policies, and one baseline policy.'],
]);
