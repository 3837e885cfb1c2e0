import { detached } from '../../base/detach.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';

/** What no path that is compared may hold: empty parts, `.` and `..`, an escaped slash. */
const WRONG = ['//', '/./', '/../', '%2f', '%2F'];

/** A path that requests are compared with (S135); undefined, and reported, if it is none. */
export function readHttpPath(
  text: string,
  check: 'parts' | 'slash',
  path: string,
  reading: Reading,
): string | undefined {
  const wrong = check === 'parts' ? WRONG.find((part) => text.includes(part)) : undefined;
  const open = check === 'parts' && /\/\.\.?$/.test(text);
  if (text.startsWith('/') && wrong === undefined && !open) return detached(text);
  const why = !text.startsWith('/')
    ? 'does not begin with a slash'
    : `has ${wrong ?? 'a dot for its last part'}`;
  refuse(reading, 'INVALID_PATH', `${JSON.stringify(text)} ${why}`, path);
  return undefined;
}
