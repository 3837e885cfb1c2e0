import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { optionsPage, page } from '../scripts/options.mjs';
import { codePage, OPTIONS } from '../src/index.ts';

const text = readFileSync(page as URL, 'utf8');

test('the page of options is up to date', () => {
  expect(text === optionsPage(OPTIONS, codePage), 'node scripts/options.mjs --write').toBe(true);
});

test('the page of options says of each its number, its code, and every value', () => {
  for (const { key, requirement, code, values } of OPTIONS) {
    const row = text.split('\n').find((line) => line.startsWith(`| [${key}]`)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect([cells[2], cells[4]]).toEqual([requirement, code]);
    for (const value of values) expect(cells[3]).toContain(value);
  }
});
