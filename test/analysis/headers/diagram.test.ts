import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../../src/analysis/headers/blocks.ts';
import type { Diagrams, HeaderSet } from '../../../src/analysis/headers/diagram.ts';
import {
  ALL,
  at,
  diagrams,
  intersect,
  NONE,
  subtract,
  union,
} from '../../../src/analysis/headers/diagram.ts';
import { factsFor, headersOf, only, sendable } from '../../../src/analysis/headers/header-set.ts';
import { image } from '../../../src/analysis/headers/image.ts';
import { ENDS, SAME } from '../../../src/analysis/headers/level.ts';
import { preimage } from '../../../src/analysis/headers/preimage.ts';
import { readingOf } from '../../../src/analysis/headers/reading.ts';
import { isEmpty, sameHeaders } from '../../../src/analysis/headers/region.ts';
import { witness } from '../../../src/analysis/headers/witness.ts';
import { ARTICLE } from '../../../src/index.ts';
import { translated } from '../../../src/model/exchange/step.ts';
import type { Address } from '../../../src/model/header/address.ts';
import { address } from '../../../src/model/header/address.ts';
import { addressSet, formatAddressSet } from '../../../src/model/header/address-set.ts';
import type { Header } from '../../../src/model/header/header.ts';
import type { HeaderMatch } from '../../../src/model/header/header-match.ts';
import { matchesHeader } from '../../../src/model/header/header-match.ts';
import { portSet } from '../../../src/model/header/port.ts';
import type { Protocol } from '../../../src/model/header/protocol.ts';
import type { HeaderChange } from '../../../src/model/network/action.ts';
import { k1 } from '../../generate/k1.ts';
import { SEED } from '../../generate/seed.ts';

/** A small world: sets are made of its values, and it holds a header of each sort that they tell apart. */
const ADDRESSES: readonly Address[] = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(address);
const PORTS = [0, 1, 2, 65535];
const WORLD: readonly Header[] = (['TCP', 'UDP'] as Protocol[]).flatMap((protocol) =>
  [...ADDRESSES, address('10.0.0.9')].flatMap((source) =>
    [...ADDRESSES, address('10.0.0.9')].flatMap((target) =>
      PORTS.flatMap((sourcePort) =>
        PORTS.map((targetPort): Header => ({ protocol, source, sourcePort, target, targetPort })),
      ),
    ),
  ),
);

/** A set as a formula: what a diagram is made of. */
type Formula =
  | { readonly kind: 'match'; readonly match: HeaderMatch }
  | { readonly kind: 'same' }
  | { readonly kind: 'union' | 'intersect' | 'subtract'; readonly of: readonly [Formula, Formula] };

const addresses = fc.subarray([...ADDRESSES]).map((some) => addressSet(...some));
const ports = fc.subarray(PORTS).map((some) => portSet(...some));
const protocols = fc.subarray(['TCP', 'UDP'] as Protocol[]);
const field = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const matches: fc.Arbitrary<HeaderMatch> = fc
  .record({
    protocols: field(protocols),
    sources: field(addresses),
    sourcePorts: field(ports),
    targets: field(addresses),
    targetPorts: field(ports),
  })
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, part]) => part !== undefined)));

const { formula: formulas } = fc.letrec<{ formula: Formula; leaf: Formula }>((tie) => ({
  leaf: fc.oneof(
    { weight: 3, arbitrary: matches.map((match): Formula => ({ kind: 'match', match })) },
    { weight: 1, arbitrary: fc.constant<Formula>({ kind: 'same' }) },
  ),
  formula: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom('union', 'intersect', 'subtract'), tie('formula'), tie('formula'))
      .map(([kind, a, b]): Formula => ({ kind, of: [a, b] })),
  ),
}));

const COMBINE = { union, intersect, subtract };

function setOf(sets: Diagrams, formula: Formula): HeaderSet {
  switch (formula.kind) {
    case 'match':
      return headersOf(sets, formula.match);
    case 'same':
      return at(sets, ENDS, SAME);
    default: {
      const [a, b] = formula.of.map((one) => setOf(sets, one)) as [HeaderSet, HeaderSet];
      return COMBINE[formula.kind](sets, a, b);
    }
  }
}

function holds(formula: Formula, header: Header): boolean {
  switch (formula.kind) {
    case 'match':
      return matchesHeader(formula.match, header);
    case 'same':
      return header.source === header.target;
    default: {
      const [a, b] = formula.of.map((one) => holds(one, header)) as [boolean, boolean];
      return formula.kind === 'union' ? a || b : a && (formula.kind === 'intersect' ? b : !b);
    }
  }
}

const changes: fc.Arbitrary<HeaderChange> = fc
  .record({
    source: field(fc.constantFrom(...ADDRESSES)),
    target: field(fc.constantFrom(...ADDRESSES)),
    sourcePort: field(fc.constantFrom(...PORTS)),
    targetPort: field(fc.constantFrom(...PORTS)),
  })
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, part]) => part !== undefined)));

const has = (sets: Diagrams, set: HeaderSet, header: Header): boolean => factsFor(sets, set, header) === ALL;
const runs = { seed: SEED, numRuns: 150 };

describe('a set of headers', () => {
  test('holds the headers of which its formula is true', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const sets = diagrams();
        const set = setOf(sets, formula);
        for (const header of WORLD) expect(has(sets, set, header)).toBe(holds(formula, header));
      }),
      runs,
    );
  });

  test('is one number, however it is put together', () => {
    fc.assert(
      fc.property(formulas, formulas, formulas, (a, b, c) => {
        const sets = diagrams();
        const [x, y, z] = [a, b, c].map((one) => setOf(sets, one)) as [HeaderSet, HeaderSet, HeaderSet];
        const left = intersect(sets, x, union(sets, y, z));
        expect(union(sets, intersect(sets, x, y), intersect(sets, x, z))).toBe(left);
        expect(subtract(sets, x, subtract(sets, x, y))).toBe(intersect(sets, x, y));
        expect(sets.ite(x, y, z)).toBe(union(sets, intersect(sets, x, y), subtract(sets, z, x)));
        expect(union(sets, x, subtract(sets, ALL, x))).toBe(ALL);
      }),
      runs,
    );
  });

  test('is empty if and only if it has no header, and its witness is one of its own', () => {
    let empty = 0;
    const reading = readingOf(k1(ARTICLE));
    const { sets } = reading;
    fc.assert(
      fc.property(formulas, formulas, (a, b) => {
        const set = subtract(sets, setOf(sets, a), setOf(sets, b));
        const members = WORLD.filter((header) => holds(a, header) && !holds(b, header));
        const found = witness(reading, set);
        if (members.length === 0) empty++;
        expect(found !== undefined).toBe(!isEmpty(sets, intersect(sets, set, reading.sendable)));
        if (members.length > 0) expect(found).toBeDefined();
        if (found !== undefined) expect(has(sets, set, found.header)).toBe(true);
        // Each sort of header stands in the world: what is empty there is empty.
        expect(isEmpty(sets, set)).toBe(members.length === 0);
      }),
      { ...runs, numRuns: 600 },
    );
    expect(empty).toBeGreaterThan(20);
  });

  test('backwards through a change holds what the change puts into it', () => {
    fc.assert(
      fc.property(formulas, changes, (formula, change) => {
        const sets = diagrams();
        const before = preimage(sets, setOf(sets, formula), change);
        for (const header of WORLD)
          expect(has(sets, before, header)).toBe(holds(formula, translated(header, change)));
      }),
      runs,
    );
  });

  test('forwards through a change holds what the change makes of its headers', () => {
    fc.assert(
      fc.property(formulas, changes, (formula, change) => {
        const sets = diagrams();
        const after = image(sets, setOf(sets, formula), change);
        const made = new Set(
          WORLD.filter((one) => holds(formula, one)).map((one) => textOf(translated(one, change))),
        );
        for (const header of WORLD) expect(has(sets, after, header)).toBe(made.has(textOf(header)));
      }),
      runs,
    );
  });

  test('is its blocks, each header in one', () => {
    const reading = readingOf(k1(ARTICLE));
    const { sets } = reading;
    const portless: readonly Header[] = WORLD.filter(
      ({ sourcePort, targetPort }) => sourcePort + targetPort === 0,
    ).map((one) => ({ ...one, protocol: 'ICMP' }));
    fc.assert(
      fc.property(formulas, (formula) => {
        const blocks = blocksOf(reading, setOf(sets, formula), 10_000) ?? [];
        for (const header of [...WORLD, ...portless]) {
          const inside = blocks.filter(
            (block) =>
              matchesHeader(block, header) &&
              (block.ends === undefined || (block.ends === 'same') === (header.source === header.target)),
          );
          expect(inside.length).toBe(holds(formula, header) ? 1 : 0);
        }
      }),
      runs,
    );
  });
});

describe('the headers that there are', () => {
  test('are of one family, and without ports where the protocol has none', () => {
    const sets = diagrams();
    const all = sendable(sets);
    const tcp: Header = {
      protocol: 'TCP',
      source: address('1.2.3.4'),
      sourcePort: 7,
      target: address('9.9.9.9'),
      targetPort: 80,
    };
    const in6 = { source: address('fd00::1'), target: address('::1') };
    const sent: readonly (readonly [Header, boolean])[] = [
      [tcp, true],
      [{ ...tcp, ...in6 }, true],
      [{ ...tcp, source: in6.source }, false],
      [{ ...tcp, target: in6.target }, false],
      [{ ...tcp, protocol: 'ICMP' }, false],
      [{ ...tcp, protocol: 'ICMP', sourcePort: 0, targetPort: 0 }, true],
      [{ ...tcp, protocol: 'other', sourcePort: 0, targetPort: 1 }, false],
    ];
    for (const [header, is] of sent) expect(has(sets, all, header)).toBe(is);
  });

  test('of one address, and not of one, are all: the two sets that ask for equal ends meet nowhere', () => {
    const sets = diagrams();
    const one = addressSet(ADDRESSES[0] as Address);
    const other = addressSet(ADDRESSES[1] as Address);
    const same = at(sets, ENDS, SAME);
    const apart = intersect(sets, same, headersOf(sets, { sources: one, targets: other }));
    expect(apart).not.toBe(NONE);
    expect(isEmpty(sets, apart)).toBe(true);
    expect(
      sameHeaders(
        sets,
        intersect(sets, same, headersOf(sets, { sources: one })),
        intersect(sets, same, headersOf(sets, { targets: one })),
      ),
    ).toBe(true);
    expect(formatAddressSet(one)).toBe('10.0.0.1');
    expect(isEmpty(sets, only(sets, WORLD[0] as Header))).toBe(false);
  });
});

const textOf = ({ protocol, source, sourcePort, target, targetPort }: Header): string =>
  [protocol, source, sourcePort, target, targetPort].join(' ');
