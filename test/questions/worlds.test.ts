import { describe, expect, test } from 'vitest';
import type { FactId } from '../../src/model/network/fact.ts';
import type { OpenWay } from '../../src/questions/worlds.ts';
import { decidingFacts, inAllWorlds } from '../../src/questions/worlds.ts';

const [A, B] = [0 as FactId, 1 as FactId];
type Taken = 'holds' | 'fails';
const way = (answer: 'reachable' | 'unreachable', ...taken: [FactId, Taken][]): OpenWay<string> => ({
  answer,
  taken: new Map(taken),
});

describe('what ways come to in all worlds (01 §1.12)', () => {
  test('is their answer where they agree, whatever they take', () => {
    expect(inAllWorlds([way('reachable', [A, 'holds']), way('reachable', [A, 'fails'])])).toBe('reachable');
  });

  test('is ambiguous where it differs by choice, however facts turn out', () => {
    expect(inAllWorlds([way('reachable'), way('unreachable')])).toBe('ambiguous');
    expect(
      inAllWorlds([
        ...[way('reachable', [A, 'holds']), way('unreachable', [A, 'holds'])],
        ...[way('reachable', [A, 'fails']), way('unreachable', [A, 'fails'])],
      ]),
    ).toBe('ambiguous');
  });

  test('is unknown where a fact decides', () => {
    expect(inAllWorlds([way('reachable', [A, 'holds']), way('unreachable', [A, 'fails'])])).toBe('unknown');
  });
});

describe('the facts that decide', () => {
  test('are not those that were met on the way alone', () => {
    const ways = [
      ...[way('reachable', [A, 'holds'], [B, 'holds']), way('unreachable', [A, 'holds'], [B, 'fails'])],
      ...[way('reachable', [A, 'fails'], [B, 'holds']), way('unreachable', [A, 'fails'], [B, 'fails'])],
    ];
    expect(inAllWorlds(ways)).toBe('unknown');
    expect(decidingFacts(ways)).toEqual([B]);
  });

  test('are all of which one alone would not do', () => {
    const ways = [
      way('reachable', [A, 'holds'], [B, 'holds']),
      way('unreachable', [A, 'holds'], [B, 'fails']),
      way('unreachable', [A, 'fails']),
    ];
    expect(decidingFacts(ways)).toEqual([A, B]);
  });
});
