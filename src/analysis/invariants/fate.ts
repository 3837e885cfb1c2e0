import type { Trace } from '../../model/exchange/trace.ts';
import { finalHeader } from '../../model/exchange/trace.ts';
import { sameHeader } from '../../model/header/header.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';

/**
 * What becomes of one message: it `fails` on a way that may be taken, it fails or not as open facts go (`doubtful`), a
 * policy keeps its ends apart on purpose (`segmented`), or it does what it should.
 */
export type Fate =
  | { readonly kind: 'right' }
  | { readonly kind: 'segmented'; readonly trace: Trace }
  | { readonly kind: 'doubtful'; readonly trace: Trace; readonly facts: readonly FactId[] }
  | { readonly kind: 'fails'; readonly trace: Trace };

/** What one way of a message is worth. */
export type Worth = 'right' | 'segmented' | 'wrong';

/**
 * What all ways of a message come to. It fails if, however open facts turn out, some way is wrong: a choice or a tie
 * may go either way, so one wrong alternative is enough.
 */
export function fateOf(network: Network, traces: readonly Trace[], worth: (trace: Trace) => Worth): Fate {
  const wrong = traces.filter((trace) => worth(trace) === 'wrong');
  const [first] = wrong;
  if (first !== undefined) {
    const cubes = wrong.map((trace) => unknownsOf(network, trace));
    if (covers(cubes)) return { kind: 'fails', trace: first };
    return { kind: 'doubtful', trace: first, facts: [...new Set(cubes.flatMap((cube) => [...cube.keys()]))] };
  }
  const segmented = traces.find((trace) => worth(trace) === 'segmented');
  return segmented === undefined ? { kind: 'right' } : { kind: 'segmented', trace: segmented };
}

/** How bad a fate is, as a number. */
export function gravityOf({ kind }: Fate): number {
  return ['right', 'segmented', 'doubtful', 'fails'].indexOf(kind);
}

/** How a way takes open facts; a tie is not among them: which of two equal rules comes first is never promised. */
type Cube = ReadonlyMap<FactId, 'holds' | 'fails'>;

function unknownsOf(network: Network, { assumed }: Trace): Cube {
  return new Map([...assumed].filter(([fact]) => network.facts[fact]?.kind !== 'tie'));
}

/** Whether every way to take all facts lies in one of the cubes. */
function covers(cubes: readonly Cube[]): boolean {
  if (cubes.some((cube) => cube.size === 0)) return true;
  const fact = cubes[0]?.keys().next().value;
  if (fact === undefined) return false;
  return (['holds', 'fails'] as const).every((taken) =>
    covers(
      cubes
        .filter((cube) => (cube.get(fact) ?? taken) === taken)
        .map((cube) => new Map([...cube].filter(([other]) => other !== fact))),
    ),
  );
}

/** Whether a message was received by the process that should, with the header with which it was sent (N2–N4). */
export function arrives(trace: Trace, to: NodeId): boolean {
  const { disposition, message } = trace;
  return (
    disposition.kind === 'delivered' &&
    disposition.at === to &&
    sameHeader(finalHeader(trace), message.header)
  );
}

/** Whether a policy discarded it: network segmentation that somebody intends (S3). */
export function isSegmentation({ disposition }: Trace): boolean {
  return (
    (disposition.kind === 'discarded' || disposition.kind === 'refused') &&
    isSegmentationReason(disposition.reason)
  );
}

/** Whether a reason to discard is a policy's. */
export function isSegmentationReason(reason: string): boolean {
  return /^(POLICY|TIER)_/.test(reason);
}
