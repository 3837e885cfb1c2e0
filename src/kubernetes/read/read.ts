import type { Code } from '../../text/codes.ts';
import type { Diagnostic, Severity } from '../../text/diagnostic.ts';
import type { Item } from '../../text/item.ts';
import { nearest } from '../../text/nearest.ts';
import type { Origin, Place } from '../../text/origin.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import type { Host } from '../objects/host.ts';
import { readHost } from '../objects/host.ts';
import type { Metadata } from '../objects/metadata.ts';
import { readOwner } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import { readNamespace } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import { readPod } from '../objects/pod.ts';
import type { Workload, WorkloadKind } from '../objects/workload.ts';
import { readWorkload, WORKLOAD_KINDS } from '../objects/workload.ts';
import type { Report } from './field.ts';
import { mapIn, mapsIn, textIn, textsIn } from './field.ts';
import { differingFields } from './merge.ts';
import { isLabelName, isSubdomainName } from './names.ts';
import { checkFields, hasFields } from './schema.ts';

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

type Kept = Namespace | Host | Pod | Workload;

/** The versions under which each kind is read, and whether a namespace holds it. */
const KINDS: Readonly<
  Record<string, { readonly groups: readonly string[]; readonly within: 'namespace' | 'cluster' }>
> = {
  Namespace: { groups: ['v1'], within: 'cluster' },
  Node: { groups: ['v1'], within: 'cluster' },
  Pod: { groups: ['v1'], within: 'namespace' },
  ReplicationController: { groups: ['v1'], within: 'namespace' },
  Deployment: { groups: ['apps/', 'extensions/'], within: 'namespace' },
  ReplicaSet: { groups: ['apps/', 'extensions/'], within: 'namespace' },
  StatefulSet: { groups: ['apps/'], within: 'namespace' },
  DaemonSet: { groups: ['apps/', 'extensions/'], within: 'namespace' },
  Job: { groups: ['batch/'], within: 'namespace' },
  CronJob: { groups: ['batch/'], within: 'namespace' },
};

/**
 * Value trees as the narrow objects that the model needs (R6). Total: what cannot be used is a diagnostic, and the rest
 * works. Takes item by item and keeps no value tree.
 */
export function readCluster(items: Iterable<Item>, options: ReadOptions): Objects {
  const kept = new Map<string, Kept>();
  const lists = {
    Namespace: [] as Namespace[],
    Node: [] as Host[],
    Pod: [] as Pod[],
    workloads: [] as Workload[],
  };
  const counts = new Map<string, number>();
  const skipped = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  const conflicts: Conflict[] = [];

  const one = (value: Value, place: Place, prefix: string, list: Item['list']): void => {
    const say = (code: Code, severity: Severity, message: string, path?: string): void => {
      const full = [prefix, path].filter(Boolean).join('.');
      diagnostics.push({
        code,
        severity,
        message,
        origin: { place, ...(full === '' ? {} : { path: full }) },
      });
    };
    if (!isMap(value))
      return say('NOT_AN_OBJECT', 'error', 'a document holds a mapping with apiVersion and kind');
    const kind = textIn(value, 'kind') ?? list?.kind.replace(/List$/, '');
    const version = textIn(value, 'apiVersion') ?? list?.apiVersion;
    if (kind === undefined || kind === '') return say('NO_KIND', 'error', 'an object needs a kind', 'kind');
    if (version === undefined)
      return say('NO_API_VERSION', 'error', `${kind}: an object needs an apiVersion`, 'apiVersion');
    if (kind.endsWith('List') && Array.isArray(value.items)) {
      const inner = { kind, apiVersion: version };
      for (const { index, value: item } of mapsIn(value, 'items')) {
        one(item, place, [prefix, `items[${index}]`].filter(Boolean).join('.'), inner);
      }
      return;
    }
    const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (
      known === undefined ||
      !known.groups.some((group) => version === group || (group.endsWith('/') && version.startsWith(group)))
    ) {
      const name = known === undefined ? kind : `${kind} (${version})`;
      skipped.set(name, (skipped.get(name) ?? 0) + 1);
      return;
    }
    const metadata = readMetadata(
      kind,
      value,
      place,
      prefix,
      known.within === 'cluster' ? '' : options.namespace,
      say,
    );
    if (metadata === undefined) return;
    const report = reporter(metadata.origin, prefix, diagnostics);
    checkObject(kind, value, report);
    const object = readObject(kind, metadata, value, report);
    keep(kind, object);
  };

  const keep = (kind: string, object: Kept): void => {
    const key = `${kind}/${object.namespace}/${object.name}`;
    const other = kept.get(key);
    if (other !== undefined) return again(kind, other, object);
    kept.set(key, object);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind === 'Namespace' || kind === 'Node' || kind === 'Pod') (lists[kind] as Kept[]).push(object);
    else lists.workloads.push(object as Workload);
  };

  const again = (kind: string, used: Kept, other: Kept): void => {
    const fields = differingFields(used, other);
    const name = `${kind} ${used.namespace === '' ? '' : `${used.namespace}/`}${used.name}`;
    if (fields.length === 0) {
      const message = `${name} is given twice, the same each time`;
      diagnostics.push({ code: 'OBJECT_TWICE', severity: 'warning', message, origin: other.origin });
      return;
    }
    conflicts.push({ used: used.origin, other: other.origin, fields });
    const message = `${name} is given twice and differs in ${fields.join(', ')}: the first one is used`;
    diagnostics.push({ code: 'OBJECTS_DIFFER', severity: 'error', message, origin: other.origin });
  };

  for (const { value, place, list } of items) one(value, place, '', list);
  return {
    namespaces: lists.Namespace,
    hosts: lists.Node,
    pods: lists.Pod,
    workloads: lists.workloads,
    counts,
    skipped,
    conflicts,
    diagnostics,
  };
}

function readObject(kind: string, metadata: Metadata, value: ValueMap, report: Report): Kept {
  switch (kind) {
    case 'Namespace':
      return readNamespace(metadata);
    case 'Node':
      return readHost(metadata, value, report);
    case 'Pod':
      return readPod(metadata, value, report);
    default:
      return readWorkload(
        WORKLOAD_KINDS.find((one) => one === kind) as WorkloadKind,
        metadata,
        value,
        report,
      );
  }
}

function readMetadata(
  kind: string,
  value: ValueMap,
  place: Place,
  prefix: string,
  namespace: string,
  say: (code: Code, severity: Severity, message: string, path?: string) => void,
): Metadata | undefined {
  const metadata = mapIn(value, 'metadata');
  const name = textIn(metadata, 'name');
  if (name === undefined) {
    say('NO_NAME', 'error', `${kind}: an object needs metadata.name`, 'metadata');
    return undefined;
  }
  const valid = kind === 'Namespace' ? isLabelName(name) : isSubdomainName(name);
  if (!valid)
    say('INVALID_NAME', 'error', `${JSON.stringify(name)} is no name for a ${kind}`, 'metadata.name');
  const within = namespace === '' ? '' : (textIn(metadata, 'namespace') ?? namespace);
  const owner = readOwner(metadata);
  const object = within === '' ? { kind, name } : { kind, namespace: within, name };
  return {
    name,
    namespace: within,
    labels: textsIn(metadata, 'labels'),
    annotations: textsIn(metadata, 'annotations'),
    ...(owner === undefined ? {} : { owner }),
    origin: { object, place, ...(prefix === '' ? {} : { path: prefix }) },
  };
}

/** Diagnostics with the origin of the object they are about. */
function reporter(origin: Origin, prefix: string, diagnostics: Diagnostic[]): Report {
  return (code, severity, message, path, suggestion) => {
    const full = prefix === '' ? path : `${prefix}.${path}`;
    diagnostics.push({
      code,
      severity,
      message,
      origin: { ...origin, path: full },
      ...(suggestion ? { suggestion } : {}),
    });
  };
}

/** Unknown fields and wrong types. */
function checkObject(kind: string, value: ValueMap, report: Report): void {
  if (!hasFields(kind)) return;
  checkFields(value, kind, (fault) => {
    if (fault.kind === 'type') {
      report('WRONG_TYPE', 'error', `${fault.path} is ${fault.found}, not ${fault.expected}`, fault.path);
      return;
    }
    const [close] = nearest(fault.field, fault.known, 1);
    const suggestion = close === undefined ? undefined : `did you mean ${close}?`;
    report('UNKNOWN_FIELD', 'warning', `${fault.path} is no field of ${kind}`, fault.path, suggestion);
  });
}
