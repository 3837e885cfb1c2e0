import type { Origin } from '../../text/origin.ts';
import { isMap } from '../../text/value.ts';
import type { Address } from '../header/address.ts';
import { parsePort } from '../header/port.ts';
import type { Protocol } from '../header/protocol.ts';
import { parseProtocol } from '../header/protocol.ts';
import type { NodeId, Role } from '../network/node.ts';
import { ROLES } from '../network/node.ts';
import type { Field, Members } from './field.ts';
import {
  complain,
  described,
  itemsIn,
  membersIn,
  originOf,
  textIn,
  warn,
  wordIn,
  wrongType,
} from './field.ts';
import type { Key } from './keys.ts';
import type { Names } from './names.ts';
import { nodeIn } from './names.ts';
import { addressIn } from './read-action.ts';

/** A node as it is written: what can be read of it before other nodes are known. */
export interface WrittenNode {
  readonly field: Field;
  readonly fields: Members<Key<'node'>>;
  readonly kind: 'process' | 'switch';
  readonly name: string;
  readonly role: Role;
}

/** An address with its origin. */
export interface WrittenAddress {
  readonly address: Address;
  readonly origin: Origin;
}

/** A port that a process listens on; `at`: a switch, where it is not every switch that the process is linked to. */
export interface WrittenListener {
  readonly protocol: Protocol;
  readonly port: number;
  readonly name: string;
  readonly at?: NodeId;
  readonly origin: Origin;
}

/** The nodes of a list, in its order: a node's place in it is its number. */
export function writtenNodes(field: Field): readonly WrittenNode[] {
  return itemsIn(field, 'a list of nodes').map((item) => {
    const fields = membersIn(item, 'node', 'a node, as {switch: p1, role: pod}') ?? {};
    const { kind, name } = kindIn(fields, item);
    const role = fields.role && wordIn(fields.role, ROLES);
    if (kind === 'process' && fields.addresses !== undefined) {
      warn(
        fields.addresses,
        'NOTATION_ADDRESS',
        'no message is sent from the address of a process',
        'give it to the switch',
      );
    }
    return { field: item, fields, kind, name, role: role ?? 'none' };
  });
}

function kindIn(fields: Members<Key<'node'>>, item: Field): { kind: 'process' | 'switch'; name: string } {
  const { switch: ofSwitch, process } = fields;
  if (ofSwitch !== undefined && process !== undefined) {
    complain(process, 'NOTATION_TWICE', 'a node is either a switch or a process');
  }
  const field = ofSwitch ?? process;
  if (field === undefined && isMap(item.value)) {
    complain(item, 'NOTATION_MISSING', 'a node is named by its kind: {switch: NAME} or {process: NAME}');
  }
  const name = field && textIn(field, 'a text, the name of the node');
  return { kind: ofSwitch === undefined ? 'process' : 'switch', name: name ?? '' };
}

/** The addresses of a list. */
export function addressesIn(field: Field | undefined): readonly WrittenAddress[] {
  if (field === undefined) return [];
  return itemsIn(field, 'a list of addresses').flatMap((item) => {
    const address = addressIn(item);
    return address === undefined ? [] : [{ address, origin: originOf(item) }];
  });
}

/** The ports of a list: 8080, 53/UDP, or {port: 8080, name: http}. */
export function listenersIn(field: Field | undefined, names: Names): readonly WrittenListener[] {
  if (field === undefined) return [];
  return itemsIn(field, 'a list of ports').flatMap((item) => listenerIn(item, names) ?? []);
}

function listenerIn(item: Field, names: Names): WrittenListener | undefined {
  const fields = isMap(item.value) ? (membersIn(item, 'listener') ?? {}) : { port: item };
  const { port, name, at } = fields as Members<Key<'listener'>>;
  if (port === undefined) return complain(item, 'NOTATION_MISSING', 'port is missing');
  const one = onePortIn(port);
  const text = name === undefined ? '' : textIn(name);
  const where = at && nodeIn(at, names);
  if (one === undefined || text === undefined) return undefined;
  return { ...one, name: text, ...(where === undefined ? {} : { at: where }), origin: originOf(item) };
}

/** 8080, which is TCP, or 53/UDP. */
function onePortIn(field: Field): { readonly port: number; readonly protocol: Protocol } | undefined {
  const { value } = field;
  if (typeof value !== 'number' && typeof value !== 'string')
    return wrongType(field, 'a port, as 8080 or 53/UDP');
  const [left = '', right = 'TCP', ...more] = String(value).split('/');
  const [port, protocol] = [parsePort(left), parseProtocol(right)];
  if (port !== undefined && protocol !== undefined && more.length === 0) return { port, protocol };
  return complain(field, 'NOTATION_VALUE', `${described(value)} is no port, as 8080 or 53/UDP`);
}

/** An entity that has addresses and no node. */
export interface WrittenService {
  readonly name: string;
  readonly addresses: readonly WrittenAddress[];
}

/** The services of a list. */
export function servicesIn(field: Field | undefined): readonly WrittenService[] {
  if (field === undefined) return [];
  return itemsIn(field, 'a list of services').map((item) => {
    const { name, addresses } = membersIn(item, 'service') ?? {};
    return { name: (name && textIn(name)) ?? '', addresses: addressesIn(addresses) };
  });
}
