import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeaderSet } from '../../src/analysis/headers/diagram.ts';
import { ALL, at, intersect, NONE, union } from '../../src/analysis/headers/diagram.ts';
import { factsFor } from '../../src/analysis/headers/header-set.ts';
import { FAILS, HOLDS, levelOfFact } from '../../src/analysis/headers/level.ts';
import type { End } from '../../src/analysis/headers/passage.ts';
import { endKey } from '../../src/analysis/headers/passage.ts';
import type { Fate } from '../../src/analysis/headers/reach.ts';
import { reach } from '../../src/analysis/headers/reach.ts';
import type { Reading } from '../../src/analysis/headers/reading.ts';
import { readingOf } from '../../src/analysis/headers/reading.ts';
import type { Assumptions } from '../../src/model/exchange/assumptions.ts';
import { follow } from '../../src/model/exchange/follow.ts';
import type { Disposition } from '../../src/model/exchange/trace.ts';
import type { Header } from '../../src/model/header/header.ts';
import { formatHeader } from '../../src/model/header/header.ts';
import { neighbours } from '../../src/model/network/link.ts';
import type { Network } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { isSwitch, nodeIds } from '../../src/model/network/node.ts';
import { headers, networks } from '../generate/network.ts';
import { random } from '../generate/random.ts';
import { SEED } from '../generate/seed.ts';
import { membersOf } from './members.ts';

/** Each way to take facts, as a set over facts. */
function factsOf({ sets }: Reading, assumed: Assumptions): HeaderSet {
  return [...assumed].reduce(
    (sum: HeaderSet, [fact, taken]) =>
      intersect(sets, sum, at(sets, levelOfFact(fact), taken === 'holds' ? HOLDS : FAILS)),
    ALL,
  );
}

function endOf(disposition: Disposition): End {
  return disposition.kind === 'looped' ? { kind: 'looped' } : disposition;
}

/** The ends of one message followed by itself, each with the ways that facts must turn out for it. */
function followed(reading: Reading, by: NodeId, over: NodeId, header: Header): Map<string, HeaderSet> {
  const ends = new Map<string, HeaderSet>();
  for (const { disposition, assumed } of follow(reading.network, by, over, { header })) {
    const key = endKey(endOf(disposition));
    ends.set(key, union(reading.sets, ends.get(key) ?? NONE, factsOf(reading, assumed)));
  }
  return ends;
}

/** The same of all messages at once. */
function looked(reading: Reading, fates: readonly Fate[], header: Header): Map<string, HeaderSet> {
  const ends = new Map<string, HeaderSet>();
  for (const { end, headers: set } of fates) {
    const facts = factsFor(reading.sets, set, header);
    if (facts !== NONE) ends.set(endKey(end), facts);
  }
  return ends;
}

const textOf = (ends: ReadonlyMap<string, HeaderSet>): string =>
  [...ends]
    .map(([key, facts]) => `${key} if ${facts}`)
    .sort()
    .join('\n');

/** Every process with each of its neighbours. */
function* sendersOf({ nodes, links }: Network): Generator<readonly [NodeId, NodeId]> {
  for (const by of nodeIds(nodes)) {
    if (isSwitch(nodes, by)) continue;
    for (const over of neighbours(links, by)) yield [by, over];
  }
}

const RUNS = Math.max(1, Math.round(300 * (Number(process.env.FIBULA_LAW_CLUSTERS ?? 1000) / 1000)));
const runs = { seed: SEED + Number(process.env.FIBULA_LAW_FIRST ?? 0), numRuns: RUNS };

describe('all headers at once', () => {
  test('end as each of them followed by itself, in networks of any shape', () => {
    let met = 0;
    fc.assert(
      fc.property(
        networks(),
        fc.array(headers, { minLength: 6, maxLength: 6 }),
        fc.nat(),
        (network, some, seed) => {
          const reading = readingOf(network);
          const numbers = random(seed);
          for (const [by, over] of sendersOf(network)) {
            const { fates } = reach(reading, by, over, reading.sendable);
            const members = fates.flatMap((fate) => membersOf(reading, fate.headers, numbers));
            for (const header of [...some, ...members]) {
              met++;
              const each = textOf(followed(reading, by, over, header));
              const all = textOf(looked(reading, fates, header));
              if (each !== all)
                expect({ by, over, header: formatHeader(header), ends: all }).toEqual({
                  by,
                  over,
                  header: formatHeader(header),
                  ends: each,
                });
            }
          }
        },
      ),
      runs,
    );
    console.log(met);
  });
});
