import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../src/model/network/directory.ts';
import { isIndexed, rowsOf } from '../../../src/model/network/directory.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { nodeIds } from '../../../src/model/network/node.ts';
import type { Rule } from '../../../src/model/network/rule.ts';
import { ruleCount, rules, sameRule, withPatches } from '../../../src/model/network/rules.ts';
import { networks } from '../../generate/network.ts';
import { SEED } from '../../generate/seed.ts';

const runs = { seed: SEED, numRuns: 400 };

describe('the rules of a switch (01 §1.11)', () => {
  test('are as many as counted without writing them out', () => {
    fc.assert(
      fc.property(networks(), (network) => {
        for (const id of nodeIds(network.nodes)) {
          expect(ruleCount(network, id)).toBe([...rules(network, id)].length);
        }
      }),
      runs,
    );
  });

  test('are those of its tables, one after the other', () => {
    fc.assert(
      fc.property(networks(), (network) => {
        for (const id of nodeIds(network.nodes)) {
          const byTable = [0, 1, 2].flatMap((table) => [...rules(network, id, table)]);
          expect([...rules(network, id)]).toEqual(byTable);
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });

  test('hold no term: what is open in a family is filled in for the row', () => {
    fc.assert(
      fc.property(networks(), (network) => {
        for (const id of nodeIds(network.nodes)) {
          const text = JSON.stringify([...rules(network, id)], (_, value: unknown) =>
            typeof value === 'bigint' ? String(value) : value,
          );
          expect(text).not.toMatch(/"(row":"|self")/);
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

describe('a patch (R12)', () => {
  const plain = fc.record({ network: networks(), at: fc.nat(7), which: fc.nat() });
  const withoutPatches = plain.map(({ network, at, which }) => ({
    network: { ...network, fibs: { ...network.fibs, patches: new Map() } },
    at: (network.nodes.size - 1 - (at % network.nodes.size)) as NodeId,
    which,
  }));
  const other: Rule = {
    id: { table: 0, family: 0, row: 0 },
    label: 'other',
    match: {},
    action: { kind: 'discard', reason: 'OTHER', answer: 'drop' },
    requirements: [],
    assumes: [],
  };

  test('that drops a rule takes away that rule and no other; dropped twice, it is gone once', () => {
    fc.assert(
      fc.property(withoutPatches, ({ network, at, which }) => {
        const before = [...rules(network, at)];
        fc.pre(before.length > 0);
        const rule = before[which % before.length] as Rule;
        const after = before.filter(({ id }) => !sameRule(id, rule.id));
        const drop = { kind: 'drop', at: rule.id } as const;
        for (const patched of [withPatches(network, at, drop), withPatches(network, at, drop, drop)]) {
          expect([...rules(patched, at)]).toEqual(after);
          expect(ruleCount(patched, at)).toBe(before.length - 1);
        }
      }),
      runs,
    );
  });

  test('that replaces a rule puts another in its place; a later patch to it counts', () => {
    fc.assert(
      fc.property(withoutPatches, ({ network, at, which }) => {
        const before = [...rules(network, at)];
        fc.pre(before.length > 0);
        const index = which % before.length;
        const { id } = before[index] as Rule;
        const replaced = withPatches(network, at, { kind: 'replace', at: id, rule: other });
        expect([...rules(replaced, at)]).toEqual(before.with(index, other));
        const dropped = withPatches(replaced, at, { kind: 'drop', at: id });
        expect([...rules(dropped, at)]).toEqual(before.toSpliced(index, 1));
        const back = withPatches(dropped, at, { kind: 'replace', at: id, rule: before[index] as Rule });
        expect([...rules(back, at)]).toEqual(before);
      }),
      runs,
    );
  });

  test('that inserts a rule puts it right before another, in the order given', () => {
    fc.assert(
      fc.property(withoutPatches, ({ network, at, which }) => {
        const before = [...rules(network, at)];
        fc.pre(before.length > 0);
        const index = which % before.length;
        const { id } = before[index] as Rule;
        const second = { ...other, label: 'second' };
        const inserted = withPatches(
          network,
          at,
          { kind: 'insert', at: id, rule: other },
          { kind: 'insert', at: id, rule: second },
        );
        expect([...rules(inserted, at)]).toEqual(before.toSpliced(index, 0, other, second));
      }),
      runs,
    );
  });

  test('to one switch leaves all others as they are', () => {
    fc.assert(
      fc.property(withoutPatches, ({ network, at }) => {
        const drops = [...rules(network, at)].map(({ id }) => ({ kind: 'drop', at: id }) as const);
        const patched = withPatches(network, at, ...drops);
        expect([...rules(patched, at)]).toEqual([]);
        for (const id of nodeIds(network.nodes)) {
          if (id !== at) expect([...rules(patched, id)]).toEqual([...rules(network, id)]);
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

describe('a directory', () => {
  test('finds by index exactly the rows that hold the cell, NO_NODE included', () => {
    fc.assert(
      fc.property(networks(), ({ directories }) => {
        for (const { columns } of Object.values(directories)) {
          for (const column of Object.values(columns)) {
            if (!isIndexed(column)) continue;
            const cells: ArrayLike<Cell> = column.cells;
            const rows = Array.from(cells, (_, row) => row);
            for (const cell of [...Array.from(cells), -2, -1, 0, 7, 99, 'none']) {
              expect(Array.from(rowsOf(column, cell))).toEqual(rows.filter((row) => cells[row] === cell));
            }
          }
        }
      }),
      { ...runs, numRuns: 200 },
    );
  });

  test('finds large and sparse numbers too', () => {
    const column = { kind: 'number', cells: [70_000, -5, 70_000, 3] } as const;
    expect(Array.from(rowsOf(column, 70_000))).toEqual([0, 2]);
    expect(Array.from(rowsOf(column, -5))).toEqual([1]);
    expect(Array.from(rowsOf(column, 4))).toEqual([]);
  });
});
