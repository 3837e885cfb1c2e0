import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import { entriesIn, has, mapIn, mapsIn, textIn, textsIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import type { ParentReference, Route, RouteBackend, RouteMatch, RouteRule } from './gateway.ts';
import { GATEWAY_GROUP, groupIn } from './gateway-reader.ts';
import { readHostname } from './hostname.ts';
import type { Metadata } from './metadata.ts';
import { readPortNumber } from './port-field.ts';
import { EVERY_PATH, readGrpcMatch, readHttpMatch } from './route-match-reader.ts';

/** An HTTPRoute or GRPCRoute of the input. Implements S139 as far as reading goes. */
export function readRoute(
  kind: Route['kind'],
  metadata: Metadata,
  object: ValueMap,
  reading: Reading,
): Route {
  const spec = mapIn(object, 'spec');
  return {
    ...metadata,
    kind,
    parents: readParents(spec, metadata.namespace, reading),
    hostnames: readHostnames(spec, reading),
    rules: Array.from(entriesIn(spec, 'rules'), ({ index, value }) =>
      readRule(kind, value, `spec.rules[${index}]`, metadata.namespace, reading),
    ).filter(({ matches }) => matches.length > 0),
    created: detached(textIn(mapIn(object, 'metadata'), 'creationTimestamp') ?? ''),
  };
}

/** A Gateway of the same namespace, unless it says otherwise. */
function readParents(spec: ValueMap, namespace: string, reading: Reading): readonly ParentReference[] {
  const parents: ParentReference[] = [];
  for (const { index, value } of mapsIn(spec, 'parentRefs')) {
    const path = `spec.parentRefs[${index}]`;
    const name = textIn(value, 'name');
    const section = textIn(value, 'sectionName');
    const port = readPortNumber(value, 'port', path, reading);
    // Without the port that was meant it would attach to more listeners.
    if (name === undefined || (has(value, 'port') && port === undefined)) continue;
    parents.push({
      group: detached(groupIn(value, GATEWAY_GROUP)),
      kind: detached(textIn(value, 'kind') ?? 'Gateway'),
      namespace: detached(textIn(value, 'namespace') ?? namespace),
      name: detached(name),
      ...(section === undefined ? {} : { section: detached(section) }),
      ...(port === undefined ? {} : { port }),
      path,
    });
  }
  return parents;
}

/** Where all that are given are none, one that nothing has stands for them: an empty list would be any host. */
function readHostnames(spec: ValueMap, reading: Reading): readonly string[] {
  const given = textsIn(spec, 'hostnames');
  const read = given.flatMap((text, i) => readHostname(text, `spec.hostnames[${i}]`, reading) ?? []);
  return given.length > 0 && read.length === 0 ? ['invalid.invalid'] : read;
}

function readRule(
  kind: Route['kind'],
  value: ValueMap,
  path: string,
  namespace: string,
  reading: Reading,
): RouteRule {
  const read = kind === 'HTTPRoute' ? readHttpMatch : readGrpcMatch;
  const given = Array.from(entriesIn(value, 'matches'), ({ index, value: match }) =>
    read(match, `${path}.matches[${index}]`, reading),
  );
  const matches = given.filter((match): match is RouteMatch => match !== undefined);
  const backends: RouteBackend[] = [];
  for (const { index, value: one } of mapsIn(value, 'backendRefs')) {
    const backend = readBackend(one, `${path}.backendRefs[${index}]`, namespace, reading);
    if (backend !== undefined) backends.push(backend);
  }
  return {
    matches: given.length === 0 ? [{ ...EVERY_PATH, path }] : matches,
    backends,
    filters: Array.from(mapsIn(value, 'filters'), (one) =>
      readFilter(one.value, `${path}.filters[${one.index}]`, reading),
    ),
    path,
  };
}

/** Its type; with the status that a redirect answers with, where it says one. */
function readFilter(value: ValueMap, path: string, reading: Reading): string {
  const type = detached(textIn(value, 'type') ?? '');
  const { statusCode } = mapIn(value, 'requestRedirect');
  if (type !== 'RequestRedirect' || typeof statusCode !== 'number') return type;
  if (REDIRECTS.includes(statusCode)) return `${type}:${statusCode}`;
  const message = `a redirect answers with one of ${REDIRECTS.join(', ')}, not ${statusCode}`;
  refuse(reading, 'INVALID_VALUE', message, `${path}.requestRedirect.statusCode`);
  return type;
}

/** The statuses with which a client goes elsewhere. */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** A Service of the same namespace with a share of 1, unless it says otherwise. */
function readBackend(
  value: ValueMap,
  path: string,
  namespace: string,
  reading: Reading,
): RouteBackend | undefined {
  const name = textIn(value, 'name');
  const port = readPortNumber(value, 'port', path, reading);
  const { weight = 1 } = value;
  const fits = typeof weight !== 'number' || (Number.isInteger(weight) && weight >= 0 && weight <= 1e6);
  if (!fits) {
    const message = `a weight is from 0 to 1000000, not ${weight}`;
    refuse(reading, 'INVALID_VALUE', message, `${path}.weight`);
  }
  if (name === undefined) return undefined;
  return {
    group: detached(groupIn(value, '')),
    kind: detached(textIn(value, 'kind') ?? 'Service'),
    namespace: detached(textIn(value, 'namespace') ?? namespace),
    name: detached(name),
    ...(port === undefined ? {} : { port }),
    weight: fits && typeof weight === 'number' ? weight : 1,
    path,
  };
}
