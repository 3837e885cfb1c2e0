import type { Diagnostic } from '../../text/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { Origin, Place } from '../../text/origin.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import type { Host } from '../objects/host.ts';
import { readHost } from '../objects/host.ts';
import type { Metadata } from '../objects/metadata.ts';
import { readOwner } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import { readNamespace } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import { readPod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import { readWorkload, WORKLOAD_KINDS } from '../objects/workload.ts';
import type { Report } from './field.ts';
import { mapIn, textIn, textsIn } from './field.ts';
import { isLabelName, isSubdomainName } from './names.ts';
import { checkFields, hasFields } from './schema.ts';

/** A value that may be an object: where it stands, and what the list around it says. */
export interface Given {
  readonly value: Value;
  readonly place: Place;
  /** Its path from the place, where it is inside a list that was not cut: `items[3]`. */
  readonly prefix: string;
  readonly list?: { readonly kind: string; readonly apiVersion: string };
}

/** An object of any kind that is read. */
export type ClusterObject = Namespace | Host | Pod | Workload;

/** An object's metadata; undefined where it has no name. `namespace`: where it lives if it does not say; empty: in none. */
export function readMetadata(
  kind: string,
  value: ValueMap,
  given: Given,
  namespace: string,
): Metadata | undefined {
  const metadata = mapIn(value, 'metadata');
  const name = textIn(metadata, 'name');
  if (name === undefined) return undefined;
  const within = namespace === '' ? '' : (textIn(metadata, 'namespace') ?? namespace);
  const owner = readOwner(metadata);
  const object = within === '' ? { kind, name } : { kind, namespace: within, name };
  const { place, prefix } = given;
  return {
    name,
    namespace: within,
    labels: textsIn(metadata, 'labels'),
    annotations: textsIn(metadata, 'annotations'),
    ...(owner === undefined ? {} : { owner }),
    origin: { object, place, ...(prefix === '' ? {} : { path: prefix }) },
  };
}

/** An object of a known kind; what is wrong with it is reported. */
export function readObject(
  kind: string,
  metadata: Metadata,
  value: ValueMap,
  given: Given,
  diagnostics: Diagnostic[],
): ClusterObject {
  const report = reporter(metadata.origin, given.prefix, diagnostics);
  const { name } = metadata;
  const valid = kind === 'Namespace' ? isLabelName(name) : isSubdomainName(name);
  if (!valid)
    report('INVALID_NAME', 'error', `${JSON.stringify(name)} is no name for a ${kind}`, 'metadata.name');
  check(kind, value, report);
  switch (kind) {
    case 'Namespace':
      return readNamespace(metadata);
    case 'Node':
      return readHost(metadata, value, report);
    case 'Pod':
      return readPod(metadata, value, report);
    default:
      return readWorkload(
        WORKLOAD_KINDS.find((one) => one === kind) ?? 'Deployment',
        metadata,
        value,
        report,
      );
  }
}

/** Diagnostics with the origin of the object that they are about. */
function reporter(origin: Origin, prefix: string, diagnostics: Diagnostic[]): Report {
  return (code, severity, message, path, suggestion) => {
    const full = [prefix, path].filter(Boolean).join('.');
    diagnostics.push({
      code,
      severity,
      message,
      origin: { ...origin, path: full },
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  };
}

/** Unknown and missing fields, and wrong types. */
function check(kind: string, value: ValueMap, report: Report): void {
  if (!hasFields(kind)) return;
  checkFields(value, kind, (fault) => {
    switch (fault.kind) {
      case 'type':
        report('WRONG_TYPE', 'error', `${fault.path} is ${fault.found}, not ${fault.expected}`, fault.path);
        return;
      case 'missing':
        report('MISSING_FIELD', 'error', `${fault.path || kind} needs ${fault.field}`, fault.path);
        return;
      case 'unknown': {
        const [close] = nearest(fault.field, fault.known, 1);
        const suggestion = close === undefined ? undefined : `did you mean ${close}?`;
        report('UNKNOWN_FIELD', 'warning', `${fault.path} is no field of ${kind}`, fault.path, suggestion);
      }
    }
  });
}
