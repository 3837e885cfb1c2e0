import type { Address } from '../../model/header/address.ts';
import { familyOf, parseAddress } from '../../model/header/address.ts';
import { containsAddress, LOOPBACK } from '../../model/header/address-set.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { parsePrefix } from '../../model/header/prefix.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';

/** The address that a field gives a pod or a host; undefined, and reported, if it can be none (R6). */
export function readOwnAddress(text: string, path: string, reading: Reading): Address | undefined {
  const address = readAddress(text, path, reading);
  if (address === undefined || !containsAddress(LOOPBACK, address)) return address;
  refuse(reading, 'LOOPBACK_ADDRESS', `${text} is loopback: no pod and no node can have it`, path);
  return undefined;
}

/** The address in a field. */
export function readAddress(text: string, path: string, reading: Reading): Address | undefined {
  const address = parseAddress(text);
  if (address === undefined)
    refuse(reading, 'INVALID_ADDRESS', `${JSON.stringify(text)} is no address`, path);
  return address;
}

/** The block in a field. */
export function readPrefix(text: string, path: string, reading: Reading): Prefix | undefined {
  const prefix = parsePrefix(text);
  if (prefix === undefined) refuse(reading, 'INVALID_ADDRESS', `${JSON.stringify(text)} is no CIDR`, path);
  return prefix;
}

/** The first address of each family, in their order (S15). */
export function oneAFamily(addresses: readonly Address[]): readonly Address[] {
  const [first] = addresses;
  if (first === undefined || addresses.length === 1) return addresses;
  const other = addresses.find((address) => familyOf(address) !== familyOf(first));
  return other === undefined ? [first] : [first, other];
}
