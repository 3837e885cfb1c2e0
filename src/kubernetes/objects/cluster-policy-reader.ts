import type { ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import { has, mapIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse, sound, validityOf } from '../read/reading.ts';
import { readSelector } from '../select/selector.ts';
import { choiceIn } from './choice.ts';
import type { ClusterPolicy, ClusterPolicyKind, TierPods } from './cluster-policy.ts';
import type { Metadata } from './metadata.ts';
import { readNamespacedPods, readTierRules } from './tier-rule-reader.ts';

/** After every policy that says its priority: there is one BaselineAdminNetworkPolicy, and it has none (S131). */
const LAST = 1001;

const TIERS = ['Admin', 'Baseline'] as const;

/** A policy for the whole cluster, of any of its kinds. Implements S118, S119, S124, S129–S131 as far as reading goes. */
export function readClusterPolicy(
  kind: ClusterPolicyKind,
  metadata: Metadata,
  object: ValueMap,
  reading: Reading,
): ClusterPolicy {
  const spec = mapIn(object, 'spec');
  if (kind === 'BaselineAdminNetworkPolicy' && metadata.name !== 'default') {
    const message = `the BaselineAdminNetworkPolicy is named default, not ${metadata.name}`;
    refuse(reading, 'BASELINE_NAME', message, 'metadata.name');
  }
  const tier = readTier(kind, spec, reading);
  const priority = kind === 'BaselineAdminNetworkPolicy' ? LAST : readPriority(spec, reading);
  const subject = sound(reading, 'spec.subject', () => readSubject(spec, reading)) ?? EVERY_POD;
  const ingress = readTierRules(kind, spec, 'ingress', reading);
  const egress = readTierRules(kind, spec, 'egress', reading);
  const validity = validityOf(reading);
  return { ...metadata, kind, tier, priority, subject, ingress, egress, validity };
}

function readTier(kind: ClusterPolicyKind, spec: ValueMap, reading: Reading): ClusterPolicy['tier'] {
  switch (kind) {
    case 'AdminNetworkPolicy':
      return 'admin';
    case 'BaselineAdminNetworkPolicy':
      return 'baseline';
    case 'ClusterNetworkPolicy':
      return choiceIn(spec, 'tier', TIERS, 'spec', reading) === 'Baseline' ? 'baseline' : 'admin';
  }
}

function readPriority(spec: ValueMap, reading: Reading): number {
  const { priority } = spec;
  if (typeof priority !== 'number' || !Number.isSafeInteger(priority)) return 1000;
  if (priority >= 0 && priority <= 1000) return priority;
  refuse(reading, 'INVALID_PRIORITY', `a priority is from 0 to 1000, not ${priority}`, 'spec.priority');
  return 1000;
}

const EVERY_POD: TierPods = { namespaces: { labels: {}, expressions: [] } };

/** Exactly one of two forms (S124); where it is unclear, it could be any pod. */
function readSubject(spec: ValueMap, reading: Reading): TierPods {
  const subject = mapIn(spec, 'subject');
  const { namespaces } = subject;
  if (has(subject, 'namespaces') === has(subject, 'pods')) {
    // A missing subject was said with the fields.
    if (isMap(spec.subject)) {
      const message = 'a subject has exactly one of namespaces and pods';
      refuse(reading, 'INVALID_SUBJECT', message, 'spec.subject');
    }
    return EVERY_POD;
  }
  if (isMap(namespaces)) return { namespaces: readSelector(namespaces, 'spec.subject.namespaces', reading) };
  return readNamespacedPods(mapIn(subject, 'pods'), 'spec.subject.pods', reading);
}
