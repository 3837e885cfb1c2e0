import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Item } from '../../text/item.ts';
import { isMap } from '../../text/value.ts';
import type { Field } from './field.ts';
import { complain, described, membersIn, textIn } from './field.ts';

/** The version of the notations that this program reads and writes. */
export const API_VERSION = 'fibula.dev/v1alpha1';

/** What a document says of itself, and what it says. */
export interface Head {
  readonly name: string;
  /** The field `spec`; absent where the document has none, which is complained of. */
  readonly spec?: Field;
  /** Grows while the document is read. */
  readonly diagnostics: Diagnostic[];
}

/** Reads what every notation begins with: version, kind and name. */
export function headOf(item: Item, kind: 'Network' | 'Scenario'): Head {
  const { value, place } = item;
  const diagnostics: Diagnostic[] = [];
  const metadata = isMap(value) && isMap(value.metadata) ? value.metadata : undefined;
  const name = typeof metadata?.name === 'string' ? metadata.name : '';
  const whole: Field = { document: { object: { kind, name }, place, diagnostics }, path: '', value };
  const fields = membersIn(whole, 'document', `a mapping, as {apiVersion: ${API_VERSION}, kind: ${kind}, …}`);
  if (fields === undefined) return { name, diagnostics };
  const { apiVersion, metadata: about, spec } = fields;
  if (apiVersion?.value !== API_VERSION) {
    const given = apiVersion === undefined ? 'nothing' : described(apiVersion.value);
    complain(apiVersion ?? whole, 'NOTATION_VERSION', `expected apiVersion ${API_VERSION}, not ${given}`);
  }
  if (fields.kind?.value !== kind)
    complain(fields.kind ?? whole, 'NOTATION_VERSION', `expected kind ${kind}`);
  const called = about === undefined ? undefined : membersIn(about, 'metadata')?.name;
  if (called === undefined) complain(about ?? whole, 'NOTATION_MISSING', 'metadata.name is missing');
  else textIn(called);
  if (spec === undefined) complain(whole, 'NOTATION_MISSING', 'spec is missing');
  return { name, diagnostics, ...(spec === undefined ? {} : { spec }) };
}
