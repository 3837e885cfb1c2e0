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

/** What a version calls the backend of all other requests, and how it writes one (S136). */
interface Form {
  readonly fallback: 'defaultBackend' | 'backend';
  readonly read: (value: ValueMap, path: string, reading: Reading) => IngressBackend | undefined;
}

const CURRENT: Form = { fallback: 'defaultBackend', read: readBackend };
const FORMER: Form = { fallback: 'backend', read: readFormerBackend };

/** An Ingress of the input, as its version writes it. Implements S132–S137 as far as reading goes. */
export function readIngress(metadata: Metadata, object: ValueMap, reading: Reading): Ingress {
  const spec = mapIn(object, 'spec');
  const className =
    textIn(spec, 'ingressClassName') ?? labelOf(metadata.annotations, 'kubernetes.io/ingress.class');
  const form = reading.type === 'FormerIngress' ? FORMER : CURRENT;
  const { fallback } = form;
  const value = spec[fallback];
  const defaultBackend = isMap(value) ? form.read(value, `spec.${fallback}`, reading) : undefined;
  if (!has(spec, fallback) && listIn(spec, 'rules').length === 0) {
    refuse(reading, 'INVALID_BACKEND', `an Ingress needs rules or a ${fallback}`, 'spec');
  }
  const rules: IngressRule[] = [];
  for (const { index, value } of entriesIn(spec, 'rules')) {
    const rule = readRule(value, `spec.rules[${index}]`, form, reading);
    if (rule !== undefined) rules.push(rule);
  }
  return {
    ...metadata,
    ...(className === undefined ? {} : { className: detached(className) }),
    rules,
    ...(defaultBackend === undefined ? {} : { defaultBackend }),
    tls: readTls(spec, reading),
    addresses: readAddresses(object, reading),
    created: detached(textIn(mapIn(object, 'metadata'), 'creationTimestamp') ?? ''),
  };
}

/** A rule whose host is none is left out: without it its paths would be those of any host. */
function readRule(value: ValueMap, path: string, form: Form, reading: Reading): IngressRule | undefined {
  const given = textIn(value, 'host');
  const host = given === undefined ? '' : readHostname(given, `${path}.host`, reading);
  const paths: IngressPath[] = [];
  for (const { index, value: one } of entriesIn(mapIn(value, 'http'), 'paths')) {
    const read = readPath(one, `${path}.http.paths[${index}]`, form, reading);
    if (read !== undefined) paths.push(read);
  }
  return host === undefined ? undefined : { host, paths, path };
}

const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;

/** A missing type was said with the fields; the controller decides then, as it did before there were types (S135). */
function readPath(value: ValueMap, path: string, form: Form, reading: Reading): IngressPath | undefined {
  const type = choiceIn(value, 'pathType', PATH_TYPES, path, reading) ?? 'ImplementationSpecific';
  const given = textIn(value, 'path');
  const free = type === 'ImplementationSpecific';
  if (given === undefined && !free) {
    refuse(reading, 'INVALID_PATH', `a path of type ${type} is needed`, `${path}.path`);
  }
  const text =
    given === undefined ? '/' : readHttpPath(given, free ? 'slash' : 'parts', `${path}.path`, reading);
  const backend = form.read(mapIn(value, 'backend'), `${path}.backend`, reading);
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
  if (isMap(resource)) return resourceBackend(resource, path);
  if (!isMap(service)) return undefined;
  const name = textIn(service, 'name');
  const port = readBackendPort(mapIn(service, 'port'), `${path}.service.port`, reading);
  if (name === undefined || port === undefined) return undefined;
  return { kind: 'service', name: detached(name), port, path };
}

function resourceBackend(resource: ValueMap, path: string): IngressBackend {
  const text = `${textIn(resource, 'kind') ?? ''}/${textIn(resource, 'name') ?? ''}`;
  return { kind: 'resource', resource: text, path };
}

/** serviceName and servicePort, a number or a name, side by side: before networking.k8s.io/v1 (S136). */
function readFormerBackend(value: ValueMap, path: string, reading: Reading): IngressBackend | undefined {
  const { resource, servicePort } = value;
  const name = textIn(value, 'serviceName');
  if ((name !== undefined) === has(value, 'resource')) {
    refuse(reading, 'INVALID_BACKEND', 'a backend is a serviceName or a resource', path);
    return undefined;
  }
  if (isMap(resource)) return resourceBackend(resource, path);
  if (name === undefined) return undefined;
  if (!has(value, 'servicePort')) {
    refuse(reading, 'INVALID_BACKEND', 'a backend needs a servicePort: a number or a name', path);
    return undefined;
  }
  if (typeof servicePort !== 'string') {
    const port = readPortNumber(value, 'servicePort', path, reading);
    return port === undefined ? undefined : { kind: 'service', name: detached(name), port, path };
  }
  checkPortName(servicePort, `${path}.servicePort`, reading);
  return { kind: 'service', name: detached(name), port: detached(servicePort), path };
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
