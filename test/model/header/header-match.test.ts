import fc from 'fast-check';
import { expect, test } from 'vitest';
import { address } from '../../../src/model/header/address.ts';
import { addressSet, containsAddress } from '../../../src/model/header/address-set.ts';
import type { Header } from '../../../src/model/header/header.ts';
import type { HeaderMatch } from '../../../src/model/header/header-match.ts';
import { intersectMatches, matchesHeader } from '../../../src/model/header/header-match.ts';
import { containsPort, portSet } from '../../../src/model/header/port.ts';
import { fewHeaders, fewMatches } from './arbitrary.ts';

const runs = { numRuns: 5000 };

/** The naive model: every field that is there holds. */
function holds(match: HeaderMatch, h: Header): boolean {
  const asked: boolean[] = [];
  if (match.protocols) asked.push(match.protocols.includes(h.protocol));
  if (match.sources) asked.push(containsAddress(match.sources, h.source));
  if (match.sourcePorts) asked.push(containsPort(match.sourcePorts, h.sourcePort));
  if (match.targets) asked.push(containsAddress(match.targets, h.target));
  if (match.targetPorts) asked.push(containsPort(match.targetPorts, h.targetPort));
  return !asked.includes(false);
}

const someEmpty = (match: HeaderMatch): boolean => Object.values(match).some((field) => field.length === 0);

test('law: a header matches exactly if every field that is there holds', () => {
  fc.assert(
    fc.property(fewMatches, fewHeaders, (match, h) => {
      expect(matchesHeader(match, h)).toBe(holds(match, h));
    }),
    runs,
  );
});

test('law: a header matches the intersection exactly if it matches both', () => {
  fc.assert(
    fc.property(fewMatches, fewMatches, fewHeaders, (a, b, h) => {
      const both = intersectMatches(a, b);
      expect(both !== undefined && matchesHeader(both, h)).toBe(matchesHeader(a, h) && matchesHeader(b, h));
    }),
    runs,
  );
});

test('law: where the intersection is not undefined, some header matches both', () => {
  fc.assert(
    fc.property(fewMatches, fewMatches, (a, b) => {
      const both = intersectMatches(a, b);
      if (both === undefined) return;
      expect(someEmpty(both)).toBe(false);
      expect(matchesHeader(a, example(both)) && matchesHeader(b, example(both))).toBe(true);
    }),
    runs,
  );
});

test('law: intersection is commutative, associative and idempotent, and the empty match is its unit', () => {
  const meet = (a: HeaderMatch | undefined, b: HeaderMatch | undefined): HeaderMatch | undefined =>
    a && b && intersectMatches(a, b);
  fc.assert(
    fc.property(fewMatches, fewMatches, fewMatches, (a, b, c) => {
      expect(meet(a, b)).toEqual(meet(b, a));
      expect(meet(meet(a, b), c)).toEqual(meet(a, meet(b, c)));
      expect(meet(a, a)).toEqual(someEmpty(a) ? undefined : a);
      expect(meet(a, {})).toEqual(someEmpty(a) ? undefined : a);
    }),
    runs,
  );
});

test('a port asked of a message without ports is not met', () => {
  const ping: Header = {
    protocol: 'ICMP',
    source: address('10.1.1.1'),
    sourcePort: 0,
    target: address('10.1.2.1'),
    targetPort: 0,
  };
  expect(matchesHeader({ targets: addressSet(address('10.1.2.1')) }, ping)).toBe(true);
  expect(matchesHeader({ targetPorts: portSet([1, 65535]) }, ping)).toBe(false);
});

/** A header that a match without empty fields asks for. */
function example(match: HeaderMatch): Header {
  const any = address('10.0.0.1');
  return {
    protocol: match.protocols?.[0] ?? 'TCP',
    source: match.sources?.[0]?.[0] ?? any,
    sourcePort: match.sourcePorts?.[0]?.[0] ?? 1,
    target: match.targets?.[0]?.[0] ?? any,
    targetPort: match.targetPorts?.[0]?.[0] ?? 1,
  };
}
