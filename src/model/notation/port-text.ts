import type { PortSet } from '../header/port.ts';
import { ALL_PORTS, formatPortSet, parsePortSet } from '../header/port.ts';
import type { Protocol, ProtocolSet } from '../header/protocol.ts';
import { parseProtocol, protocolSet } from '../header/protocol.ts';

/** Ports and protocols together; absent: any. */
export interface PortsAndProtocols {
  readonly ports?: PortSet;
  readonly protocols?: ProtocolSet;
}

/** What `8080`, `8080/TCP`, `80,8000-8080/TCP+UDP` or `*` followed by a protocol says; undefined for any other text. */
export function parsePorts(text: string): PortsAndProtocols | undefined {
  const [left = '', right, ...more] = text.split('/');
  const ports = parsePortSet(left);
  const protocols = right === undefined ? undefined : parseProtocols(right);
  if (ports === undefined || more.length > 0 || (right !== undefined && protocols === undefined))
    return undefined;
  return {
    ...(isAll(ports) ? {} : { ports }),
    ...(protocols === undefined ? {} : { protocols }),
  };
}

/** What `TCP`, `TCP+UDP` or `none` says; undefined for any other text. */
export function parseProtocols(text: string): ProtocolSet | undefined {
  if (text === 'none') return [];
  const parsed = text.split('+').map(parseProtocol);
  return parsed.includes(undefined) ? undefined : protocolSet(...(parsed as Protocol[]));
}

/** The text that `parseProtocols` reads as these. */
export function formatProtocols(protocols: ProtocolSet): string {
  return protocols.length === 0 ? 'none' : protocols.join('+');
}

/** The ports as a notation has them: a number if there is just one. */
export function portsValue(ports: PortSet): number | string {
  const [only, ...more] = ports;
  return only !== undefined && more.length === 0 && only[0] === only[1] ? only[0] : formatPortSet(ports);
}

/** Whether every port is in the set. */
export function isAll(ports: PortSet): boolean {
  return ports[0]?.[0] === ALL_PORTS[0]?.[0] && ports[0]?.[1] === ALL_PORTS[0]?.[1];
}
