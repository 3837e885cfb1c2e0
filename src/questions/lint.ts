import { Type } from 'typebox';
import type { Idle } from '../analysis/symbolic/idle.ts';
import { idleness } from '../analysis/symbolic/idle.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { EVERYTHING } from '../kubernetes/compile/asked-sets.ts';
import type { ClusterPolicy } from '../kubernetes/objects/cluster-policy.ts';
import type { Direction, NetworkPolicy } from '../kubernetes/objects/policy.ts';
import { DIRECTIONS } from '../kubernetes/objects/policy.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import type { Code } from '../text/codes.ts';
import type { Origin } from '../text/origin.ts';
import type { OriginView } from './describe.ts';
import { viewOrigin } from './describe.ts';
import { policyRowSets } from './policy-row-sets.ts';
import type { PolicyView } from './policy-sentence.ts';
import { policyView, subjectOf } from './policy-sentence.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { originSchema } from './schemas.ts';

/** One thing that does nothing. */
export interface LintFinding {
  readonly code: Code;
  readonly origin: OriginView;
  /** `today`: with the pods of the input; `always`: whoever there is. */
  readonly holds: 'today' | 'always';
  readonly text: string;
}

/** What does nothing, in the order of policies. */
export interface LintAnswer {
  readonly answer: 'listed';
  readonly findings: readonly LintFinding[];
  /** Policies and rules that were looked at. */
  readonly policies: number;
  readonly rules: number;
  /** Rules of which it is not told whether they change anything, since that would take too long. */
  readonly notTold: number;
}

/** The schema of LintAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  findings: Type.Array(
    Type.Object({ code: Type.String(), origin: originSchema, holds: Type.String(), text: Type.String() }),
  ),
  policies: Type.Integer(),
  rules: Type.Integer(),
  notTold: Type.Integer(),
});

const SAID = 'nothing would change without it: others say the same';

type Policy = NetworkPolicy | ClusterPolicy;

/** Which policies and rules do nothing: found for each alone by taking it away (04 §7). */
export function ask(state: State, input: Input): LintAnswer | Refusal {
  const { cluster, profile } = state;
  if (cluster === undefined) return { answer: 'listed', findings: [], policies: 0, rules: 0, notTold: 0 };
  const view = policyView(cluster, profile.options);
  const policies = policiesOf(cluster, input);
  const enforced = view.enforcement.enforced !== 'no';
  const idle = enforced ? idleIn(state) : (): Idle => 'no';
  if ('error' in idle) return idle;
  const findings: LintFinding[] = [];
  let notTold = 0;
  const add = (code: Code, origin: Origin, holds: LintFinding['holds'], text: string): void => {
    findings.push({ code, origin: viewOrigin(origin), holds, text });
  };
  const [first] = policies;
  if (!enforced && first !== undefined)
    add(
      'POLICIES_NOT_ENFORCED',
      first.origin,
      'always',
      'none of the policies has any effect: nothing enforces them',
    );
  for (const policy of policies) {
    for (const path of ignoredRules(policy))
      add('RULES_IGNORED', at(policy, path), 'always', 'policyTypes does not name this direction');
    const { surely, perhaps, unseen } = selectedBy(policy, view);
    if (surely + perhaps === 0) {
      const who =
        unseen === 0 ? 'no pod' : 'only pods of the host network, which policies do not see as pods';
      add('POLICY_SELECTS_NOTHING', at(policy, subjectPath(policy)), 'today', `it selects ${who}`);
      continue;
    }
    const directions = directionsOf(policy);
    const whole = directions.map((direction) => idle(policy.origin, direction, undefined));
    const isIdle = whole.length > 0 && whole.every((one) => one === 'yes');
    if (isIdle) add('POLICY_CHANGES_NOTHING', policy.origin, 'today', SAID);
    for (const direction of directions)
      for (const rule of policy[direction]) {
        const empty = emptyPeers(policy, rule, view);
        for (const path of empty.paths)
          add('PEER_SELECTS_NOTHING', at(policy, path), 'today', 'it means no pod');
        if (empty.all || isIdle) continue;
        const found = idle(policy.origin, direction, rule.path);
        if (found === 'not told') notTold++;
        if (found === 'yes') add('RULE_CHANGES_NOTHING', at(policy, rule.path), 'today', SAID);
      }
  }
  const rules = policies.reduce((sum, policy) => sum + policy.ingress.length + policy.egress.length, 0);
  return { answer: 'listed', findings, policies: policies.length, rules, notTold };
}

function policiesOf({ networkPolicies, clusterPolicies }: Cluster, { namespace }: Input): readonly Policy[] {
  const own = networkPolicies.filter((one) => namespace === undefined || one.namespace === namespace);
  const all = namespace === undefined ? [...own, ...clusterPolicies] : own;
  return all.filter(({ validity }) => validity !== 'refused');
}

function at({ origin }: Policy, path: string): Origin {
  return { ...origin, path };
}

function subjectPath(policy: Policy): string {
  return policy.kind === 'NetworkPolicy' ? 'spec.podSelector' : 'spec.subject';
}

function directionsOf(policy: Policy): readonly Direction[] {
  return 'directions' in policy ? policy.directions : DIRECTIONS.filter((one) => policy[one].length > 0);
}

function ignoredRules(policy: Policy): readonly string[] {
  const directions = directionsOf(policy);
  return DIRECTIONS.flatMap((one) =>
    directions.includes(one) ? [] : policy[one].slice(0, 1).map(() => `spec.${one}`),
  );
}

function selectedBy(policy: Policy, view: PolicyView): ReturnType<typeof subjectOf> {
  if (policy.kind === 'NetworkPolicy') return subjectOf(view, policy.namespace, policy.subject);
  const { namespaces, pods } = (policy as ClusterPolicy).subject;
  return subjectOf({ ...view, seesHostNetwork: 'as nodes' }, namespaces, pods);
}

/** The peers of a rule that mean no pod; and whether all of its peers are such. */
function emptyPeers(
  policy: Policy,
  { peers }: Policy['ingress'][number],
  view: PolicyView,
): { readonly paths: readonly string[]; readonly all: boolean } {
  const own = 'directions' in policy ? policy.namespace : undefined;
  const empty = (peers ?? []).filter((peer) => {
    if (peer.kind !== 'pods') return false;
    const { surely, perhaps, unseen } = subjectOf(view, peer.namespaces ?? own ?? EVERYTHING, peer.pods);
    return surely + perhaps + unseen === 0;
  });
  return { paths: empty.map(({ path }) => path), all: peers !== undefined && empty.length === peers.length };
}

/** Whether a rule could be taken away, or all of a policy in one direction: in every family that pods have. */
function idleIn(
  state: State,
): ((policy: Origin, direction: Direction, path: string | undefined) => Idle) | Refusal {
  const rows = policyRowSets(state.network);
  const tests: Exclude<ReturnType<typeof idleness>, { why: string }>[] = [];
  for (const family of ['IPv4', 'IPv6'] as const) {
    const pairs = pairsOf(state, family);
    if ('why' in pairs)
      return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${pairs.why}`);
    if (pairs.relation.finding.ends.nodes.length === 0) continue;
    const test = idleness(pairs);
    if ('why' in test) return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${test.why}`);
    tests.push(test);
  }
  return (policy, direction, path) => {
    const own = path === undefined ? rows.ofPolicy(policy, direction) : rows.ofRule(policy, direction, path);
    const found = tests.map((test) => test.of(own, direction === 'egress' ? 'source' : 'target', 'subject'));
    return found.includes('no') ? 'no' : found.includes('not told') ? 'not told' : 'yes';
  };
}
