import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peerObjects } from '../test/generate/peers.ts';
import type { Benchmark } from './benchmark.ts';
import { run, usageOf } from './benchmark.ts';

/** How many workloads. */
interface Size {
  readonly workloads: number;
}

/** Analysers of the same manifests, and the command that lists their connections as csv. */
const PEERS: readonly { readonly command: string; readonly args: (folder: string) => string[] }[] = [
  { command: 'netpol-analyzer', args: (folder) => ['list', '-q', '--dirpath', folder, '-o', 'csv'] },
  { command: 'k8snetpolicy', args: (folder) => ['list', '-q', '--dirpath', folder, '-o', 'csv'] },
];

/** `matrix` by workload as a whole process, Node's start included; beside whatever peer is on PATH. */
const benchmark: Benchmark<Size> = {
  name: 'peers',
  sizes: [50, 100, 200, 400, 800].map((workloads) => ({ workloads })),
  measure({ workloads }, folder) {
    writeFileSync(
      join(folder, 'cluster.json'),
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...peerObjects(workloads)] }),
    );
    const own = usageOf(['bin/fibula.mjs', 'matrix', '-f', folder, '-o', 'csv', '--by', 'workload']);
    const lines = own.stdout.split('\n').length - 2;
    return {
      wall_s: own.wallSeconds,
      cpu_s: own.cpuSeconds,
      max_mb: own.maxMegabytes,
      lines,
      ...Object.assign({}, ...PEERS.map(({ command, args }) => peer(command, args(folder), own.wallSeconds))),
    };
  },
};

/** What a peer takes for the same, where it is on PATH; and how many times as long. */
function peer(command: string, args: readonly string[], own: number): Record<string, number | string> {
  const began = performance.now();
  const child = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (child.error !== undefined) return { [command]: 'not on PATH' };
  const seconds = (performance.now() - began) / 1000;
  if (child.status !== 0) return { [command]: `ended with ${child.status}` };
  return { [`${command}_wall_s`]: seconds, [`${command}_ratio`]: seconds / own };
}

run(benchmark, process.argv[2]);
