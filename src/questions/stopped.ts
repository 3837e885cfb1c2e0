import { OUT } from '../model/network/match.ts';
import { ownerOf } from '../model/network/network.ts';
import { nameOf } from '../model/network/node.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { Origin } from '../text/origin.ts';
import type { Blocker } from './blocker.ts';
import { isPolicyReason } from './blocker.ts';
import type { OriginView } from './describe.ts';
import { viewOrigin } from './describe.ts';
import type { Miss } from './miss.ts';
import { refusedBy } from './miss.ts';
import { likeliest, missText, peerGaps } from './miss-text.ts';

/** One place where a message is stopped, in answers. */
export interface BlockerView {
  readonly code: string;
  readonly at: string;
  /** The policies that isolate the pod, or the rule that denies. */
  readonly by: readonly OriginView[];
}

/** A rule that does not admit a message, and what of it fails, in answers. */
export interface NearestView extends OriginView {
  readonly failing: readonly string[];
  readonly text: string;
}

/** So many near misses are shown. */
const MOST_NEAREST = 3;

/** What NetworkPolicies say at a place where they do not admit a message. */
export function refusal(
  state: State,
  { code, hop, step }: Omit<Blocker, 'sent'>,
): ReturnType<typeof refusedBy> {
  const { network } = state;
  const direction = code.endsWith('INGRESS') ? 'ingress' : 'egress';
  const header = step.before;
  const owner = ownerOf(network, header.target);
  const subject = direction === 'ingress' ? owner : hop.from;
  if (subject === undefined) return { isolating: [], selecting: [], passing: [], examined: 0 };
  const probe = {
    header,
    from: hop.from ?? hop.at,
    registers: new Map(owner === undefined ? [] : [[OUT, owner as number] as const]),
  };
  return refusedBy(network, direction, subject, probe, peerGaps(state, direction, header));
}

/** A blocker as answers show it. */
export function viewBlocker(state: State, blocker: Blocker): BlockerView {
  const { code, hop, step } = blocker;
  const { isolating } = /^POLICY_/.test(code) ? refusal(state, blocker) : { isolating: [] };
  const origins =
    isolating.length > 0 ? isolating : step.rule?.origin === undefined ? [] : [step.rule.origin];
  const by = origins.map((origin) =>
    isolating.length > 0 ? viewIsolating(state, origin) : viewOrigin(origin),
  );
  return { code, at: nameOf(state.network.nodes, hop.at), by };
}

/** A policy that isolates; one that selects every pod of its namespace, perhaps by accident, at its selector (S80). */
export function viewIsolating({ cluster }: State, origin: Origin): OriginView {
  const { namespace = '', name } = origin.object ?? { name: '' };
  const policy = cluster && lookupsOf(cluster).policy(namespace, name);
  const all =
    policy !== undefined &&
    Object.keys(policy.subject.labels).length + policy.subject.expressions.length === 0;
  return all
    ? { ...viewOrigin({ ...origin, path: 'spec.podSelector' }), note: 'selects every pod' }
    : viewOrigin(origin);
}

/** The nearest misses of every place where NetworkPolicies stop the message (04 §7). */
export function nearestOf(state: State, blockers: readonly Blocker[]): NearestView[] {
  return blockers.flatMap((blocker) => {
    const { code, sent, hop, step } = blocker;
    if (!isPolicyReason(code) || code.startsWith('TIER_')) return [];
    const direction = code.endsWith('INGRESS') ? ('ingress' as const) : ('egress' as const);
    const owner = ownerOf(state.network, step.before.target);
    const subject = direction === 'ingress' ? owner : hop.from;
    if (subject === undefined) return [];
    const { selecting, passing } = refusal(state, blocker);
    const view = (miss: Miss): NearestView => ({
      ...viewOrigin(miss.origin),
      failing: miss.selects === 'no' ? ['podSelector', ...miss.failing] : miss.failing,
      text: missText(state, direction, miss, step.before, sent, subject),
    });
    return [
      ...selecting
        .filter(({ failing }) => failing.length > 0)
        .slice(0, MOST_NEAREST)
        .map(view),
      ...likeliest(state, direction, passing, subject).slice(0, 1).map(view),
    ];
  });
}
