import { compile } from '../src/kubernetes/compile/compile.ts';
import { planCluster } from '../src/kubernetes/plan/plan.ts';
import { STANDARD } from '../src/kubernetes/profile/profile.ts';
import { readCluster } from '../src/kubernetes/read/read.ts';
import { isRefusal } from '../src/questions/question.ts';
import { ask } from '../src/questions/trace.ts';
import { namespaceOf, podName } from '../test/generate/dump.ts';
import type { NetworkSize } from '../test/generate/dump-network.ts';
import { serviceAddress } from '../test/generate/dump-network.ts';
import type { Benchmark } from './benchmark.ts';
import { run } from './benchmark.ts';
import { cpu, itemsOf } from './generated.ts';

/** How many messages are traced. */
const TRACES = 200;

interface Size {
  readonly pods: number;
  readonly hosts: number;
  readonly services: number;
  readonly policies: number;
}

/** From objects in memory to a compiled network with services and policies, and traces across it. */
const benchmark: Benchmark<Size> = {
  name: 'compile services and policies, and trace across them',
  sizes: [
    { pods: 1_500, hosts: 50, services: 100, policies: 10 },
    { pods: 150_000, hosts: 5_000, services: 10_000, policies: 10 },
  ],
  measure({ pods, hosts, services, policies }) {
    const namespaces = Math.max(1, Math.floor(pods / 15));
    const size: NetworkSize = { pods, hosts, namespaces, services, policies, seed: 1 };
    const read = readCluster(itemsOf(size), { namespace: 'default' });
    const planned = cpu(() => planCluster(read));
    const compiled = cpu(() => compile(planned.value, STANDARD));
    const network = compiled.value;
    const cluster = planned.value;
    const state = {
      network,
      profile: STANDARD,
      from: 'cluster' as const,
      cluster,
      faults: [],
      diagnostics: [],
      reading: { sources: 1, objects: new Map(), skipped: new Map() },
    };
    const times: number[] = [];
    const words: Record<string, number> = {};
    for (let i = 0; i < TRACES; i++) {
      const sender = (i * 37) % pods;
      const from = `${namespaceOf(sender, size)}/pod/${podName(sender)}`;
      const began = performance.now();
      const answer = ask(state, { from, to: serviceAddress((i * 7919) % services), port: 80 });
      times.push(performance.now() - began);
      const word = isRefusal(answer) ? answer.error.code : answer.answer;
      words[word] = (words[word] ?? 0) + 1;
    }
    const [first = 0] = times;
    const sorted = times.toSorted((a, b) => a - b);
    return {
      plan_cpu_s: planned.seconds,
      compile_cpu_s: compiled.seconds,
      sets: network.sets.length,
      rules: network.directories['ingress rules']?.size ?? 0,
      first_trace_ms: first,
      early_traces_ms: times
        .slice(1, 12)
        .map((one) => one.toFixed(0))
        .join(' '),
      median_trace_ms: sorted[TRACES / 2] ?? 0,
      slowest_trace_ms: sorted.at(-1) ?? 0,
      answers: JSON.stringify(words),
      resident_mb: process.memoryUsage().rss / 1e6,
    };
  },
};

run(benchmark, process.argv[2]);
