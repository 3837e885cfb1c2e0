import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Network } from '../../../src/model/network/network.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { nodeIds } from '../../../src/model/network/node.ts';
import type { Rule } from '../../../src/model/network/rule.ts';
import { rules } from '../../../src/model/network/rules.ts';
import { printNetwork } from '../../../src/model/notation/print-network.ts';
import { readNetwork } from '../../../src/model/notation/read.ts';
import { writeNetwork } from '../../../src/model/notation/write.ts';
import type { Value } from '../../../src/text/value.ts';
import { writeYaml } from '../../../src/text/write.ts';
import { networks } from '../../generate/network.ts';
import { SEED } from '../../generate/seed.ts';
import { documents, reordered } from './document.ts';
import { itemOf, itemOfValue, soundNetwork } from './reading.ts';

const read = (value: Value) => soundNetwork(itemOfValue(value));

describe('for every document', () => {
  const each = (check: (document: Value) => void) =>
    fc.assert(fc.property(documents, check), { numRuns: 300, seed: SEED });

  test('what is read, written and read again has the same canonical print', () => {
    each((document) => {
      const network = read(document);
      const again = read(writeNetwork(network));
      expect(printNetwork(again)).toBe(printNetwork(network));
      for (const id of nodeIds(network.nodes)) expect(rulesOf(again, id)).toEqual(rulesOf(network, id));
    });
  });

  test('what was written once is written alike again', () => {
    each((document) => {
      const written = writeNetwork(read(document));
      expect(writeNetwork(read(written))).toEqual(written);
    });
  });

  test('the order of keys says nothing', () => {
    each((document) => {
      expect(printNetwork(read(reordered(document)))).toBe(printNetwork(read(document)));
    });
  });

  test('as YAML it reads back to the same network', () => {
    each((document) => {
      const network = read(document);
      expect(printNetwork(soundNetwork(itemOf(writeYaml(writeNetwork(network)))))).toBe(
        printNetwork(network),
      );
    });
  });
});

describe('for every network, of families, patches and facts', () => {
  test('the notation has the same canonical print', () => {
    fc.assert(
      fc.property(networks(), (random) => {
        // A notation names sets, and has no word for a node that is none.
        const sets = random.sets.map((set, i) => ({ ...set, name: `set${i}` }));
        const network = { ...random, sets };
        const print = printNetwork(network);
        fc.pre(!print.includes('?'));
        expect(printNetwork(read(writeNetwork(network)))).toBe(print);
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});

describe('for every value', () => {
  test('reading never throws, and explains itself where there is no network', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (nodes, links) => {
        const head = { apiVersion: 'fibula.dev/v1alpha1', kind: 'Network', metadata: { name: 'x' } };
        for (const value of [
          nodes,
          { ...head, spec: nodes },
          { ...head, spec: { nodes, links } },
        ] as Value[]) {
          const { network, diagnostics } = readNetwork(itemOfValue(value));
          expect(network === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
        }
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  test('a part that is replaced by anything is read or complained of', () => {
    fc.assert(
      fc.property(documents, fc.jsonValue(), fc.nat(), (document, other, seed) => {
        const { network, diagnostics } = readNetwork(itemOfValue(replaced(document, other as Value, seed)));
        expect(network === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});

/** What the rules of a switch say, without where they come from. */
function rulesOf(network: Network, id: NodeId): Omit<Rule, 'origin'>[] {
  return Array.from(rules(network, id), ({ origin: _, ...rule }) => rule);
}

/** The value with one part, chosen by the seed, replaced. */
function replaced(value: Value, other: Value, seed: number): Value {
  if (typeof value !== 'object' || value === null || seed % 5 === 0) return other;
  const keys = Object.keys(value);
  const key = keys[seed % Math.max(1, keys.length)];
  if (key === undefined) return other;
  const rest = Math.floor(seed / 7);
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === key ? replaced(item, other, rest) : item));
  return { ...value, [key]: replaced((value as Record<string, Value>)[key] as Value, other, rest) };
}
