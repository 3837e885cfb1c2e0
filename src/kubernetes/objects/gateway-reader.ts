import { detached } from '../../base/detach.ts';
import type { Address } from '../../model/header/address.ts';
import type { ValueMap } from '../../text/value.ts';
import { entriesIn, listIn, mapIn, mapsIn, textIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { readSelector } from '../select/selector.ts';
import { readAddress } from './address-field.ts';
import { choiceIn } from './choice.ts';
import type { AllowedNamespaces, Gateway, GatewayClass, Listener, ReferenceGrant } from './gateway.ts';
import { readHostname } from './hostname.ts';
import type { Metadata } from './metadata.ts';
import { readPortNumber } from './port-field.ts';

/** The group that a reference means if it names none. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** A GatewayClass of the input. */
export function readGatewayClass(metadata: Metadata, object: ValueMap): GatewayClass {
  return { ...metadata, controller: detached(textIn(mapIn(object, 'spec'), 'controllerName') ?? '') };
}

/** A Gateway of the input. Implements S139 as far as reading goes. */
export function readGateway(metadata: Metadata, object: ValueMap, reading: Reading): Gateway {
  const spec = mapIn(object, 'spec');
  const listeners: Listener[] = [];
  for (const { index, value } of entriesIn(spec, 'listeners')) {
    const listener = readListener(value, `spec.listeners[${index}]`, reading);
    if (listener !== undefined) listeners.push(listener);
  }
  const status = mapIn(object, 'status');
  const published = listIn(status, 'addresses').length > 0;
  return {
    ...metadata,
    className: detached(textIn(spec, 'gatewayClassName') ?? ''),
    listeners,
    addresses: published ? readAddresses(status, 'status', reading) : readAddresses(spec, 'spec', reading),
  };
}

/** Those that are addresses: names and the like are left to its controller. */
function readAddresses(map: ValueMap, base: string, reading: Reading): readonly Address[] {
  const addresses: Address[] = [];
  for (const { index, value } of mapsIn(map, 'addresses')) {
    const text = textIn(value, 'value');
    if (text === undefined || (textIn(value, 'type') ?? 'IPAddress') !== 'IPAddress') continue;
    const address = readAddress(text, `${base}.addresses[${index}].value`, reading);
    if (address !== undefined) addresses.push(address);
  }
  return addresses;
}

/** Without a name or a port it is none; with a host that is none it would be one for any. */
function readListener(value: ValueMap, path: string, reading: Reading): Listener | undefined {
  const name = textIn(value, 'name');
  const port = readPortNumber(value, 'port', path, reading);
  const given = textIn(value, 'hostname');
  const hostname = given === undefined ? '' : readHostname(given, `${path}.hostname`, reading);
  if (name === undefined || port === undefined || hostname === undefined) return undefined;
  const allowed = mapIn(value, 'allowedRoutes');
  return {
    name: detached(name),
    port,
    protocol: detached(textIn(value, 'protocol') ?? ''),
    hostname,
    namespaces: readAllowed(mapIn(allowed, 'namespaces'), `${path}.allowedRoutes.namespaces`, reading),
    kinds: Array.from(entriesIn(allowed, 'kinds'), ({ value: kind }) =>
      detached(`${groupIn(kind, GATEWAY_GROUP)}/${textIn(kind, 'kind') ?? ''}`),
    ),
    path,
  };
}

const SOURCES = ['All', 'Same', 'Selector', 'None'] as const;

/** Its own namespace by default; one that cannot be read lets no route attach. */
function readAllowed(map: ValueMap, path: string, reading: Reading): AllowedNamespaces {
  const given = textIn(map, 'from');
  const from = choiceIn(map, 'from', SOURCES, path, reading) ?? (given === undefined ? 'Same' : 'None');
  if (from !== 'Selector') return { from };
  return { from, selector: readSelector(mapIn(map, 'selector'), `${path}.selector`, reading) };
}

/** The group in a reference: empty text is the core group, absent is the default. */
export function groupIn(map: ValueMap, otherwise: string): string {
  return typeof map.group === 'string' ? map.group : otherwise;
}

/** A ReferenceGrant of the input. */
export function readReferenceGrant(metadata: Metadata, object: ValueMap): ReferenceGrant {
  const spec = mapIn(object, 'spec');
  const of = (map: ValueMap): { readonly group: string; readonly kind: string } => ({
    group: detached(groupIn(map, '')),
    kind: detached(textIn(map, 'kind') ?? ''),
  });
  return {
    ...metadata,
    from: Array.from(mapsIn(spec, 'from'), ({ value }) => ({
      ...of(value),
      namespace: detached(textIn(value, 'namespace') ?? ''),
    })),
    to: Array.from(mapsIn(spec, 'to'), ({ value }) => {
      const name = textIn(value, 'name');
      return { ...of(value), ...(name === undefined ? {} : { name: detached(name) }) };
    }),
  };
}
