import { expect, test } from 'vitest';
import type { State } from '../../src/index.ts';
import type { Case } from './case.ts';
import { allCases, runCase, stateFor } from './case.ts';

/** The numbers that rules of a network realise. */
function realisedBy({ network }: State): ReadonlySet<string> {
  const families = network.fibs.templates.flatMap(({ tables }) => tables.flatMap((table) => table.families));
  return new Set(families.flatMap(({ requirements }) => requirements));
}

/** The same state without the rules that realise a number. */
function without(state: State, number: string): State {
  const templates = state.network.fibs.templates.map((template) => ({
    ...template,
    tables: template.tables.map((table) => ({
      ...table,
      families: table.families.filter(({ requirements }) => !requirements.includes(number)),
    })),
  }));
  return { ...state, network: { ...state.network, fibs: { ...state.network.fibs, templates } } };
}

/** Whether a case that holds fails once the rules for a number are gone. */
async function fails(one: Case, number: string): Promise<boolean> {
  const state = stateFor(one);
  if (!realisedBy(state).has(number) || (await runCase(one, state)).length > 0) return false;
  return (await runCase(one, without(state, number))).length > 0;
}

const cases = allCases();
const numbers = [...new Set(cases.flatMap((one) => [...realisedBy(stateFor(one))]))]
  .filter((number) => number.startsWith('S'))
  .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));

test('rules realise many of the numbers', () => {
  expect(numbers.length).toBeGreaterThan(50);
});

test.each(numbers)('without the rules for %s a case that shows it fails', async (number) => {
  const showing = cases.filter(({ requirements }) => requirements.includes(number));
  const failing: Case[] = [];
  for (const one of showing) {
    if (await fails(one, number)) failing.push(one);
  }
  expect(failing.length, `of ${showing.length} cases that name ${number}`).toBeGreaterThan(0);
});
