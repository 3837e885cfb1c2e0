import type { Value } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import { FIELDS } from './fields.ts';

/** A complaint about a field, before it is known which object it is of. */
export type Complain = (fault: FieldFault) => void;

/** A field that Kubernetes does not know, or whose value is of another type. */
export type FieldFault =
  | {
      readonly kind: 'unknown';
      readonly path: string;
      readonly field: string;
      readonly known: readonly string[];
    }
  | { readonly kind: 'type'; readonly path: string; readonly expected: string; readonly found: string };

/** The type of a field, taken apart once. */
type FieldType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'intOrString' | 'any' }
  | { readonly kind: 'list' | 'map'; readonly of: FieldType }
  | { readonly kind: 'type'; readonly name: string };

const tables = new Map<string, ReadonlyMap<string, FieldType>>();

/** Checks every field of an object of this type: known, and of the right type. `null` stands for an absent field. */
export function checkFields(value: Value, type: string, complain: Complain): void {
  checkMap(value, type, [], complain);
}

/** Whether the fields of a type are known. */
export function hasFields(type: string): boolean {
  return Object.hasOwn(FIELDS, type);
}

/** The path is a stack, made a text only for a complaint: 150,000 pods have some 40 million fields. */
type Path = (string | number)[];

function checkMap(value: Value, type: string, path: Path, complain: Complain): void {
  if (!isMap(value)) {
    if (value !== null)
      complain({ kind: 'type', path: pathText(path), expected: 'a mapping', found: kindOf(value) });
    return;
  }
  const fields = tableOf(type);
  for (const field in value) {
    const expected = fields.get(field);
    const found = value[field] as Value;
    path.push(field);
    if (expected === undefined)
      complain({ kind: 'unknown', path: pathText(path), field, known: [...fields.keys()] });
    else if (found !== null) check(found, expected, path, complain);
    path.pop();
  }
}

function check(value: Value, expected: FieldType, path: Path, complain: Complain): void {
  switch (expected.kind) {
    case 'any':
      return;
    case 'type':
      return checkMap(value, expected.name, path, complain);
    case 'list':
      if (!isList(value)) return wrong(value, 'a list', path, complain);
      for (let i = 0; i < value.length; i++) {
        const item = value[i] as Value;
        path.push(i);
        if (item !== null) check(item, expected.of, path, complain);
        path.pop();
      }
      return;
    case 'map':
      if (!isMap(value)) return wrong(value, 'a mapping', path, complain);
      for (const key in value) {
        const item = value[key] as Value;
        path.push(key);
        if (item !== null) check(item, expected.of, path, complain);
        path.pop();
      }
      return;
    case 'intOrString':
      if (typeof value !== 'string' && typeof value !== 'number')
        wrong(value, 'a number or a text', path, complain);
      return;
    default:
      if (typeof value !== expected.kind) wrong(value, NAMES[expected.kind], path, complain);
  }
}

const NAMES = { string: 'a text', number: 'a number', boolean: 'true or false' } as const;

function wrong(value: Value, expected: string, path: Path, complain: Complain): void {
  complain({ kind: 'type', path: pathText(path), expected, found: kindOf(value) });
}

function kindOf(value: Value): string {
  if (value === null) return 'nothing';
  if (isList(value)) return 'a list';
  if (isMap(value)) return 'a mapping';
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value)}`
    : `${typeof value === 'number' ? 'the number' : 'the value'} ${value}`;
}

function pathText(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!/^[A-Za-z0-9_-]+$/.test(part)) return `[${JSON.stringify(part)}]`;
      return i === 0 ? part : `.${part}`;
    })
    .join('');
}

function tableOf(type: string): ReadonlyMap<string, FieldType> {
  let table = tables.get(type);
  if (table === undefined) {
    const made = new Map<string, FieldType>();
    for (const pair of (FIELDS[type] ?? '').split(', ')) {
      const [name = '', field = 'any'] = pair.split(' ');
      if (name !== '') made.set(name, fieldType(field));
    }
    table = made;
    tables.set(type, table);
  }
  return table;
}

function fieldType(text: string): FieldType {
  if (text.startsWith('[')) return { kind: 'list', of: fieldType(text.slice(1, -1)) };
  if (text.startsWith('{')) return { kind: 'map', of: fieldType(text.slice(1, -1)) };
  if (
    text === 'string' ||
    text === 'number' ||
    text === 'boolean' ||
    text === 'intOrString' ||
    text === 'any'
  )
    return { kind: text };
  return { kind: 'type', name: text };
}
