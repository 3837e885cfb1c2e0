import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fate } from '../../src/analysis/headers/reach.ts';
import { reach } from '../../src/analysis/headers/reach.ts';
import { readingOf } from '../../src/analysis/headers/reading.ts';
import type { Header } from '../../src/model/header/header.ts';
import { formatHeader } from '../../src/model/header/header.ts';
import type { Network } from '../../src/model/network/network.ts';
import { busyHeader, busyNetwork } from '../generate/busy-network.ts';
import { headers, networks } from '../generate/network.ts';
import type { Random } from '../generate/random.ts';
import { random } from '../generate/random.ts';
import { SEED } from '../generate/seed.ts';
import { followed, looked, sendersOf, textOf } from './fates.ts';
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
});
