import { describe, expect, test } from 'vitest';
import { runCase, stateFor, stories } from './case.ts';

for (const { story, cases } of stories()) {
  describe(story, () => {
    test('has a sentence of its own for every case', () => {
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });

    for (const one of cases) {
      test(`${one.name} (${one.requirements.join(', ')})`, async () => {
        expect(await runCase(one, stateFor(one))).toEqual([]);
      });
    }
  });
}
