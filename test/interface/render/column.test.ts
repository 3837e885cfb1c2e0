import { describe, expect, test } from 'vitest';
import { formatColumns, printable } from '../../../src/interface/render/column.ts';

describe('a table', () => {
  test('has columns as wide as their widest cell, and no spaces at the ends of lines', () => {
    expect(
      formatColumns([
        ['A', 'LONG'],
        ['wide', 'x'],
        ['', ''],
      ]),
    ).toBe('A      LONG\nwide   x\n\n');
  });

  test('puts numbers at the right', () => {
    expect(
      formatColumns(
        [
          ['N', 'X'],
          ['10', 'a'],
          ['9', 'b'],
        ],
        { gap: 1, right: [0] },
      ),
    ).toBe(' N X\n10 a\n 9 b\n');
  });

  test('lets a line stand between rows as it is', () => {
    expect(formatColumns([['a', 'b'], '  └ a line wider than the table', ['ccc', 'd']], { gap: 1 })).toBe(
      'a   b\n  └ a line wider than the table\nccc d\n',
    );
  });

  test('measures cells before they are painted, and letters by the columns they take', () => {
    const paint = (text: string): string => `<${text}>`;
    expect(
      formatColumns(
        [
          ['日本', 'b'],
          ['c', 'd'],
        ],
        { gap: 1, paint },
      ),
    ).toBe('<日本> <b>\n<c>    <d>\n');
  });

  test('shows control characters as U+FFFD: names are given by others', () => {
    expect(printable('a\u001b[31mb\n\u202ec')).toBe('a\ufffd[31mb\ufffd\ufffdc');
    expect(formatColumns([['a\tb']])).toBe('a\ufffdb\n');
  });
});
