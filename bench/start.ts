import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { run, usageOf } from './benchmark.ts';

/** Start of the process, as a difference to an empty Node script measured alternately in the same run. */
const benchmark: Benchmark<readonly string[]> = {
  name: 'process start',
  sizes: [['--help'], ['version'], ['trace', '--help']],
  measure(args, folder) {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const times = { empty: [] as number[], fibula: [] as number[] };
    for (let round = 0; round < 15; round++) {
      times.empty.push(usageOf([empty]).wallSeconds);
      times.fibula.push(usageOf(['bin/fibula.mjs', ...args]).wallSeconds);
    }
    const milliseconds = (of: number[]): number => median(of) * 1000;
    const plain = milliseconds(times.empty);
    const own = milliseconds(times.fibula);
    return { emptyMilliseconds: plain, milliseconds: own, difference: own - plain };
  },
};

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}

run(benchmark, process.argv[2]);
