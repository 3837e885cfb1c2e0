import { present } from '../../base/assert.ts';
import { FIELDS } from './fields.ts';
import { FORMER_FIELDS } from './former-fields.ts';
import { GATEWAY_FIELDS } from './gateway-fields.ts';
import { POLICY_FIELDS } from './policy-fields.ts';

/** What a value may be. A `map` has keys of its own, an `object` those of its type. */
export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'quantity' | 'port' | 'any' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly type: string };

/** The fields of a type by name, and which of them must be there. */
export interface Fields {
  readonly of: ReadonlyMap<string, Shape>;
  readonly required: readonly string[];
}

/** What the API server fills in or keeps for itself: an object of the input may lack it. */
const FILLED: ReadonlySet<string> = new Set(['status', 'apiVersion', 'kind', 'metadata']);

const LEAVES = ['string', 'number', 'boolean', 'quantity', 'port', 'any'] as const;
const leaves: ReadonlyMap<string, Shape> = new Map(LEAVES.map((kind) => [kind, { kind }]));
const decoded = new Map<string, Fields>();

/** The fields of a type of the table, decoded at the first call; a BugError for any other. */
export function fieldsOf(type: string): Fields {
  let fields = decoded.get(type);
  if (fields === undefined) {
    fields = decode(present(lineOf(type), `the fields of ${type}`));
    decoded.set(type, fields);
  }
  return fields;
}

/** The line of a type in one of the tables. */
function lineOf(type: string): string | undefined {
  return FIELDS[type] ?? POLICY_FIELDS[type] ?? GATEWAY_FIELDS[type] ?? FORMER_FIELDS[type];
}

function decode(line: string): Fields {
  const of = new Map<string, Shape>();
  const required: string[] = [];
  for (const field of line.split(' ')) {
    const colon = field.indexOf(':');
    const marked = field[colon - 1] === '!';
    const name = field.slice(0, marked ? colon - 1 : colon);
    if (name === '') continue;
    if (marked && !FILLED.has(name)) required.push(name);
    of.set(name, shapeOf(field.slice(colon + 1)));
  }
  return { of, required };
}

function shapeOf(type: string): Shape {
  if (type.startsWith('[]')) return { kind: 'list', of: shapeOf(type.slice(2)) };
  if (type.startsWith('{}')) return { kind: 'map', of: shapeOf(type.slice(2)) };
  return leaves.get(type) ?? { kind: 'object', type };
}
