import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OPTIONS } from '../src/index.ts';
import { allCases } from './cases/case.ts';
import type { Cover } from './coverage/cover.ts';
import {
  accepts,
  concernsMessages,
  coverage,
  differByOneField,
  refuses,
  showsAnother,
  showsDefault,
} from './coverage/cover.ts';
import { pageOf } from './coverage/page.ts';

const covers = coverage();
const page = new URL('../docs/coverage.md', import.meta.url);

/** The numbers of those that lack something. */
const numbersOf = (some: readonly Cover[]): readonly string[] => some.map(({ number }) => `S${number}`);
const stated = covers.filter((one) => (one.kind === 'DEF' || one.kind === 'IMPL') && concernsMessages(one));
const open = covers.filter(({ kind, number }) => kind === 'OPEN' && number >= 18);

describe('what Kubernetes says', () => {
  test('is numbered from 1 to 146', () => {
    expect(covers.map(({ number }) => number)).toEqual(Array.from({ length: 146 }, (_, i) => i + 1));
  });

  test('is cited by cases with numbers that there are', () => {
    const known = new Set(numbersOf(covers));
    const strange = allCases().flatMap(({ requirements }) => requirements.filter((one) => !known.has(one)));
    expect(strange).toEqual([]);
  });

  test('is named by code, or a sentence says why by none', () => {
    expect(
      numbersOf(stated.filter(({ code, nowhere }) => code.length === 0 && nowhere === undefined)),
    ).toEqual([]);
  });

  test('is shown by a test or a case', () => {
    const silent = stated.filter(({ tests, cases }) => tests.length === 0 && cases.length === 0);
    expect(numbersOf(silent)).toEqual([]);
  });

  test('has a case that is reachable', () => {
    expect(numbersOf(stated.filter(({ cases }) => !cases.some(accepts)))).toEqual([]);
  });

  test('has a case that is not', () => {
    const without = stated.filter((one) => !one.cases.some((each) => refuses(each, one)));
    expect(numbersOf(without)).toEqual([]);
  });

  test('has two such cases that differ by one field, or a sentence says why not', () => {
    const without = stated.filter((one) => one.apart === undefined && !differByOneField(one));
    expect(numbersOf(without)).toEqual([]);
  });

  test('has no sentence that excuses what is there', () => {
    const excused = covers.filter(
      (one) =>
        (one.aside !== undefined && one.cases.length > 0) ||
        (one.nowhere !== undefined && one.code.length > 0) ||
        (one.apart !== undefined && differByOneField(one)),
    );
    expect(numbersOf(excused)).toEqual([]);
  });
});

describe('what Kubernetes leaves open', () => {
  test('has an option, or a sentence says why not', () => {
    const without = open.filter(({ options = [], fixed }) => options.length === 0 && fixed === undefined);
    expect(numbersOf(without)).toEqual([]);
  });

  test('has every option that there is', () => {
    const missing = OPTIONS.filter(({ key, requirement }) => {
      const own = covers.find(({ number }) => `S${number}` === requirement);
      return requirement.startsWith('S') && !own?.options?.includes(key);
    });
    expect(missing.map(({ key }) => key)).toEqual([]);
  });

  test('has a case of the default, which names the option where the verdict depends on it', () => {
    expect(numbersOf(covers.filter((one) => one.options !== undefined && !showsDefault(one)))).toEqual([]);
  });

  test('has a case of another value', () => {
    expect(numbersOf(covers.filter((one) => one.options !== undefined && !showsAnother(one)))).toEqual([]);
  });

  test('has a case where it has no option', () => {
    const without = open.filter(({ fixed, aside, cases }) => fixed && !aside && cases.length === 0);
    expect(numbersOf(without)).toEqual([]);
  });
});

test('the page is up to date', () => {
  const text = pageOf(covers);
  if (process.env.COVERAGE === 'write') writeFileSync(page, text);
  expect(readFileSync(page, 'utf8') === text, 'node scripts/coverage.mjs --write').toBe(true);
});
