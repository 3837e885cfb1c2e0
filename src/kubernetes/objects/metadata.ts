import { detached } from '../../base/detach.ts';
import type { Origin } from '../../text/origin.ts';
import type { ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import { mapIn, mapsIn, textIn } from '../read/field.ts';
import { isLabelKey, isLabelValue } from '../read/names.ts';
import { shared, sharedPart, textKey } from '../read/pools.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';

/** Labels or annotations as given. */
export type Labels = Readonly<Record<string, string>>;

/** The controller that owns an object. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
}

/** What every object says of itself. `origin.object` carries kind, namespace and name again, for printing. */
export interface Metadata {
  readonly name: string;
  /** Empty for kinds that no namespace holds. */
  readonly namespace: string;
  readonly labels: Labels;
  /** Without those of more than 256 characters: nobody reads them here, and kubectl's own are as long as the object. */
  readonly annotations: Labels;
  readonly owner?: Owner;
  readonly origin: Origin;
}

/** No labels. */
export const NO_LABELS: Labels = Object.freeze({});

/** What an object says of itself, once its name and namespace are known. */
export function readMetadata(object: ValueMap, name: string, namespace: string, reading: Reading): Metadata {
  const metadata = mapIn(object, 'metadata');
  const owner = readOwner(metadata, reading);
  return {
    name,
    namespace,
    labels: readLabels(metadata, 'labels', 'metadata', reading),
    annotations: readAnnotations(metadata),
    ...(owner === undefined ? {} : { owner }),
    origin: reading.origin,
  };
}

/**
 * The labels in a field of the mapping at `base`, in key order. What the API server would refuse is an error; a value is
 * kept all the same, a key is not. The keys of one template come in one order, so they are looked up as they come.
 */
export function readLabels(map: ValueMap, field: string, base: string, reading: Reading): Labels {
  const value = map[field];
  if (!isMap(value)) return NO_LABELS;
  let key = '';
  for (const name in value) key += textKey(name) + textKey(value[name]);
  if (key === '') return NO_LABELS;
  const known = reading.pools.labels.get(key);
  if (known !== undefined) return known;
  const before = reading.diagnostics.length;
  const labels = checkedLabels(value, `${base}.${field}`, reading);
  if (reading.diagnostics.length === before) reading.pools.labels.set(key, labels);
  return labels;
}

function checkedLabels(value: ValueMap, path: string, reading: Reading): Labels {
  const labels: Record<string, string> = {};
  for (const key of Object.keys(value).sort()) {
    const text = value[key] ?? '';
    if (typeof text !== 'string') continue;
    const at = `${path}[${JSON.stringify(key)}]`;
    if (!isLabelKey(key)) {
      refuse(reading, 'INVALID_LABEL', `${JSON.stringify(key)} is no key for a label`, at);
      continue;
    }
    if (!isLabelValue(text)) {
      refuse(reading, 'INVALID_LABEL', `${JSON.stringify(text)} is no value for a label`, at);
    }
    labels[key] = shared(reading.pools, text);
  }
  return labels;
}

/** More than the longest annotation that is read here. */
const LONG = 256;

function readAnnotations(metadata: ValueMap): Labels {
  const value = metadata.annotations;
  if (!isMap(value)) return NO_LABELS;
  const annotations: [string, string][] = [];
  for (const key in value) {
    const text = value[key];
    if (typeof text === 'string' && text.length <= LONG) annotations.push([key, detached(text)]);
  }
  return annotations.length === 0 ? NO_LABELS : Object.fromEntries(annotations);
}

/** Who owns an object as its controller; else the first owner named. */
function readOwner(metadata: ValueMap, reading: Reading): Owner | undefined {
  if (metadata.ownerReferences === undefined) return undefined;
  let owner: ValueMap | undefined;
  for (const { value } of mapsIn(metadata, 'ownerReferences')) {
    if (owner === undefined || value.controller === true) owner = value;
    if (value.controller === true) break;
  }
  const kind = owner && textIn(owner, 'kind');
  const name = owner && textIn(owner, 'name');
  if (kind === undefined || name === undefined) return undefined;
  return sharedPart(reading.pools, `owner ${textKey(kind)}${textKey(name)}`, () => ({
    kind: detached(kind),
    name: detached(name),
  }));
}
