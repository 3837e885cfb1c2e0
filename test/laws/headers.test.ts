import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certainties } from '../../src/analysis/headers/certainty.ts';
import { converse } from '../../src/analysis/headers/conversation.ts';
import { intersect, NONE, union } from '../../src/analysis/headers/diagram.ts';
import { factsFor, only } from '../../src/analysis/headers/header-set.ts';
import { headersTo } from '../../src/analysis/headers/headers-to.ts';
import { image } from '../../src/analysis/headers/image.ts';
import type { End } from '../../src/analysis/headers/passage.ts';
import { endKey } from '../../src/analysis/headers/passage.ts';
import { preimage } from '../../src/analysis/headers/preimage.ts';
import type { Fate } from '../../src/analysis/headers/reach.ts';
import { reach } from '../../src/analysis/headers/reach.ts';
import { readingOf } from '../../src/analysis/headers/reading.ts';
import { isEmpty, sameHeaders } from '../../src/analysis/headers/region.ts';
import { witness } from '../../src/analysis/headers/witness.ts';
import { follow } from '../../src/model/exchange/follow.ts';
import { translated } from '../../src/model/exchange/step.ts';
import type { Trace } from '../../src/model/exchange/trace.ts';
import { finalHeader } from '../../src/model/exchange/trace.ts';
import type { Header } from '../../src/model/header/header.ts';
import { formatHeader, sameHeader } from '../../src/model/header/header.ts';
import type { Network } from '../../src/model/network/network.ts';
import { inAllWorlds } from '../../src/questions/worlds.ts';
import { busyHeader, busyNetwork } from '../generate/busy-network.ts';
import { headers, networks } from '../generate/network.ts';
import type { Random } from '../generate/random.ts';
import { random } from '../generate/random.ts';
import { SEED } from '../generate/seed.ts';
import { answers, endOf, followed, looked, repliesTo, sendersOf, textOf } from './fates.ts';
import { membersOf } from './members.ts';

const SCALE = Number(process.env.FIBULA_LAW_CLUSTERS ?? 1000) / 1000;
const FIRST = Number(process.env.FIBULA_LAW_FIRST ?? 0);
const scaled = (count: number): number => Math.max(1, Math.round(count * SCALE));

/** How often each kind of end was met. */
type Met = Map<string, number>;

/** Each is met: a law is worth what it is asked. */
const KINDS = ['delivered', 'refused', 'discarded', 'looped', 'several'];

/** Messages that all at once end otherwise than each followed by itself: of every leaf region, and some others. */
function* differing(
  network: Network,
  some: readonly Header[],
  numbers: Random,
  met: Met,
): Generator<unknown> {
  const reading = readingOf(network);
  for (const [by, over] of sendersOf(network)) {
    const { fates } = reach(reading, by, over, reading.sendable);
    const members = fates.flatMap((fate: Fate) => membersOf(reading, fate.headers, numbers));
    for (const header of [...some, ...members]) {
      const each = followed(reading, by, over, header);
      for (const key of each.keys()) met.set(kindOf(key), (met.get(kindOf(key)) ?? 0) + 1);
      if (each.size > 1) met.set('several', (met.get('several') ?? 0) + 1);
      const [one, other] = [textOf(each), textOf(looked(reading, fates, header))];
      if (one !== other) yield { by, over, header: formatHeader(header), each: one, all: other };
    }
  }
}

const kindOf = (key: string): string => key.split(' ')[0] as string;

describe('all headers at once', () => {
  test('end as each of them followed by itself, in networks of any shape', () => {
    const met: Met = new Map();
    const asked = fc.record({
      network: networks(),
      some: fc.array(headers, { minLength: 6, maxLength: 6 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(asked, ({ network, some, seed }) => {
        expect([...differing(network, some, random(seed), met)]).toEqual([]);
      }),
      { seed: SEED + FIRST, numRuns: scaled(300) },
    );
    expect(Math.min(...KINDS.map((kind) => met.get(kind) ?? 0)) / scaled(300)).toBeGreaterThan(1);
  });

  test('end as each of them followed by itself, in networks in which messages get about', () => {
    const met: Met = new Map();
    for (let seed = FIRST; seed < FIRST + scaled(300); seed++) {
      const numbers = random(seed);
      const network = busyNetwork(numbers);
      const some = Array.from({ length: 6 }, () => busyHeader(numbers));
      const found = [...differing(network, some, numbers, met)];
      expect({ seed, found: found.slice(0, 3) }).toEqual({ seed, found: [] });
    }
    expect(Math.min(...KINDS.map((kind) => met.get(kind) ?? 0)) / scaled(300)).toBeGreaterThan(10);
  });

  test('end backwards as they end forwards, and nowhere else', () => {
    let met = 0;
    for (let seed = FIRST; seed < FIRST + scaled(200); seed++) {
      const reading = readingOf(busyNetwork(random(seed)));
      const senders = [...sendersOf(reading.network)].map(([by, over]) => {
        return { by, over, fates: reach(reading, by, over, reading.sendable).fates };
      });
      const ends = new Map(senders.flatMap(({ fates }) => fates.map(({ end }) => [endKey(end), end])));
      for (const [key, end] of ends) {
        const backwards = headersTo(reading, (other) => endKey(other) === key);
        for (const { by, over, fates } of senders) {
          const forwards = fates.find((fate) => endKey(fate.end) === key)?.headers ?? NONE;
          const sent = intersect(reading.sets, backwards(by, over), reading.sendable);
          if (!sameHeaders(reading.sets, forwards, sent)) expect({ seed, end, by, over }).toBe('alike');
          met++;
        }
      }
    }
    expect(met / scaled(200)).toBeGreaterThan(5);
  });

  test('end somewhere, each of them, however open facts turn out', () => {
    for (let seed = FIRST; seed < FIRST + scaled(200); seed++) {
      const reading = readingOf(busyNetwork(random(seed)));
      for (const [by, over] of sendersOf(reading.network)) {
        const { fates } = reach(reading, by, over, reading.sendable);
        const all = fates.reduce((sum, { headers: some }) => union(reading.sets, sum, some), NONE);
        expect({ seed, all: sameHeaders(reading.sets, all, reading.sendable) }).toEqual({ seed, all: true });
      }
    }
  });

  test('arrive as each of them does, and none arrives that nobody sends', () => {
    let met = 0;
    for (let seed = FIRST; seed < FIRST + scaled(200); seed++) {
      const numbers = random(seed);
      const reading = readingOf(busyNetwork(numbers));
      const { network, sets } = reading;
      for (const [by, over] of sendersOf(network)) {
        for (const { at, change, headers: sent } of reach(reading, by, over, reading.sendable).arrivals) {
          const received = image(sets, sent, change);
          for (const header of membersOf(reading, sent, numbers)) {
            const traces = follow(network, by, over, { header });
            const finals = traces.filter(
              ({ disposition }) => disposition.kind === 'delivered' && disposition.at === at,
            );
            const expected = translated(header, change);
            met++;
            const isThere = finals.some((trace) => sameHeader(finalHeader(trace), expected));
            const isIn = factsFor(sets, received, expected) !== NONE;
            if (!isThere || !isIn) expect({ seed, by, at, header, isThere, isIn }).toBe('arriving');
          }
          for (const header of membersOf(reading, received, numbers)) {
            // What comes out went in: some header that the change makes this one of.
            const before = intersect(sets, preimage(sets, only(sets, header), change), sent);
            if (isEmpty(sets, before)) expect({ seed, by, at, header: formatHeader(header) }).toBe('sent');
          }
        }
      }
    }
    expect(met / scaled(200)).toBeGreaterThan(10);
  });

  test('are as sure of their end as the ways of each one leave it, and witnesses show what they stand for', () => {
    const met: Met = new Map();
    for (let seed = FIRST; seed < FIRST + scaled(200); seed++) {
      const numbers = random(seed);
      const reading = readingOf(busyNetwork(numbers));
      for (const [by, over] of sendersOf(reading.network)) {
        const { fates } = reach(reading, by, over, reading.sendable);
        for (const { end, certainty, headers: some } of certainties(reading, fates)) {
          met.set(certainty, (met.get(certainty) ?? 0) + 1);
          const shown = witness(reading, some)?.header;
          expect(shown).toBeDefined();
          for (const header of [shown as Header, ...membersOf(reading, some, numbers)]) {
            const word = wordOf(reading.network, follow(reading.network, by, over, { header }), end);
            if (word !== certainty) expect({ seed, by, over, header, end, word }).toBe(certainty);
          }
        }
      }
    }
    for (const certainty of ['always', 'by choice', 'not known'])
      expect((met.get(certainty) ?? 0) / scaled(200)).toBeGreaterThan(0.5);
  });

  test('are answered as each of them is, by the sessions that its request left', () => {
    const met: Met = new Map();
    for (let seed = FIRST; seed < FIRST + scaled(300); seed++) {
      const numbers = random(seed);
      const reading = readingOf(busyNetwork(numbers));
      for (const [by, over] of sendersOf(reading.network)) {
        const answered = converse(reading, by, over, reading.sendable);
        const members = answered.flatMap((one) => membersOf(reading, one.headers, numbers));
        for (const header of [busyHeader(numbers), busyHeader(numbers), ...members]) {
          const each = answers(reading, by, over, header);
          const all = repliesTo(reading, answered, header);
          for (const key of each.keys()) met.set(kindOf(key), (met.get(kindOf(key)) ?? 0) + 1);
          const [one, other] = [textOf(each), textOf(all)];
          if (one !== other) expect({ seed, by, over, header, answers: other }).toEqual({ answers: one });
        }
      }
    }
    for (const reply of ['arrives', 'lost']) expect((met.get(reply) ?? 0) / scaled(300)).toBeGreaterThan(5);
  });
});

/** How sure an end is, by the ways of one message. */
function wordOf(network: Network, traces: readonly Trace[], end: End): string {
  const ways = traces.map(({ disposition, assumed }) => ({
    answer: endKey(endOf(disposition)) === endKey(end) ? ('always' as const) : ('otherwise' as const),
    taken: new Map([...assumed].filter(([fact]) => network.facts[fact]?.kind === 'unknown')),
  }));
  const word = inAllWorlds(ways);
  return word === 'ambiguous' ? 'by choice' : word === 'unknown' ? 'not known' : word;
}
