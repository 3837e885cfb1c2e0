import { hash53 } from '../../base/hash.ts';
import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';

/** An address that is wanted. */
export interface Claim {
  /** What the hash is of: `pod shop/web-0`, `node a`, `service shop/web`. */
  readonly name: string;
  readonly within: Prefix;
  /** The address that is tried before the hash. */
  readonly wish?: Address;
  readonly origin: Origin;
}

/**
 * An address for each claim if there is one, by the name that claims it, IPv4 and IPv6 as claimed. What collides moves on
 * in the order of the claims, after all others have theirs, so that nothing else moves with it; and it is said (S144).
 * What is granted is added to `taken`.
 */
export function grant(
  claims: readonly Claim[],
  taken: Set<Address>,
  report: (diagnostic: Diagnostic) => void,
): Map<string, Address[]> {
  const found = claims.map((claim) => {
    const address = claim.wish ?? addressIn(claim, 0);
    if (taken.has(address)) return undefined;
    taken.add(address);
    return address;
  });
  const moved: Claim[] = [];
  claims.forEach((claim, i) => {
    if (found[i] !== undefined) return;
    const address = nextFree(claim, taken);
    if (address === undefined) {
      const message = `there is no free address for ${claim.name}`;
      report({ code: 'NO_FREE_ADDRESS', severity: 'error', message, origin: claim.origin });
      return;
    }
    taken.add(address);
    found[i] = address;
    moved.push(claim);
  });
  if (moved[0] !== undefined) report(collisions(moved, moved[0]));
  const granted = new Map<string, Address[]>();
  claims.forEach(({ name }, i) => {
    const address = found[i];
    if (address !== undefined) granted.set(name, [...(granted.get(name) ?? []), address]);
  });
  return granted;
}

function collisions(moved: readonly Claim[], first: Claim): Diagnostic {
  const names = moved.slice(0, 3).map(({ name }) => name);
  const more = moved.length > 3 ? ` and ${moved.length - 3} more` : '';
  const message = `the address planned for ${names.join(', ')}${more} is taken: another one is planned instead`;
  return { code: 'PLANNED_COLLISION', severity: 'info', message, origin: first.origin };
}

/** How often a hash is tried before the addresses are tried in turn. */
const HASHES = 16;

/** In turn, no more than so many: prefixes of pods are small, and in large ones a hash hits soon. */
const TURNS = 70_000;

function nextFree(claim: Claim, taken: ReadonlySet<Address>): Address | undefined {
  for (let attempt = claim.wish === undefined ? 1 : 0; attempt <= HASHES; attempt++) {
    const address = addressIn(claim, attempt);
    if (!taken.has(address)) return address;
  }
  const { start, room } = usable(claim.within);
  const from = addressIn(claim, 0) - start;
  for (let turn = 1n; turn < room && turn < TURNS; turn++) {
    const address = (start + ((from + turn) % room)) as Address;
    if (!taken.has(address)) return address;
  }
  return undefined;
}

function addressIn({ within, name }: Claim, attempt: number): Address {
  const { start, room } = usable(within);
  const text =
    attempt === 0 ? `${familyOf(within.first)} ${name}` : `${familyOf(within.first)} ${name} ${attempt}`;
  return (start + (BigInt(hash53(text)) % room)) as Address;
}

/** Without the address of the network, the first (often a gateway's) and the last (broadcast), if any others are left. */
function usable({ first, last }: Prefix): { readonly start: bigint; readonly room: bigint } {
  const room = last - first - 2n;
  return room > 0n ? { start: first + 2n, room } : { start: first, room: last - first + 1n };
}
