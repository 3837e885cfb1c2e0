import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Links } from '../../../src/model/network/link.ts';
import { eachLink, linkCount, linked, linksOf, neighbours } from '../../../src/model/network/link.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { SEED } from '../../generate/seed.ts';

const SIZE = 9;

/** Pairs among nodes 0 to 4 and between 4 and 5, one mesh among 5 to 8: no link stands twice. */
const someLinks: fc.Arbitrary<Links> = fc
  .record({
    pairs: fc.subarray(
      [0, 1, 2, 3, 4, 5].flatMap((a) => [0, 1, 2, 3, 4].filter((b) => b < a).map((b) => [a, b] as const)),
    ),
    mesh: fc.subarray([5, 6, 7, 8]),
  })
  .map(({ pairs, mesh }) => linksOf(pairs, mesh.length > 1 ? [mesh] : []));

const ids = Array.from({ length: SIZE + 2 }, (_, id) => id as NodeId);

describe('links', () => {
  test('are undirected, and join nobody with itself (01 §1.1)', () => {
    fc.assert(
      fc.property(someLinks, (links) => {
        for (const a of ids) {
          expect(linked(links, a, a)).toBe(false);
          for (const b of ids) expect(linked(links, a, b)).toBe(linked(links, b, a));
        }
      }),
      { seed: SEED },
    );
  });

  test('written out, are as many as counted, and join exactly who is linked (01 §1.10)', () => {
    fc.assert(
      fc.property(someLinks, (links) => {
        const all = [...eachLink(links)].map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
        expect(linkCount(links)).toBe(all.length);
        expect(new Set(all).size).toBe(all.length);
        for (const a of ids) {
          for (const b of ids) if (a < b) expect(linked(links, a, b)).toBe(all.includes(`${a}-${b}`));
        }
      }),
      { seed: SEED },
    );
  });

  test('make neighbours: each once, exactly those who are linked', () => {
    fc.assert(
      fc.property(someLinks, (links) => {
        for (const a of ids) {
          const mine = [...neighbours(links, a)];
          expect(mine.toSorted((x, y) => x - y)).toEqual(ids.filter((b) => linked(links, a, b)));
        }
      }),
      { seed: SEED },
    );
  });

  test('a mesh of 5,000 is one group and 12,497,500 links (01 §1.10)', () => {
    const mesh = Array.from({ length: 5000 }, (_, id) => id);
    const links = linksOf([], [mesh]);
    expect(linkCount(links)).toBe(12_497_500);
    expect(linked(links, 0 as NodeId, 4999 as NodeId)).toBe(true);
    expect(linked(links, 0 as NodeId, 5000 as NodeId)).toBe(false);
  });
});
