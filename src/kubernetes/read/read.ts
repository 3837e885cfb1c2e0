import type { Code } from '../../text/codes.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Item } from '../../text/item.ts';
import type { Origin } from '../../text/origin.ts';
import type { ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import type { Host } from '../objects/host.ts';
import type { Namespace } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import { mapsIn, textIn } from './field.ts';
import { KINDS, knownKind } from './kinds.ts';
import { differingFields } from './merge.ts';
import type { ClusterObject, Given } from './object.ts';
import { readMetadata, readObject } from './object.ts';

/** The objects of a cluster, as given: what `planCluster` makes a cluster of. */
export interface Objects {
  readonly namespaces: readonly Namespace[];
  readonly hosts: readonly Host[];
  readonly pods: readonly Pod[];
  readonly workloads: readonly Workload[];
  /** How many objects of each kind were used. */
  readonly counts: ReadonlyMap<string, number>;
  /** How many of each kind that is not modelled. */
  readonly skipped: ReadonlyMap<string, number>;
  readonly conflicts: readonly Conflict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An object given twice with different fields (R6): what they touch is not known. */
export interface Conflict {
  readonly used: Origin;
  readonly other: Origin;
  readonly fields: readonly string[];
}

/** What reading needs to know beside the objects. */
export interface ReadOptions {
  /** Where an object lives that names no namespace. */
  readonly namespace: string;
}

/** What has been read so far. */
interface Collected {
  readonly objects: Map<string, ClusterObject>;
  readonly skipped: Map<string, number>;
  readonly conflicts: Conflict[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Value trees as the narrow objects that the model needs (R6). Total: what cannot be used is a diagnostic, and the rest
 * works. Takes item by item and keeps no value tree.
 */
export function readCluster(items: Iterable<Item>, options: ReadOptions): Objects {
  const collected: Collected = { objects: new Map(), skipped: new Map(), conflicts: [], diagnostics: [] };
  for (const { value, place, list } of items) {
    readOne({ value, place, prefix: '', ...(list === undefined ? {} : { list }) }, options, collected);
  }
  return objectsOf(collected);
}

/** One document, list item, or item of a list within a list. */
function readOne(given: Given, options: ReadOptions, collected: Collected): void {
  const { value, list } = given;
  const say = (code: Code, message: string, field?: string): void =>
    complain(given, code, message, collected, field);
  if (!isMap(value)) {
    say('NOT_AN_OBJECT', 'a document holds a mapping with apiVersion and kind');
    return;
  }
  const kind = textIn(value, 'kind') ?? list?.kind.replace(/List$/, '') ?? '';
  const version = textIn(value, 'apiVersion') ?? list?.apiVersion ?? '';
  if (kind === '') say('NO_KIND', 'an object needs a kind');
  else if (version === '') say('NO_API_VERSION', `${kind}: an object needs an apiVersion`);
  else if (kind.endsWith('List') && isList(value.items)) {
    for (const { index, value: item } of mapsIn(value, 'items')) {
      const prefix = [given.prefix, `items[${index}]`].filter(Boolean).join('.');
      readOne(
        { value: item, place: given.place, prefix, list: { kind, apiVersion: version } },
        options,
        collected,
      );
    }
  } else readKind(given, value, kind, version, options, collected);
}

function readKind(
  given: Given,
  value: ValueMap,
  kind: string,
  version: string,
  options: ReadOptions,
  collected: Collected,
): void {
  const known = knownKind(kind, version);
  if (known === undefined) {
    const name = Object.hasOwn(KINDS, kind) ? `${kind} (${version})` : kind;
    collected.skipped.set(name, (collected.skipped.get(name) ?? 0) + 1);
    return;
  }
  const namespace = known.within === 'cluster' ? '' : options.namespace;
  const metadata = readMetadata(kind, value, given, namespace);
  if (metadata === undefined) {
    complain(given, 'NO_NAME', `${kind}: an object needs metadata.name`, collected, 'metadata');
    return;
  }
  keep(kind, readObject(kind, metadata, value, given, collected.diagnostics), collected);
}

function complain(
  given: Given,
  code: Code,
  message: string,
  { diagnostics }: Collected,
  field?: string,
): void {
  const path = [given.prefix, field].filter(Boolean).join('.');
  diagnostics.push({
    code,
    severity: 'error',
    message,
    origin: { place: given.place, ...(path === '' ? {} : { path }) },
  });
}

/** Keeps an object; one given again is compared with the first (R6). */
function keep(kind: string, object: ClusterObject, { objects, conflicts, diagnostics }: Collected): void {
  const key = `${kind}/${object.namespace}/${object.name}`;
  const used = objects.get(key);
  if (used === undefined) {
    objects.set(key, object);
    return;
  }
  const { origin } = object;
  const name = `${kind} ${object.namespace === '' ? '' : `${object.namespace}/`}${object.name}`;
  const fields = differingFields(used, object);
  if (fields.length === 0) {
    const message = `${name} is given twice, the same each time`;
    diagnostics.push({ code: 'OBJECT_TWICE', severity: 'warning', message, origin });
    return;
  }
  conflicts.push({ used: used.origin, other: origin, fields });
  const message = `${name} is given twice and differs in ${fields.join(', ')}: the first one is used`;
  diagnostics.push({ code: 'OBJECTS_DIFFER', severity: 'error', message, origin });
}

function objectsOf({ objects, skipped, conflicts, diagnostics }: Collected): Objects {
  const namespaces: Namespace[] = [];
  const hosts: Host[] = [];
  const pods: Pod[] = [];
  const workloads: Workload[] = [];
  const counts = new Map<string, number>();
  for (const [key, object] of objects) {
    const kind = key.slice(0, key.indexOf('/'));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind === 'Namespace') namespaces.push(object as Namespace);
    else if (kind === 'Node') hosts.push(object as Host);
    else if (kind === 'Pod') pods.push(object as Pod);
    else workloads.push(object as Workload);
  }
  return { namespaces, hosts, pods, workloads, counts, skipped, conflicts, diagnostics };
}
