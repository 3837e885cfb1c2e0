import { compareText } from '../base/order.ts';
import { EVERYTHING } from '../kubernetes/compile/asked-sets.ts';
import type { ClusterPolicy } from '../kubernetes/objects/cluster-policy.ts';
import type { OtherPolicy } from '../kubernetes/objects/other-policy.ts';
import type { NetworkPolicy } from '../kubernetes/objects/policy.ts';
import { DIRECTIONS } from '../kubernetes/objects/policy.ts';
import type { Unread } from '../kubernetes/read/unread.ts';
import type { LabelSelector } from '../kubernetes/select/selector.ts';
import { selectorText } from '../kubernetes/select/selector-text.ts';
import type { Listing, Row } from './listing.ts';
import { listedName } from './listing.ts';
import type { PolicyView } from './policy-sentence.ts';
import { clusterPolicySentence, policySentence, policyView, subjectOf } from './policy-sentence.ts';

/** Policies of every tier, in the order in which they are asked, each with one sentence of what it does (S76–S84, S118). */
export const POLICY_LISTING: Listing = {
  columns: ['NAME', 'TIER', 'POD-SELECTOR', 'SELECTS', 'DIRECTIONS', 'WHAT IT DOES'],
  *rows(state) {
    const { cluster } = state;
    if (cluster === undefined) return;
    const view = policyView(cluster, state.profile.options);
    const tier = (name: ClusterPolicy['tier']) =>
      cluster.clusterPolicies
        .filter((one) => one.tier === name)
        .sort((a, b) => a.priority - b.priority || compareText(a.name, b.name))
        .map((policy) => clusterPolicyRow(policy, view));
    yield* tier('admin');
    for (const policy of cluster.networkPolicies) yield networkPolicyRow(policy, view);
    yield* tier('baseline');
    for (const policy of cluster.otherPolicies) yield otherPolicyRow(policy, view);
    for (const one of cluster.unread) yield unreadRow(one, view);
  },
};

function networkPolicyRow(policy: NetworkPolicy, view: PolicyView): Row {
  const { subject, directions } = policy;
  const { surely } = subjectOf(view, policy.namespace, subject);
  const sentence = policySentence(policy, view);
  return [listedName(policy), 'namespace', selectorText(subject), surely, directions.join(','), sentence];
}

function clusterPolicyRow(policy: ClusterPolicy, view: PolicyView): Row {
  const { kind, name, tier, priority, subject } = policy;
  const { surely } = subjectOf(view, subject.namespaces, subject.pods);
  const directions = DIRECTIONS.filter((direction) => policy[direction].length > 0);
  return [
    name,
    kind === 'BaselineAdminNetworkPolicy' ? tier : `${tier} ${priority}`,
    scopeText(subject.namespaces, subject.pods),
    surely,
    directions.join(',') || '-',
    clusterPolicySentence(policy, view),
  ];
}

function otherPolicyRow(
  { kind, namespace, name, scope, subject, directions }: OtherPolicy,
  view: PolicyView,
): Row {
  const { surely } = subjectOf(view, scope === 'cluster' ? EVERYTHING : namespace, subject);
  return [
    listedName({ namespace, name }),
    '-',
    subject === undefined ? 'not read' : selectorText(subject),
    surely,
    directions.join(','),
    `a ${kind}, which is not modelled: what it decides is not known`,
  ];
}

function unreadRow({ code, kind, namespace, origin }: Unread, view: PolicyView): Row {
  const { surely } = subjectOf(view, namespace ?? EVERYTHING, undefined);
  const name = origin.object === undefined ? '-' : listedName({ namespace: '', ...origin.object });
  const what = kind === undefined ? 'something' : `a ${kind}`;
  const sentence = `${what} that was not understood (${code}): what it decides, if anything, is not known`;
  return [name, '-', 'not read', surely, 'ingress,egress', sentence];
}

/** Which pods of which namespaces: `team=platform/app=api`. */
function scopeText(namespaces: LabelSelector, pods: LabelSelector | undefined): string {
  return `${selectorText(namespaces)}/${selectorText(pods ?? EVERYTHING)}`;
}
