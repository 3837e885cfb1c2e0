import type { PortSet } from '../../model/header/port.ts';
import { portSet } from '../../model/header/port.ts';
import type { Protocol } from '../../model/header/protocol.ts';

/** Where a message may go to at the other end: part of a row. */
export interface PortPart {
  readonly protocol: Protocol | undefined;
  readonly ports: PortSet | undefined;
  readonly portName: string;
  /** `range`: more ports than one by endPort (S92). */
  readonly span: 'range' | 'single';
}

/** No matter where to. */
export const ANY_PORT: PortPart = { protocol: undefined, ports: undefined, portName: '', span: 'single' };

/** Ranges of ports as parts of rows, each made once (S89, S92); all ports ask nothing. */
export function rangeParts(): (protocol: Protocol, first: number, last: number) => PortPart {
  const known = new Map<Protocol, Map<number, PortPart>>();
  return (protocol, first, last) => {
    let own = known.get(protocol);
    if (own === undefined) {
      own = new Map();
      known.set(protocol, own);
    }
    const key = (first << 16) | last;
    let part = own.get(key);
    if (part === undefined) {
      const ports = first === 0 && last === 65535 ? undefined : portSet([first, last]);
      const span = ports === undefined || first === last ? 'single' : 'range';
      part = { protocol, ports, portName: '', span };
      own.set(key, part);
    }
    return part;
  };
}
