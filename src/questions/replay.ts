import type { Certainty } from '../analysis/headers/certainty.ts';
import type { End } from '../analysis/headers/passage.ts';
import { endKey } from '../analysis/headers/passage.ts';
import { assert } from '../base/assert.ts';
import { follow } from '../model/exchange/follow.ts';
import type { Disposition } from '../model/exchange/trace.ts';
import type { Header } from '../model/header/header.ts';
import { formatHeader } from '../model/header/header.ts';
import type { Network } from '../model/network/network.ts';
import type { Sender } from '../state/sender.ts';
import { inAllWorlds } from './worlds.ts';

/**
 * Sends one message by itself to see that it ends as was found of many at once (04 §6): readings that disagree are a bug,
 * never an answer.
 */
export function replay(
  network: Network,
  sender: Sender,
  header: Header,
  end: End,
  certainty: Certainty,
): void {
  const traces = follow(network, sender.process, sender.over, { header });
  const ways = traces.map(({ disposition, assumed }) => ({
    answer: endKey(endOf(disposition)) === endKey(end) ? ('so' as const) : ('otherwise' as const),
    // Of a tie either rule may come first, as of a choice.
    taken: new Map([...assumed].filter(([fact]) => network.facts[fact]?.kind === 'unknown')),
  }));
  const expected = { always: 'so', 'by choice': 'ambiguous', 'not known': 'unknown' } as const;
  const message = `${formatHeader(header)} does not end ${certainty} as ${endKey(end)}`;
  assert(inAllWorlds(ways) === expected[certainty], message);
}

function endOf(disposition: Disposition): End {
  return disposition.kind === 'looped' ? { kind: 'looped' } : disposition;
}
