import { detached } from '../../base/detach.ts';
import { parseAddress } from '../../model/header/address.ts';
import { isSubdomainName } from '../read/names.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';

/** A host that an Ingress or a route is for, perhaps with `*.` before it (S134, S139); undefined, and reported, if it is none. */
export function readHostname(text: string, path: string, reading: Reading): string | undefined {
  const name = text.startsWith('*.') ? text.slice(2) : text;
  if (isSubdomainName(name) && parseAddress(text) === undefined) return detached(text);
  const close = text.toLowerCase();
  const suggestion =
    close !== text && isSubdomainName(close.replace(/^\*\./, '')) ? `write ${close}` : undefined;
  const message = `${JSON.stringify(text)} is no host name; * may be its first label`;
  refuse(reading, 'INVALID_HOST', message, path, suggestion);
  return undefined;
}
