import type { Answered } from '../../src/analysis/headers/conversation.ts';
import type { HeaderSet } from '../../src/analysis/headers/diagram.ts';
import { ALL, at, intersect, NONE, union } from '../../src/analysis/headers/diagram.ts';
import { factsFor } from '../../src/analysis/headers/header-set.ts';
import { FAILS, HOLDS, levelOfFact } from '../../src/analysis/headers/level.ts';
import type { End } from '../../src/analysis/headers/passage.ts';
import { endKey } from '../../src/analysis/headers/passage.ts';
import type { Fate } from '../../src/analysis/headers/reach.ts';
import type { Reading } from '../../src/analysis/headers/reading.ts';
import type { Assumptions } from '../../src/model/exchange/assumptions.ts';
import { follow, followReply } from '../../src/model/exchange/follow.ts';
import type { Disposition } from '../../src/model/exchange/trace.ts';
import { finalHeader } from '../../src/model/exchange/trace.ts';
import type { Header } from '../../src/model/header/header.ts';
import { reverseHeader, sameHeader } from '../../src/model/header/header.ts';
import { linked, neighbours } from '../../src/model/network/link.ts';
import type { Network } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { isSwitch, nodeIds } from '../../src/model/network/node.ts';

/** The ends of one message, each with how open facts must turn out for it. */
export type Ends = ReadonlyMap<string, HeaderSet>;

/** The ends of one message followed by itself. */
export function followed(reading: Reading, by: NodeId, over: NodeId, header: Header): Ends {
  const ends = new Map<string, HeaderSet>();
  for (const { disposition, assumed } of follow(reading.network, by, over, { header })) {
    const key = endKey(endOf(disposition));
    ends.set(key, union(reading.sets, ends.get(key) ?? NONE, factsIn(reading, assumed)));
  }
  return ends;
}

/** What comes of the replies to one message that is delivered, each with how open facts must turn out for it. */
export function answers(reading: Reading, by: NodeId, over: NodeId, header: Header): Ends {
  const { network, sets } = reading;
  const ends = new Map<string, HeaderSet>();
  for (const trace of follow(network, by, over, { header })) {
    if (trace.disposition.kind !== 'delivered') continue;
    for (const reply of followReply(network, trace)) {
      const { disposition } = reply;
      const isBack = disposition.kind === 'delivered' && disposition.at === by;
      const arrives = isBack && sameHeader(finalHeader(reply), reverseHeader(header));
      const key = `${arrives ? 'arrives' : 'lost'} ${trace.disposition.at}`;
      ends.set(key, union(sets, ends.get(key) ?? NONE, factsIn(reading, reply.assumed)));
    }
  }
  return ends;
}

/** The same read off from those of all messages at once. */
export function looked(reading: Reading, fates: readonly Fate[], header: Header): Ends {
  const ends = new Map<string, HeaderSet>();
  for (const { end, headers } of fates) {
    const facts = factsFor(reading.sets, headers, header);
    if (facts !== NONE) ends.set(endKey(end), facts);
  }
  return ends;
}

/** What comes of the replies to one message, read off from those of all messages at once. */
export function repliesTo(reading: Reading, answered: readonly Answered[], header: Header): Ends {
  const ends = new Map<string, HeaderSet>();
  for (const { at: receiver, reply, headers } of answered) {
    const facts = factsFor(reading.sets, headers, header);
    if (facts !== NONE) ends.set(`${reply} ${receiver}`, facts);
  }
  return ends;
}

/** A text that is equal for equal ends. */
export function textOf(ends: Ends): string {
  return [...ends]
    .map(([key, facts]) => `${key} if ${facts}`)
    .sort()
    .join('\n');
}

/** Every process with each of its neighbours, and with a switch to which no link leads, where there is one. */
export function* sendersOf({ nodes, links }: Network): Generator<readonly [NodeId, NodeId]> {
  for (const by of nodeIds(nodes)) {
    if (isSwitch(nodes, by)) continue;
    for (const over of neighbours(links, by)) yield [by, over];
    for (const over of nodeIds(nodes)) {
      if (!isSwitch(nodes, over) || linked(links, by, over)) continue;
      yield [by, over];
      break;
    }
  }
}

/** How facts were taken on one way, as a set. */
function factsIn({ sets }: Reading, assumed: Assumptions): HeaderSet {
  return [...assumed].reduce(
    (sum: HeaderSet, [fact, taken]) =>
      intersect(sets, sum, at(sets, levelOfFact(fact), taken === 'holds' ? HOLDS : FAILS)),
    ALL,
  );
}

/** How a message ended, without the circle in which it goes. */
export function endOf(disposition: Disposition): End {
  return disposition.kind === 'looped' ? { kind: 'looped' } : disposition;
}
