import type { ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import type { Report } from '../read/field.ts';
import { mapIn, numberIn, textsIn } from '../read/field.ts';
import type { LabelSelector } from '../select/selector.ts';
import { readSelector, selects } from '../select/selector.ts';
import type { Labels, Metadata } from './metadata.ts';
import type { PodSpec } from './pod-spec.ts';
import { readPodSpec } from './pod-spec.ts';

/** The kinds that control pods. */
export const WORKLOAD_KINDS = [
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
] as const;

/** One of them. */
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** A controller of pods. */
export interface Workload extends Metadata {
  readonly kind: WorkloadKind;
  /** How many pods it wants; a DaemonSet has one a host that fits, whatever this says. */
  readonly replicas: number;
  /** The number of a StatefulSet's first pod. */
  readonly firstOrdinal: number;
  readonly podLabels: Labels;
  readonly pod: PodSpec;
  /** The status says that its controller has seen it. */
  readonly status: 'given' | 'none';
}

/** Reads any of the kinds. Implements S144 as far as reading goes. */
export function readWorkload(
  kind: WorkloadKind,
  metadata: Metadata,
  object: ValueMap,
  report: Report,
): Workload {
  const outer = mapIn(object, 'spec');
  const spec = kind === 'CronJob' ? mapIn(mapIn(outer, 'jobTemplate'), 'spec') : outer;
  const base = kind === 'CronJob' ? 'spec.jobTemplate.spec' : 'spec';
  const template = mapIn(spec, 'template');
  const podLabels = textsIn(mapIn(template, 'metadata'), 'labels');
  checkSelector(kind, spec, podLabels, base, report);
  return {
    ...metadata,
    kind,
    replicas: replicasOf(kind, spec, report),
    firstOrdinal: numberIn(mapIn(spec, 'ordinals'), 'start') ?? 0,
    podLabels,
    pod: readPodSpec(mapIn(template, 'spec'), `${base}.template.spec`, report),
    status: Object.keys(mapIn(object, 'status')).length > 0 ? 'given' : 'none',
  };
}

function replicasOf(kind: WorkloadKind, spec: ValueMap, report: Report): number {
  if (kind === 'DaemonSet') return 0;
  if (kind === 'CronJob' || kind === 'Job') {
    const completions = numberIn(spec, 'completions');
    const parallelism = numberIn(spec, 'parallelism') ?? 1;
    return completions === undefined ? parallelism : Math.min(parallelism, completions);
  }
  const replicas = numberIn(spec, 'replicas') ?? 1;
  if (Number.isInteger(replicas) && replicas >= 0) return replicas;
  report('INVALID_REPLICAS', 'error', `replicas is a whole number from 0, not ${replicas}`, 'spec.replicas');
  return 1;
}

/** The API server refuses a selector that its own template does not meet; a ReplicationController's defaults to it. */
function checkSelector(
  kind: WorkloadKind,
  spec: ValueMap,
  labels: Labels,
  base: string,
  report: Report,
): void {
  if (kind === 'Job' || kind === 'CronJob' || !isMap(spec.selector)) return;
  const path = `${base}.selector`;
  const selector: LabelSelector =
    kind === 'ReplicationController'
      ? { labels: textsIn(spec, 'selector'), expressions: [] }
      : readSelector(spec.selector, path, report);
  if (!selects(selector, labels)) {
    report(
      'SELECTOR_MISSES_TEMPLATE',
      'error',
      "the selector does not match the labels of the workload's own template",
      path,
    );
  }
}
