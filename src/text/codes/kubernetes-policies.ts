import type { CodePage } from '../code-page.ts';

/** Codes of reading policies. What the API server refuses makes the verdicts of the pods that it could select unknown. */
export const policyCodes = {
  INVALID_VALUE: {
    title: 'A field has a value other than the few that it may have.',
    text: `The message lists them; capital letters count. The API server refuses the object. The default is taken, or the part is
left out; where the object is a policy, the verdicts of the pods that it could select are unknown.`,
  },
  OVER_LIMIT: {
    title: 'A list is longer than Kubernetes accepts (S49, S130).',
    text: `A ClusterNetworkPolicy has at most 25 rules in a direction, a rule 25 peers and 25 protocols; an AdminNetworkPolicy 100 of
each. A peer of either has 25 networks or domain names, and the name of a rule 100 characters. The API server refuses a policy with
more, so the verdicts of the pods that it could select are unknown. An EndpointSlice has at most 1000 endpoints and 100 ports.

Split it: two policies of one tier and neighbouring priorities, or two slices, say the same.`,
  },
  INVALID_PEER: {
    title: 'A peer of a policy does not say whom it means (S85).',
    text: `In a NetworkPolicy each entry of from and to is either an ipBlock or selectors: podSelector, namespaceSelector, or both for pods
that meet both. An empty entry is refused, and so is an ipBlock beside a selector. In a policy of the cluster each peer has exactly
one field. The API server refuses the policy; the peer admits nobody here.

Everybody is written by leaving from or to out. Pods of all namespaces: - namespaceSelector: {}`,
  },
  INVALID_EXCEPT: {
    title: 'An exception is not a part of its block (S93).',
    text: `Each except of an ipBlock must lie inside its cidr and be smaller than it. The API server refuses the policy; the peer admits
nobody here.

  ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}`,
  },
  INVALID_PORT_RANGE: {
    title: 'A range of ports is none (S92, S128).',
    text: `endPort needs a port that is a number, and is not less than it. In a policy of the cluster start is less than end. The API
server refuses the policy; the entry admits no port here.

  ports: [{protocol: TCP, port: 32000, endPort: 32767}]`,
  },
  INVALID_SUBJECT: {
    title: 'A policy of the cluster does not say whom it applies to (S124).',
    text: `Its subject has exactly one of namespaces and pods. The API server refuses the policy. Since it could have meant any pod, the
verdicts of all pods are unknown.

  subject: {namespaces: {}}`,
  },
  INVALID_PRIORITY: {
    title: 'The priority of a policy is not a whole number from 0 to 1000 (S119).',
    text: `Lower numbers come first. The API server refuses the policy, so the verdicts of the pods that it could select are unknown.`,
  },
  BASELINE_NAME: {
    title: 'A BaselineAdminNetworkPolicy that is not named default (S131).',
    text: `There is one for the whole cluster, and its name is default. The API server refuses any other, so the verdicts of the pods that it
could select are unknown. ClusterNetworkPolicies of tier Baseline may be several, with priorities.`,
  },
  OTHER_POLICY: {
    title: 'The input has policies of a kind that is not modelled.',
    text: `What they decide is not known here, so verdicts of the pods that they could select are unknown where a policy of that kind could
change them. Modelled are NetworkPolicy, ClusterNetworkPolicy, AdminNetworkPolicy and BaselineAdminNetworkPolicy.

A kind that is not known counts as one if it is named like one (NetworkPolicy of any other group, a misspelt Networkpolicy,
SomeFirewall, AccessPolicy): it could select the pods of its namespace, or all pods if it names none.

Leave their files out to ask what the modelled policies alone decide.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
