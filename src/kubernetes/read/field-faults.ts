import { nearest } from '../../text/nearest.ts';
import type { ValueMap } from '../../text/value.ts';
import { mapIn, textIn } from './field.ts';
import type { Kind } from './kinds.ts';
import { sharedPart } from './pools.ts';
import type { Reading } from './reading.ts';
import { complain, refuse } from './reading.ts';
import type { FieldFault } from './schema.ts';
import { checkFields } from './schema.ts';

/** Reports every field of an object that its kind does not have, that it lacks, or that has a wrong value. */
export function reportFields(value: ValueMap, kind: Kind, reading: Reading): void {
  const metadata = mapIn(value, 'metadata');
  const served = textIn(metadata, 'resourceVersion') !== undefined && textIn(metadata, 'uid') !== undefined;
  checkFields(value, reading.type, (fault) => (served ? reportServed : report)(fault, kind, reading));
}

function report(fault: FieldFault, kind: Kind, reading: Reading): void {
  const { path } = fault;
  switch (fault.kind) {
    case 'type':
      refuse(reading, 'WRONG_TYPE', `${path} is ${fault.found}, not ${fault.expected}`, path);
      return;
    case 'missing':
      refuse(reading, 'MISSING_FIELD', `${path === '' ? kind : path} needs ${fault.field}`, path);
      return;
    case 'unknown': {
      const [close] = nearest(fault.field, fault.known, 1);
      const suggestion = close === undefined ? undefined : `did you mean ${close}?`;
      const message = `${path} is no field of ${kind}`;
      complain(reading, { code: 'UNKNOWN_FIELD', severity: 'warning', message, path, suggestion });
    }
  }
}

/** An API server keeps no field that it does not know: it knows a newer version. Said once a field, of no object. */
function reportServed(fault: FieldFault, kind: Kind, reading: Reading): void {
  if (fault.kind !== 'unknown') {
    report(fault, kind, reading);
    return;
  }
  const { pools, diagnostics } = reading;
  sharedPart(pools, `newer ${kind} ${fault.path.replace(/\[\d+\]/g, '[]')}`, () => {
    const path = fault.path.replace(/\[\d+\]/g, '[]');
    const message = `field ${path} of kind ${kind} is newer than what is known here: it is not looked at`;
    return diagnostics.push({ code: 'NEWER_FIELD', severity: 'info', message });
  });
}
