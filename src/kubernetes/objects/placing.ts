import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import { mapIn, mapsIn, textIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import type { NodeTerm } from '../select/node-selector.ts';
import { readNodeTerms } from '../select/node-selector.ts';
import type { Labels } from './metadata.ts';
import { NO_LABELS, readLabels } from './metadata.ts';

/** What decides on which hosts a pod may be placed, as far as the input tells. */
export interface Placing {
  readonly nodeSelector: Labels;
  /** The terms of the required node affinity: one of them must match; undefined: any host. */
  readonly terms?: readonly NodeTerm[];
  readonly tolerations: readonly Toleration[];
}

/** A taint that a pod bears. */
export interface Toleration {
  /** Undefined: any key. */
  readonly key?: string;
  readonly operator: 'Equal' | 'Exists';
  readonly value: string;
  /** Undefined: any effect. */
  readonly effect?: string;
}

/** Of a pod that has its host: nothing decides any more. */
export const PLACED: Placing = { nodeSelector: NO_LABELS, tolerations: [] };

/** Reads it from a pod spec, which stands at `base`. */
export function readPlacing(spec: ValueMap, base: string, reading: Reading): Placing {
  const affinity = mapIn(mapIn(spec, 'affinity'), 'nodeAffinity');
  const terms = readNodeTerms(mapIn(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'));
  const nodeSelector = readLabels(spec, 'nodeSelector', base, reading);
  const tolerations = Array.from(mapsIn(spec, 'tolerations'), ({ value }) => readToleration(value));
  return { nodeSelector, ...(terms === undefined ? {} : { terms }), tolerations };
}

function readToleration(value: ValueMap): Toleration {
  const key = textIn(value, 'key');
  const effect = textIn(value, 'effect');
  return {
    ...(key === undefined ? {} : { key: detached(key) }),
    operator: value.operator === 'Exists' ? 'Exists' : 'Equal',
    value: detached(textIn(value, 'value') ?? ''),
    ...(effect === undefined ? {} : { effect: detached(effect) }),
  };
}
