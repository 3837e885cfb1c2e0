import { STANDARD } from '../src/kubernetes/profile/profile.ts';
import { readCluster } from '../src/kubernetes/read/read.ts';
import { compareStates } from '../src/questions/difference.ts';
import { applyChange } from '../src/state/apply.ts';
import { pairsOf } from '../src/state/pairs.ts';
import { stateOfObjects } from '../src/state/state.ts';
import type { Item } from '../src/text/item.ts';
import { shapeObjects } from '../test/generate/shapes.ts';
import type { Benchmark } from './benchmark.ts';
import { run } from './benchmark.ts';
import { itemsFrom } from './generated.ts';

const sizes = [
  { pods: 1000, hosts: 50, policies: 500 },
  { pods: 15_000, hosts: 500, policies: 5000 },
  { pods: 150_000, hosts: 5000, policies: 100_000 },
];

/** So many changes at small sizes. */
const CHANGES = 15;

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] as number;

/** What a change of one policy costs, and of one pod: the new state, its classes, and what it opens and closes. */
const benchmark: Benchmark<(typeof sizes)[number]> = {
  name: 'change',
  sizes,
  measure({ pods, hosts, policies }) {
    const options = { profile: STANDARD, namespace: 'default' };
    const shape = { shape: 'many namespaces', pods, hosts, policies, services: pods / 10, seed: 1 } as const;
    const items = [...itemsFrom(shapeObjects(shape))];
    const base = stateOfObjects(readCluster(items, options), [], 1, options);
    pairsOf(base, 'IPv4');
    const of = (kind: string): Item[] =>
      items.filter(({ value }) => (value as { kind: string }).kind === kind);
    const figures: Record<string, number> = {};
    for (const kind of ['NetworkPolicy', 'Pod']) {
      const [state, classes, difference]: number[][] = [[], [], []];
      const some = of(kind);
      for (let i = 0; i < (pods > 1000 ? 3 : CHANGES); i++) {
        const item = some[(i * 7919) % some.length] as Item;
        const times = [performance.now()];
        const next = applyChange(base, { kind: 'delete', item });
        times.push(performance.now());
        pairsOf(next, 'IPv4');
        times.push(performance.now());
        if (pods <= 1000) compareStates(base, next);
        times.push(performance.now());
        for (const [n, list] of [state, classes, difference].entries())
          list?.push((times[n + 1] as number) - (times[n] as number));
      }
      const name = kind === 'Pod' ? 'pod' : 'policy';
      figures[`${name}_state_ms`] = median(state as number[]);
      figures[`${name}_classes_ms`] = median(classes as number[]);
      if (pods <= 1000) figures[`${name}_difference_ms`] = median(difference as number[]);
    }
    return figures;
  },
};

run(benchmark, process.argv[2]);
