import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One benchmark: what it is called, at which sizes, and how one size is set up and measured. */
export interface Benchmark<Size> {
  readonly name: string;
  readonly sizes: readonly Size[];
  /** Measures one size in a folder of its own that is removed afterwards; returns what is printed, by name. */
  measure(size: Size, folder: string): Readonly<Record<string, number | string>>;
}

/** What a process cost. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly maxMegabytes: number;
  readonly status: number;
  readonly stdout: string;
}

/** The root of the project: benchmarks are started there. */
const ROOT = process.cwd();

/** Runs `node …args` to its end and says what it cost, its start included. */
export function usageOf(args: readonly string[]): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'fibula-usage-'));
  const file = join(folder, 'usage.json');
  try {
    const began = performance.now();
    const env = { ...process.env, FIBULA_USAGE: file };
    const preload = ['--import', join(ROOT, 'bench', 'usage.mjs')];
    const child = spawnSync(process.execPath, [...preload, ...args], {
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    const wallSeconds = (performance.now() - began) / 1000;
    const { cpuSeconds, maxMegabytes } = JSON.parse(readFileSync(file, 'utf8')) as Usage;
    if (child.status !== 0 && child.status !== 1) throw new Error(`${args.join(' ')}: ${child.stderr}`);
    return { cpuSeconds, wallSeconds, maxMegabytes, status: child.status, stdout: child.stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a benchmark at all its sizes, or those whose text contains `only`, and prints a line for each. */
export function run<Size>(benchmark: Benchmark<Size>, only = ''): void {
  for (const size of benchmark.sizes) {
    const text = JSON.stringify(size);
    if (!text.includes(only)) continue;
    const folder = mkdtempSync(join(tmpdir(), 'fibula-bench-'));
    try {
      const figures = Object.entries(benchmark.measure(size, folder));
      const shown = figures.map(
        ([name, value]) => `${name} ${typeof value === 'number' ? round(value) : value}`,
      );
      console.log(`${benchmark.name} ${text}: ${shown.join(', ')}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
