import { formatPath } from '../../text/path.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import { FIELDS } from './fields.ts';
import type { Shape } from './shape.ts';
import { fieldsOf } from './shape.ts';

/** A complaint about a field, before it is known which object it is of. */
export type Complain = (fault: FieldFault) => void;

/** A field that Kubernetes does not know, that it requires, or whose value is of another type. */
export type FieldFault =
  | {
      readonly kind: 'unknown';
      readonly path: string;
      readonly field: string;
      readonly known: readonly string[];
    }
  | { readonly kind: 'missing'; readonly path: string; readonly field: string }
  | { readonly kind: 'type'; readonly path: string; readonly expected: string; readonly found: string };

/** Checks every field of an object of this type: known, and of the right type. `null` stands for an absent field. */
export function checkFields(value: Value, type: string, complain: Complain): void {
  checkObject(value, type, [], complain);
}

/** Whether the fields of a type are known. */
export function hasFields(type: string): boolean {
  return Object.hasOwn(FIELDS, type);
}

/** The path is a stack, made a text only for a complaint: 150,000 pods have some 40 million fields. */
type Path = (string | number)[];

/** What the API server fills in or keeps for itself: an object of the input may lack it. */
const FILLED = new Set(['status', 'apiVersion', 'kind', 'metadata']);

function checkObject(value: Value, type: string, path: Path, complain: Complain): void {
  if (!isMap(value)) {
    if (value !== null) wrong(value, 'a mapping', path, complain);
    return;
  }
  const { of, required } = fieldsOf(type);
  for (const field in value) {
    const shape = of.get(field);
    path.push(field);
    if (shape === undefined)
      complain({ kind: 'unknown', path: formatPath(path), field, known: [...of.keys()] });
    else check(value[field] as Value, shape, path, complain);
    path.pop();
  }
  // The status comes from the cluster, in whatever version it runs.
  if (path[0] === 'status') return;
  for (const field of required)
    if (lacks(value, field)) complain({ kind: 'missing', path: formatPath(path), field });
}

function lacks(value: ValueMap, field: string): boolean {
  return (value[field] === undefined || value[field] === null) && !FILLED.has(field);
}

function check(value: Value, shape: Shape, path: Path, complain: Complain): void {
  if (value === null) return;
  switch (shape.kind) {
    case 'any':
      return;
    case 'object':
      checkObject(value, shape.type, path, complain);
      return;
    case 'list':
      if (!isList(value)) wrong(value, 'a list', path, complain);
      else value.forEach((item, index) => void checkPart(item, shape.of, index, path, complain));
      return;
    case 'map':
      if (!isMap(value)) wrong(value, 'a mapping', path, complain);
      else for (const key in value) checkPart(value[key] as Value, shape.of, key, path, complain);
      return;
    case 'quantity':
    case 'port':
      if (typeof value !== 'string' && typeof value !== 'number')
        wrong(value, 'a number or a text', path, complain);
      return;
    default:
      if (typeof value !== shape.kind) wrong(value, NAMES[shape.kind], path, complain);
  }
}

function checkPart(value: Value, shape: Shape, part: string | number, path: Path, complain: Complain): void {
  path.push(part);
  check(value, shape, path, complain);
  path.pop();
}

const NAMES = { string: 'a text', number: 'a number', boolean: 'true or false' } as const;

function wrong(value: Value, expected: string, path: Path, complain: Complain): void {
  complain({ kind: 'type', path: formatPath(path), expected, found: kindOf(value) });
}

function kindOf(value: Value): string {
  if (value === null) return 'nothing';
  if (isList(value)) return 'a list';
  if (isMap(value)) return 'a mapping';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}
