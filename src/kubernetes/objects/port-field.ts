import type { Protocol } from '../../model/header/protocol.ts';
import { hasPorts, parseProtocol } from '../../model/header/protocol.ts';
import type { ValueMap } from '../../text/value.ts';
import { textIn } from '../read/field.ts';
import { isPortName } from '../read/names.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';

/** The port number in a field of the mapping at `base`; what is no whole number was reported with the types. */
export function readPortNumber(
  map: ValueMap,
  field: string,
  base: string,
  reading: Reading,
): number | undefined {
  const number = map[field];
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return undefined;
  if (number >= 1 && number <= 65535) return number;
  refuse(reading, 'INVALID_PORT', `a ${field} is from 1 to 65535, not ${number}`, `${base}.${field}`);
  return undefined;
}

/** The protocol of a port, TCP by default (S20, S89), also where it is not in capitals as it must be. */
export function readProtocol(map: ValueMap, base: string, reading: Reading): Protocol | undefined {
  const given = textIn(map, 'protocol') ?? 'TCP';
  const protocol = parseProtocol(given);
  const usable = protocol !== undefined && hasPorts(protocol);
  if (usable && protocol === given) return protocol;
  const message = `${JSON.stringify(given)} is no protocol of a port: TCP, UDP or SCTP`;
  refuse(reading, 'INVALID_PROTOCOL', message, `${base}.protocol`, usable ? `write ${protocol}` : undefined);
  return usable ? protocol : undefined;
}

/** Reports a text that cannot be the name of a container port. */
export function checkPortName(name: string, path: string, reading: Reading): void {
  if (isPortName(name)) return;
  const message = `${JSON.stringify(name)} is no name for a port: at most 15 of a-z, 0-9 and -, one of them a letter`;
  refuse(reading, 'INVALID_NAME', message, path);
}
