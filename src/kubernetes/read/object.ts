import { detached } from '../../base/detach.ts';
import { hashName } from '../../base/hash.ts';
import type { ObjectReference, Place } from '../../text/origin.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import type { Metadata } from '../objects/metadata.ts';
import { readMetadata } from '../objects/metadata.ts';
import type { OtherPolicy } from '../objects/other-policy.ts';
import type { OtherKind } from '../objects/other-policy-kinds.ts';
import { readOtherPolicy } from '../objects/other-policy-reader.ts';
import { mapIn, textIn } from './field.ts';
import { reportFields } from './field-faults.ts';
import type { Kind, KnownKind } from './kinds.ts';
import { knownKind } from './kinds.ts';
import { isLabelName, isSubdomainName, isUsable } from './names.ts';
import { shared } from './pools.ts';
import type { ObjectOf, Reader } from './readers.ts';
import { READERS } from './readers.ts';
import type { Reading } from './reading.ts';
import { complain, refuse } from './reading.ts';

/** A value that may be an object: where it stands, and what the list around it says. */
export interface Given {
  readonly value: Value;
  readonly place: Place;
  /** Its path from the place, with a dot, where it is inside a list that was not cut: `items[3].`; else empty. */
  readonly prefix: string;
  readonly list?: { readonly kind: string; readonly apiVersion: string } | undefined;
}

/** What is read of every object beside its fields: where it goes, and what was said once for all. */
export type Gathering = Pick<Reading, 'diagnostics' | 'pools'>;

/** An object of a known kind, `namespace` its own if it names none; undefined, and reported, if it cannot be named. */
export function readObject<K extends Kind>(
  kind: K,
  version: string,
  value: ValueMap,
  given: Given,
  namespace: string,
  gathering: Gathering,
): ObjectOf[K] | undefined {
  const known = knownKind(kind);
  const type = known.types?.[version] ?? kind;
  const reading = begin(kind, type, known, value, given, namespace, gathering);
  if (reading === undefined) return undefined;
  checkVersion(kind, known, version, reading);
  reportFields(value, kind, reading);
  const read: Reader<ObjectOf[K]> = READERS[kind];
  return read(metadataOf(value, reading), value, reading);
}

/** A policy of a kind that is not modelled (see there); its fields are not checked. */
export function readOther(
  other: OtherKind,
  version: string,
  value: ValueMap,
  given: Given,
  namespace: string,
  gathering: Gathering,
): OtherPolicy | undefined {
  const { kind } = other;
  const named = textIn(mapIn(value, 'metadata'), 'namespace') === undefined ? 'cluster' : 'namespace';
  const within = other.within === 'given' ? named : other.within;
  const reading = begin(kind, kind, { within, name: 'subdomain' }, value, given, namespace, gathering);
  if (reading === undefined) return undefined;
  return readOtherPolicy(other, version, metadataOf(value, reading), value);
}

/** Names the object and begins its reading; undefined if it cannot be named. */
function begin(
  kind: string,
  type: string,
  known: Pick<KnownKind, 'within' | 'name' | 'longest'>,
  value: ValueMap,
  { place, prefix }: Given,
  namespace: string,
  { diagnostics, pools }: Gathering,
): Reading | undefined {
  const metadata = mapIn(value, 'metadata');
  const within = known.within === 'cluster' ? '' : shared(pools, textIn(metadata, 'namespace') ?? namespace);
  const name = detached(textIn(metadata, 'name') ?? generatedName(metadata, value) ?? '');
  const object = within === '' ? { kind, name } : { kind, namespace: within, name };
  const path = prefix.slice(0, -1);
  const reading: Reading = {
    origin: path === '' ? { object, place } : { object, place, path },
    type,
    prefix,
    diagnostics,
    before: diagnostics.length,
    pools,
  };
  return checkNames(kind, known, name, within, reading) ? reading : undefined;
}

function metadataOf(value: ValueMap, reading: Reading): Metadata {
  const { name, namespace = '' } = reading.origin.object as ObjectReference;
  return readMetadata(value, name, namespace, reading);
}

/** The API server would add five random letters: here they are a hash of the object. */
function generatedName(metadata: ValueMap, value: ValueMap): string | undefined {
  const start = textIn(metadata, 'generateName');
  return start === undefined ? undefined : start + hashName(JSON.stringify(value)).slice(0, 5);
}

/** Reports names that the API server would refuse; whether the object can be named so all the same. */
function checkNames(
  kind: string,
  { name: rule, longest = 253 }: Pick<KnownKind, 'name' | 'longest'>,
  name: string,
  namespace: string,
  reading: Reading,
): boolean {
  if (name === '') {
    refuse(reading, 'NO_NAME', `this ${kind} has no name: it is left out`, 'metadata');
    return false;
  }
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

function checkVersion(kind: Kind, known: KnownKind, version: string, reading: Reading): void {
  if (version === known.version || known.alike.includes(version)) return;
  const message =
    known.types?.[version] === undefined
      ? `${kind} is read as ${known.version}, not as ${version}`
      : `${kind} is read as ${version}, which no API server serves any more`;
  const suggestion = `write apiVersion: ${known.version}`;
  complain(reading, { code: 'OTHER_VERSION', severity: 'warning', message, path: 'apiVersion', suggestion });
}
