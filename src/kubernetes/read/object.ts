import { detached } from '../../base/detach.ts';
import { hashName } from '../../base/hash.ts';
import { nearest } from '../../text/nearest.ts';
import type { Place } from '../../text/origin.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import type { Host } from '../objects/host.ts';
import { readHost } from '../objects/host.ts';
import { readMetadata } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import { readNamespace } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import { readPod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import { readWorkload } from '../objects/workload.ts';
import { mapIn, textIn } from './field.ts';
import type { Kind } from './kinds.ts';
import { knownKind } from './kinds.ts';
import { isLabelName, isSubdomainName, isUsable } from './names.ts';
import { shared, sharedPart } from './pools.ts';
import type { Reading } from './reading.ts';
import { complain, refuse } from './reading.ts';
import type { FieldFault } from './schema.ts';
import { checkFields } from './schema.ts';

/** A value that may be an object: where it stands, and what the list around it says. */
export interface Given {
  readonly value: Value;
  readonly place: Place;
  /** Its path from the place, with a dot, where it is inside a list that was not cut: `items[3].`; else empty. */
  readonly prefix: string;
  readonly list?: { readonly kind: string; readonly apiVersion: string } | undefined;
}

/** An object of any kind that is read. */
export type ClusterObject = Namespace | Host | Pod | Workload;

/** What is read of every object beside its fields: where it goes, and what was said once for all. */
export type Gathering = Pick<Reading, 'diagnostics' | 'pools'>;

/** An object of a known kind, `namespace` its own if it names none; undefined, and reported, if it cannot be named. */
export function readObject(
  kind: Kind,
  version: string,
  value: ValueMap,
  { place, prefix }: Given,
  namespace: string,
  { diagnostics, pools }: Gathering,
): ClusterObject | undefined {
  const known = knownKind(kind);
  const metadata = mapIn(value, 'metadata');
  const within = known.within === 'cluster' ? '' : shared(pools, textIn(metadata, 'namespace') ?? namespace);
  const name = detached(textIn(metadata, 'name') ?? generatedName(metadata, value) ?? '');
  const object = within === '' ? { kind, name } : { kind, namespace: within, name };
  const path = prefix.slice(0, -1);
  const reading: Reading = {
    origin: path === '' ? { object, place } : { object, place, path },
    prefix,
    diagnostics,
    pools,
  };
  if (!checkNames(kind, name, within, reading)) return undefined;
  checkVersion(kind, version, reading);
  const served = textIn(metadata, 'resourceVersion') !== undefined && textIn(metadata, 'uid') !== undefined;
  checkFields(value, kind, (fault) => (served ? reportServed : report)(fault, kind, reading));
  const read = readMetadata(value, name, within, reading);
  switch (kind) {
    case 'Namespace':
      return readNamespace(read);
    case 'Node':
      return readHost(read, value, reading);
    case 'Pod':
      return readPod(read, value, reading);
    default:
      return readWorkload(kind, read, value, reading);
  }
}

/** The API server would add five random letters: here they are a hash of the object. */
function generatedName(metadata: ValueMap, value: ValueMap): string | undefined {
  const start = textIn(metadata, 'generateName');
  return start === undefined ? undefined : start + hashName(JSON.stringify(value)).slice(0, 5);
}

/** Reports names that the API server would refuse; whether the object can be named so all the same. */
function checkNames(kind: Kind, name: string, namespace: string, reading: Reading): boolean {
  if (name === '') {
    refuse(reading, 'NO_NAME', `this ${kind} has no name: it is left out`, 'metadata');
    return false;
  }
  const { name: rule, longest = 253 } = knownKind(kind);
  const valid = rule === 'label' ? isLabelName(name) : isSubdomainName(name);
  const fate = isUsable(name) ? '' : ': it is left out';
  if (!valid || name.length > longest) {
    refuse(
      reading,
      'INVALID_NAME',
      `${JSON.stringify(name)} is no name for a ${kind}${fate}`,
      'metadata.name',
    );
  }
  if (namespace !== '' && !isLabelName(namespace)) {
    const unusable = isUsable(namespace) ? '' : `: the ${kind} is left out`;
    const message = `${JSON.stringify(namespace)} is no name for a Namespace${unusable}`;
    refuse(reading, 'INVALID_NAME', message, 'metadata.namespace');
  }
  return isUsable(name) && (namespace === '' || isUsable(namespace));
}

function checkVersion(kind: Kind, version: string, reading: Reading): void {
  const known = knownKind(kind);
  if (version === known.version) return;
  const message = `${kind} is read as ${known.version}, not as ${version}`;
  const suggestion = `write apiVersion: ${known.version}`;
  complain(reading, { code: 'OTHER_VERSION', severity: 'warning', message, path: 'apiVersion', suggestion });
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
