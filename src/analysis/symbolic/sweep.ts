import type { Peer } from './match-test.ts';
import type { PeerId } from './peers.ts';

/** A sweep over addresses, from the lowest on: which of some sets of addresses hold the place where it is (04 §1). */
export interface Sweep {
  readonly within: ReadonlySet<PeerId>;
  /** The lowest address from which on another list of sets holds, of those not passed yet. */
  next(): bigint | undefined;
  /** Goes on to an address; whether any bound was passed. */
  goTo(address: bigint): boolean;
}

/** A sweep over those of a list that are sets of addresses. */
export function sweepOf(all: readonly Peer[]): Sweep {
  const bounds: { readonly at: bigint; readonly id: PeerId; readonly opens: boolean }[] = [];
  all.forEach((peer, id) => {
    if (peer.kind !== 'addresses') return;
    for (const [first, last] of peer.addresses)
      bounds.push({ at: first, id, opens: true }, { at: (last as bigint) + 1n, id, opens: false });
  });
  bounds.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const within = new Set<PeerId>();
  let passed = 0;
  return {
    within,
    next: () => bounds[passed]?.at,
    goTo(address) {
      const before = passed;
      for (let bound = bounds[passed]; bound !== undefined && bound.at <= address; bound = bounds[passed]) {
        if (bound.opens) within.add(bound.id);
        else within.delete(bound.id);
        passed++;
      }
      return passed > before;
    },
  };
}
