import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import { entriesIn, has, listIn, mapIn, mapsIn, textIn, textsIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import { labelOf } from '../select/selector.ts';
import { readAddress } from './address-field.ts';
import { choiceIn } from './choice.ts';
import { readHostname } from './hostname.ts';
import { readHttpPath } from './http-path.ts';
import type { Ingress, IngressBackend, IngressClass, IngressPath, IngressRule } from './ingress.ts';
import type { Metadata } from './metadata.ts';
import { checkPortName, readPortNumber } from './port-field.ts';
import type { LoadBalancerAddress } from './service.ts';

/** An IngressClass of the input (S132). */
export function readIngressClass(metadata: Metadata, object: ValueMap): IngressClass {
  const marked = labelOf(metadata.annotations, 'ingressclass.kubernetes.io/is-default-class') === 'true';
  const controller = detached(textIn(mapIn(object, 'spec'), 'controller') ?? '');
  return { ...metadata, controller, isDefault: marked ? 'yes' : 'no' };
}

/** An Ingress of the input. Implements S132–S137 as far as reading goes. */
export function readIngress(metadata: Metadata, object: ValueMap, reading: Reading): Ingress {
  const spec = mapIn(object, 'spec');
  const className =
    textIn(spec, 'ingressClassName') ?? labelOf(metadata.annotations, 'kubernetes.io/ingress.class');
  const defaultBackend = isMap(spec.defaultBackend)
    ? readBackend(spec.defaultBackend, 'spec.defaultBackend', reading)
    : undefined;
  if (!has(spec, 'defaultBackend') && listIn(spec, 'rules').length === 0) {
    refuse(reading, 'INVALID_BACKEND', 'an Ingress needs rules or a defaultBackend', 'spec');
  }
  const rules: IngressRule[] = [];
  for (const { index, value } of entriesIn(spec, 'rules')) {
    const rule = readRule(value, `spec.rules[${index}]`, reading);
    if (rule !== undefined) rules.push(rule);
  }
  return {
    ...metadata,
    ...(className === undefined ? {} : { className: detached(className) }),
    rules,
    ...(defaultBackend === undefined ? {} : { defaultBackend }),
    tls: readTls(spec, reading),
    addresses: readAddresses(object, reading),
  };
}

/** A rule whose host is none is left out: without it its paths would be those of any host. */
function readRule(value: ValueMap, path: string, reading: Reading): IngressRule | undefined {
  const given = textIn(value, 'host');
  const host = given === undefined ? '' : readHostname(given, `${path}.host`, reading);
  const paths: IngressPath[] = [];
  for (const { index, value: one } of entriesIn(mapIn(value, 'http'), 'paths')) {
    const read = readPath(one, `${path}.http.paths[${index}]`, reading);
    if (read !== undefined) paths.push(read);
  }
  return host === undefined ? undefined : { host, paths, path };
}

const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;

/** A missing type was said with the fields; the controller decides then, as it did before there were types (S135). */
function readPath(value: ValueMap, path: string, reading: Reading): IngressPath | undefined {
  const type = choiceIn(value, 'pathType', PATH_TYPES, path, reading) ?? 'ImplementationSpecific';
  const given = textIn(value, 'path');
  const free = type === 'ImplementationSpecific';
  if (given === undefined && !free) {
    refuse(reading, 'INVALID_PATH', `a path of type ${type} is needed`, `${path}.path`);
  }
  const text =
    given === undefined ? '/' : readHttpPath(given, free ? 'slash' : 'parts', `${path}.path`, reading);
  const backend = readBackend(mapIn(value, 'backend'), `${path}.backend`, reading);
  if (text === undefined || backend === undefined) return undefined;
  return { type, value: text, backend, path };
}

/** A service with one port, or a resource (S136). */
function readBackend(value: ValueMap, path: string, reading: Reading): IngressBackend | undefined {
  const { service, resource } = value;
  if (has(value, 'service') === has(value, 'resource')) {
    refuse(reading, 'INVALID_BACKEND', 'a backend is a service or a resource', path);
    return undefined;
  }
  if (isMap(resource)) {
    const text = `${textIn(resource, 'kind') ?? ''}/${textIn(resource, 'name') ?? ''}`;
    return { kind: 'resource', resource: text, path };
  }
  if (!isMap(service)) return undefined;
  const name = textIn(service, 'name');
  const port = readBackendPort(mapIn(service, 'port'), `${path}.service.port`, reading);
  if (name === undefined || port === undefined) return undefined;
  return { kind: 'service', name: detached(name), port, path };
}

function readBackendPort(map: ValueMap, path: string, reading: Reading): number | string | undefined {
  const name = textIn(map, 'name');
  const numbered = has(map, 'number') && map.number !== 0;
  if ((name !== undefined) === numbered) {
    refuse(reading, 'INVALID_BACKEND', 'a backend needs a port: its number or its name', path);
    return undefined;
  }
  if (name === undefined) return readPortNumber(map, 'number', path, reading);
  checkPortName(name, `${path}.name`, reading);
  return detached(name);
}

function readTls(spec: ValueMap, reading: Reading): Ingress['tls'] {
  return Array.from(entriesIn(spec, 'tls'), ({ index, value }) => {
    const path = `spec.tls[${index}]`;
    const secret = textIn(value, 'secretName');
    const hosts = textsIn(value, 'hosts').flatMap(
      (text, i) => readHostname(text, `${path}.hosts[${i}]`, reading) ?? [],
    );
    return { hosts, ...(secret === undefined ? {} : { secret: detached(secret) }), path };
  });
}

/** What its controller has published: addresses of a load balancer before it, or of hosts, which it does not capture. */
function readAddresses(object: ValueMap, reading: Reading): readonly LoadBalancerAddress[] {
  const published: LoadBalancerAddress[] = [];
  for (const { index, value } of mapsIn(mapIn(mapIn(object, 'status'), 'loadBalancer'), 'ingress')) {
    const text = textIn(value, 'ip');
    const path = `status.loadBalancer.ingress[${index}].ip`;
    const address = text === undefined ? undefined : readAddress(text, path, reading);
    if (address !== undefined) published.push({ address, mode: 'Proxy' });
  }
  return published;
}
