import type { Code } from '../../text/codes.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import { isHarmless } from '../objects/harmless-kinds.ts';
import { OTHER_KINDS } from '../objects/other-policy-kinds.ts';
import { has, mapIn, textIn } from './field.ts';
import { KINDS } from './kinds.ts';
import { isLabelName } from './names.ts';

/** Something of the input that was not understood, and that could be a policy: what it decides is not known (R6). */
export interface Unread {
  /** What is wrong with it. */
  readonly code: Code;
  /** What it says of itself. */
  readonly kind?: string;
  /** Whose pods alone it could touch; absent: any pod. */
  readonly namespace?: string;
  readonly origin: Origin;
}

/** An object that is left out, unless it is none or of a kind that is no policy. `kind`: empty if it does not say. */
export function leftOut({ code, origin = {} }: Diagnostic, value: Value, kind: string): Unread | undefined {
  if (kind === '' ? !looksLikeObject(value) : isHarmless(kind)) return undefined;
  const namespace = isMap(value) ? namespaceOf(value, kind) : undefined;
  return {
    code,
    ...(kind === '' ? {} : { kind }),
    ...(namespace === undefined ? {} : { namespace }),
    origin: namedOrigin(origin),
  };
}

/** An object without a name is known by its place alone. */
function namedOrigin({ object, ...origin }: Origin): Origin {
  return object === undefined || object.name === '' ? origin : { object, ...origin };
}

/** Values files and the like have neither metadata nor spec. */
function looksLikeObject(value: Value): boolean {
  if (isList(value)) return value.some(looksLikeObject);
  return isMap(value) && (has(value, 'metadata') || has(value, 'spec'));
}

/** That it names, surely: what is wrong with an object may be its metadata. */
function namespaceOf(value: ValueMap, kind: string): string | undefined {
  const given = textIn(mapIn(value, 'metadata'), 'namespace') ?? '';
  return staysInNamespace(kind) && isLabelName(given) ? given : undefined;
}

/** Whether objects of a kind that name a namespace touch no pods but those of it. */
function staysInNamespace(kind: string): boolean {
  const modelled = Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS].within : 'namespace';
  return (
    modelled === 'namespace' &&
    OTHER_KINDS.every((other) => other.kind !== kind || other.scope === 'namespace')
  );
}
