import { detached } from '../../base/detach.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import { has, mapIn } from '../read/field.ts';
import type { Expression, LabelSelector } from '../select/selector.ts';
import { OPERATORS } from '../select/selector.ts';
import type { Metadata } from './metadata.ts';
import type { OtherPolicy } from './other-policy.ts';
import type { OtherKind } from './other-policy-kinds.ts';
import { DIRECTIONS } from './policy.ts';

/** A policy of a kind that is not modelled: what it could touch, never less than in truth. */
export function readOtherPolicy(
  other: OtherKind,
  version: string,
  metadata: Metadata,
  object: ValueMap,
): OtherPolicy {
  const spec = mapIn(object, 'spec');
  // Cilium's second form: several specs in one object.
  const several = has(object, 'specs');
  const subject = several || other.subject === undefined ? undefined : subjectOf(spec, other.subject);
  return {
    ...metadata,
    kind: `${other.kind} (${version})`,
    scope: scopeOf(other, metadata.namespace),
    ...(subject === undefined ? {} : { subject }),
    directions: several ? DIRECTIONS : other.directions(spec),
  };
}

/** Where a mesh has what is meant for all of it. */
const MESH_ROOT = 'istio-system';

function scopeOf({ scope }: OtherKind, namespace: string): OtherPolicy['scope'] {
  switch (scope) {
    case 'root':
      return namespace === MESH_ROOT ? 'cluster' : 'namespace';
    case 'given':
      return namespace === '' ? 'cluster' : 'namespace';
    default:
      return scope;
  }
}

/** The selector in a field; undefined wherever there is the least doubt of how it is meant. */
function subjectOf(spec: ValueMap, { field, form }: OtherKind['subject'] & {}): LabelSelector | undefined {
  const value = spec[field];
  if (!isMap(value)) return undefined;
  const keyOf = form === 'prefixed' ? withoutPrefix : (key: string) => key;
  const labels: Record<string, string> = {};
  const expressions: Expression[] = [];
  const { matchLabels = null, matchExpressions = null, ...rest } = value;
  if (Object.keys(rest).length > 0) return undefined;
  if (matchLabels !== null && !isMap(matchLabels)) return undefined;
  for (const [key, text] of Object.entries(matchLabels ?? {})) {
    const own = keyOf(key);
    if (own === undefined || typeof text !== 'string' || Object.hasOwn(labels, own)) return undefined;
    labels[own] = detached(text);
  }
  if (matchExpressions !== null && !isList(matchExpressions)) return undefined;
  for (const one of matchExpressions ?? []) {
    const expression = expressionOf(one, keyOf);
    if (expression === undefined) return undefined;
    expressions.push(expression);
  }
  return { labels, expressions };
}

function expressionOf(value: Value, keyOf: (key: string) => string | undefined): Expression | undefined {
  if (!isMap(value) || typeof value.key !== 'string') return undefined;
  const key = keyOf(value.key);
  const operator = OPERATORS.find((one) => one === value.operator);
  const { values = [] } = value;
  if (key === undefined || operator === undefined || !isList(values)) return undefined;
  const texts = values.filter((one) => typeof one === 'string');
  return texts.length < values.length ? undefined : { key, operator, values: texts.map(detached) };
}

/** Cilium's keys may say where a label comes from; its own labels of namespaces and the like are no labels of pods. */
function withoutPrefix(key: string): string | undefined {
  const own = key.replace(/^(k8s|any):/, '');
  return own.includes(':') || /^io\.(kubernetes\.pod|cilium)\b/.test(own) ? undefined : detached(own);
}
