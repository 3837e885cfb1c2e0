import type { HeaderChange } from '../../model/network/action.ts';
import { linked } from '../../model/network/link.ts';
import { templateOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isSwitch } from '../../model/network/node.ts';
import { compose, madeAlike, NO_CHANGE, reverseChange } from './change.ts';
import type { HeaderSet } from './diagram.ts';
import { intersect, NONE, subtract, union } from './diagram.ts';
import type { Passage } from './passage.ts';
import { noLink } from './passage.ts';
import type { Reading } from './reading.ts';
import { isEmpty } from './region.ts';
import { reversed } from './reversed.ts';
import type { Handled } from './through.ts';
import { passagesOf } from './through.ts';

/** What comes of what one process receives: its reply arrives at who sent it, as expected, or it is lost. */
export interface Answered {
  readonly at: NodeId;
  readonly reply: 'arrives' | 'lost';
  /** The requests, as they were sent. */
  readonly headers: HeaderSet;
}

/** A switch that was passed, with what was made of the header before it and after it. */
interface Hop {
  readonly at: NodeId;
  readonly from: NodeId;
  readonly before: HeaderChange;
  readonly after: HeaderChange;
}

/** Headers on one way through the network, at the entrance of a node. */
interface Walk {
  readonly at: NodeId;
  readonly from: NodeId;
  readonly change: HeaderChange;
  readonly hops: readonly Hop[];
  /** As they were sent. */
  readonly headers: HeaderSet;
}

/** Some of the headers of a walk go on alike: with `change` made of them since they were sent. */
interface Leg {
  readonly headers: HeaderSet;
  readonly change: HeaderChange;
  readonly on: Passage['on'];
}

/** The end of a way: where it was received, if it was. */
interface Way {
  readonly headers: HeaderSet;
  readonly received?: Walk;
}

/**
 * Requests with one of the headers, and the replies to those that are delivered, which meet the sessions that their
 * request left on its way (S74): each as far as choices and open facts leave it. Ways are followed one by one.
 */
export function converse(reading: Reading, by: NodeId, over: NodeId, headers: HeaderSet): Answered[] {
  const { network, sets } = reading;
  const found = new Map<string, Answered>();
  const comes = (at: NodeId, reply: Answered['reply'], replies: HeaderSet): void => {
    if (isEmpty(sets, replies)) return;
    const key = `${at} ${reply}`;
    const there = found.get(key)?.headers ?? NONE;
    found.set(key, { at, reply, headers: union(sets, there, reversed(sets, replies)) });
  };
  if (!linked(network.links, by, over)) return [];
  const start: Walk = { at: over, from: by, change: NO_CHANGE, hops: [], headers };
  for (const { received } of waysOf(reading, start, (walk) =>
    legsOf(reading, walk, walk.headers, 'requests'),
  )) {
    if (received === undefined) continue;
    const { at, from, change, hops } = received;
    const back: Walk = {
      ...{ at: from, from: at, change: reverseChange(change), hops: [] },
      headers: reversed(sets, received.headers),
    };
    for (const way of waysOf(reading, back, (walk) => replyLegs(reading, walk, hops))) {
      const { received: reply } = way;
      // As the answer to what was sent: a reply with another header is none.
      const expected =
        reply?.at === by ? intersect(sets, way.headers, madeAlike(sets, reply.change, NO_CHANGE)) : NONE;
      comes(at, 'arrives', expected);
      comes(at, 'lost', subtract(sets, way.headers, expected));
    }
  }
  return [...found.values()];
}

/** Every way from a visit on, each to its end; what comes again where it was, with the same header, has looped. */
function* waysOf(reading: Reading, start: Walk, legs: (walk: Walk) => readonly Leg[]): Generator<Way> {
  const { network, sets } = reading;
  const open: Walk[] = [start];
  for (let walk = open.pop(); walk !== undefined; walk = open.pop()) {
    const { at, from, change, hops, headers } = walk;
    if (!isSwitch(network.nodes, at)) {
      yield { headers, received: walk };
      continue;
    }
    const again = hops
      .filter((hop) => hop.at === at && hop.from === from)
      .reduce((sum: HeaderSet, hop) => union(sets, sum, madeAlike(sets, hop.before, change)), NONE);
    const looped = intersect(sets, headers, again);
    if (!isEmpty(sets, looped)) yield { headers: looped };
    const left: Walk = { ...walk, headers: subtract(sets, headers, again) };
    if (isEmpty(sets, left.headers)) continue;
    for (const leg of legs(left)) {
      if (isEmpty(sets, leg.headers)) continue;
      if (leg.on.kind !== 'sent') yield { headers: leg.headers };
      else {
        const hop: Hop = { at, from, before: change, after: leg.change };
        const on = { at: leg.on.to, from: at, change: leg.change, hops: [...hops, hop] };
        open.push({ ...on, headers: leg.headers });
      }
    }
  }
}

/** How some headers of a walk pass the tables of its switch. */
function legsOf(reading: Reading, walk: Walk, some: HeaderSet, handled: Handled): Leg[] {
  return passagesOf(reading, walk.at, walk.from, handled).map(({ headers, change, on }) => ({
    headers: intersect(reading.sets, some, reading.before(headers, walk.change)),
    change: compose(walk.change, change),
    on,
  }));
}

/**
 * How replies pass a switch (01 §1.13): those that a session there expects get their header restored, and go to the
 * process that sent the request, or through the tables as replies; the others as any message does.
 */
function replyLegs(reading: Reading, walk: Walk, request: readonly Hop[]): Leg[] {
  const { network, sets } = reading;
  const { at } = walk;
  const legs: Leg[] = [];
  let rest = walk.headers;
  const kept = templateOf(network, at)?.sessions === 'kept';
  for (const hop of kept ? request.filter((one) => one.at === at) : []) {
    const expected = madeAlike(sets, walk.change, reverseChange(hop.after));
    const own = intersect(sets, rest, expected);
    rest = subtract(sets, rest, expected);
    const restored: Walk = { ...walk, change: reverseChange(hop.before), headers: own };
    if (isSwitch(network.nodes, hop.from)) legs.push(...legsOf(reading, restored, own, 'replies'));
    else {
      const on = linked(network.links, at, hop.from) ? ({ kind: 'sent', to: hop.from } as const) : noLink(at);
      legs.push({ headers: own, change: restored.change, on });
    }
  }
  return [...legs, ...legsOf(reading, walk, rest, 'requests')];
}
