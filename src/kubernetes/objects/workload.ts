import { detached } from '../../base/detach.ts';
import { hashName } from '../../base/hash.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import { mapIn, numberIn, saysSomething, textIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import type { LabelSelector } from '../select/selector.ts';
import { readSelector, selects } from '../select/selector.ts';
import type { Labels, Metadata } from './metadata.ts';
import { readLabels } from './metadata.ts';
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
  /** How many pods it wants at a time; a DaemonSet has one a host that fits, whatever this says. */
  readonly replicas: number;
  /** The number of a StatefulSet's first pod. */
  readonly firstOrdinal: number;
  readonly podLabels: Labels;
  /** The service that gives the pods of a StatefulSet their names. */
  readonly serviceName?: string;
  readonly pod: PodSpec;
  /** Of its template, as controllers put a hash of it into labels and names. */
  readonly templateHash: string;
  /** The status says that its controller has seen it. */
  readonly status: 'given' | 'none';
}

/** Reads any of the kinds. Implements S144 as far as reading goes. */
export function readWorkload(
  kind: WorkloadKind,
  metadata: Metadata,
  object: ValueMap,
  reading: Reading,
): Workload {
  const outer = mapIn(object, 'spec');
  const spec = kind === 'CronJob' ? mapIn(mapIn(outer, 'jobTemplate'), 'spec') : outer;
  const base = kind === 'CronJob' ? 'spec.jobTemplate.spec' : 'spec';
  const template = mapIn(spec, 'template');
  const podLabels = readLabels(mapIn(template, 'metadata'), 'labels', `${base}.template.metadata`, reading);
  checkSelector(kind, spec, podLabels, reading);
  const serviceName = kind === 'StatefulSet' ? textIn(spec, 'serviceName') : undefined;
  return {
    ...metadata,
    kind,
    replicas: outer.suspend === true ? 0 : replicasOf(kind, spec, base, reading),
    firstOrdinal: numberIn(mapIn(spec, 'ordinals'), 'start') ?? 0,
    podLabels,
    ...(serviceName === undefined ? {} : { serviceName: detached(serviceName) }),
    pod: readPodSpec(mapIn(template, 'spec'), `${base}.template.spec`, reading),
    templateHash: hashName(canonical(template)),
    status: saysSomething(object, 'status') ? 'given' : 'none',
  };
}

function replicasOf(kind: WorkloadKind, spec: ValueMap, base: string, reading: Reading): number {
  const count = (field: string): number | undefined => {
    const number = numberIn(spec, field);
    if (number === undefined || (Number.isInteger(number) && number >= 0)) return number;
    const message = `${field} is a whole number from 0, not ${number}`;
    refuse(reading, 'INVALID_REPLICAS', message, `${base}.${field}`);
    return undefined;
  };
  switch (kind) {
    case 'DaemonSet':
      return 0;
    case 'Job':
    case 'CronJob': {
      const parallelism = count('parallelism') ?? 1;
      return Math.min(parallelism, count('completions') ?? parallelism);
    }
    default:
      return count('replicas') ?? 1;
  }
}

/** The API server refuses a selector that its own template does not meet. A Job's is made by its controller. */
function checkSelector(kind: WorkloadKind, spec: ValueMap, labels: Labels, reading: Reading): void {
  if (kind === 'Job' || kind === 'CronJob' || !isMap(spec.selector)) return;
  const selector: LabelSelector =
    kind === 'ReplicationController'
      ? { labels: readLabels(spec, 'selector', 'spec', reading), expressions: [] }
      : readSelector(spec.selector, 'spec.selector', reading);
  if (selects(selector, labels)) return;
  const message = "the selector does not match the labels of the workload's own template";
  refuse(reading, 'SELECTOR_MISSES_TEMPLATE', message, 'spec.selector');
}

/** A value as text, whatever the order of its keys. */
function canonical(value: Value | undefined): string {
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
