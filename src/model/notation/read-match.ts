import { sortedBy } from '../../base/order.ts';
import type { AddressSet } from '../header/address-set.ts';
import { ALL_ADDRESSES, normalizeAddresses, parseAddressSet } from '../header/address-set.ts';
import { ALL_PORTS, parsePortSet, portSet } from '../header/port.ts';
import type { ProtocolSet } from '../header/protocol.ts';
import { protocolSet } from '../header/protocol.ts';
import type { Match, Register } from '../network/match.ts';
import type { Field, Members } from './field.ts';
import { complain, described, entriesIn, numberIn, oneOrMore, textIn, wordIn, wrongType } from './field.ts';
import type { Key } from './keys.ts';
import type { Names } from './names.ts';
import { factIn, nodeMatchIn } from './names.ts';
import type { PortsAndProtocols } from './port-text.ts';
import { formatProtocols, isAll, parsePorts, parseProtocols } from './port-text.ts';

/** What the fields of a rule ask of a message; what they leave out, or give as `*`, asks nothing. */
export function matchIn(fields: Members<Key<'rule'>>, names: Names): Match {
  const { from, fromPort, to, via, out, sourceOwner, targetOwner, portName, ends, when, fact, tie } = fields;
  const { ports, protocols } = portAndProtocolIn(fields);
  return withoutAbsent<Match>({
    protocols,
    sources: from && addressesIn(from),
    sourcePorts: fromPort && portsIn(fromPort, parseBarePorts, '80, 8000-8080')?.ports,
    targets: to && addressesIn(to),
    targetPorts: ports,
    from: via && nodeMatchIn(via, names),
    out: out && nodeMatchIn(out, names),
    sourceOwner: sourceOwner && nodeMatchIn(sourceOwner, names),
    targetOwner: targetOwner && nodeMatchIn(targetOwner, names),
    targetPortName: portName && textIn(portName, 'a text, the name of a port'),
    ends: ends && wordIn(ends, ['same']),
    registers: when && registersIn(when),
    fact: fact && factIn(fact, names),
    tie: tie && factIn(tie, names),
  });
}

/** A value without the keys that hold nothing. */
export function withoutAbsent<T extends object>(draft: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as T;
}

/** Addresses, blocks and ranges: a text or a list of them; undefined for all. */
function addressesIn(field: Field): AddressSet | undefined {
  const all: AddressSet[number][] = [];
  for (const item of oneOrMore(field)) {
    const text = textIn(item, 'a text, as 10.1.1.1 or 10.1.0.0/16');
    if (text === undefined) continue;
    const set = parseAddressSet(text);
    if (set === undefined)
      complain(item, 'NOTATION_VALUE', `${described(text)} is no address, CIDR or range of addresses`);
    else all.push(...set);
  }
  const set = normalizeAddresses(all);
  return set.length === 1 && set[0]?.[0] === ALL_ADDRESSES[0]?.[0] && set[0]?.[1] === ALL_ADDRESSES[0]?.[1]
    ? undefined
    : set;
}

/** `port` may name the protocol too, as 8080/TCP; so may `protocol`, not differently. */
function portAndProtocolIn({ port, protocol }: Members<Key<'rule'>>): PortsAndProtocols {
  const both = port && portsIn(port, parsePorts, '8080/TCP, 80, 8000-8080');
  const alone = protocol && protocolsIn(protocol);
  if (both?.protocols === undefined) return { ...both, ...(alone === undefined ? {} : { protocols: alone }) };
  if (protocol !== undefined && alone !== undefined && !sameProtocols(alone, both.protocols)) {
    const [one, other] = [formatProtocols(alone), formatProtocols(both.protocols)];
    complain(protocol, 'NOTATION_TWICE', `the rule asks for ${one} here, and for ${other} in port`);
  }
  return both;
}

/** Ports: a number, a text, or a list of them that agree in their protocols. */
function portsIn(
  field: Field,
  parse: (text: string) => PortsAndProtocols | undefined,
  example: string,
): PortsAndProtocols | undefined {
  const parts = oneOrMore(field).flatMap((item) => {
    const { value } = item;
    if (typeof value !== 'number' && typeof value !== 'string')
      return wrongType(item, `a port, as ${example}`) ?? [];
    return (
      parse(String(value)) ??
      complain(item, 'NOTATION_VALUE', `${described(value)} is no port, as ${example}`) ??
      []
    );
  });
  const [first, ...rest] = parts;
  if (first === undefined) return undefined;
  if (!rest.every((part) => sameProtocols(part.protocols, first.protocols))) {
    complain(
      field,
      'NOTATION_VALUE',
      'these ports are not of the same protocols',
      'write a rule for each protocol',
    );
  }
  const ports = portSet(...parts.flatMap((part) => part.ports ?? ALL_PORTS));
  const { protocols } = first;
  return { ...(isAll(ports) ? {} : { ports }), ...(protocols === undefined ? {} : { protocols }) };
}

function parseBarePorts(text: string): PortsAndProtocols | undefined {
  const ports = parsePortSet(text);
  return ports && (isAll(ports) ? {} : { ports });
}

function protocolsIn(field: Field): ProtocolSet | undefined {
  const all = oneOrMore(field).flatMap((item) => {
    const text = textIn(item, 'a text, as TCP or TCP+UDP');
    if (text === undefined) return [];
    return (
      parseProtocols(text) ??
      complain(
        item,
        'NOTATION_VALUE',
        `${described(text)} is no protocol`,
        'TCP, UDP, SCTP, ICMP or other',
      ) ??
      []
    );
  });
  return protocolSet(...all);
}

function sameProtocols(a: ProtocolSet | undefined, b: ProtocolSet | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && formatProtocols(a) === formatProtocols(b));
}

/** How a register may be named. */
export const REGISTER_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** The highest number that a register holds. */
export const MOST_IN_REGISTER = 0xffff_ffff;

/** Registers and the numbers they must hold, by name. */
function registersIn(field: Field): Match['registers'] {
  const all = entriesIn(field, 'a mapping of registers, as {mark: 1}') ?? [];
  const registers = all.flatMap(([register, member]) => {
    const value = numberIn(member, 0, MOST_IN_REGISTER);
    return registerNamed(register, member) && value !== undefined ? [{ register, value }] : [];
  });
  return registers.length === 0 ? undefined : sortedBy(registers, ({ register }) => register);
}

/** Whether a register may be named so; complains if not. */
export function registerNamed(name: Register, field: Field): boolean {
  if (REGISTER_NAME.test(name)) return true;
  complain(
    field,
    'NOTATION_VALUE',
    `${described(name)} cannot name a register: a letter, then letters, digits, - and _`,
  );
  return false;
}
