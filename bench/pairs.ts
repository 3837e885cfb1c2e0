import { allPairsOf } from '../src/analysis/symbolic/all-pairs.ts';
import { connections } from '../src/analysis/symbolic/connection-set.ts';
import { countPairs } from '../src/analysis/symbolic/count-pairs.ts';
import { relationOf } from '../src/analysis/symbolic/pair.ts';
import { compile } from '../src/kubernetes/compile/compile.ts';
import { planCluster } from '../src/kubernetes/plan/plan.ts';
import { STANDARD } from '../src/kubernetes/profile/profile.ts';
import { readCluster } from '../src/kubernetes/read/read.ts';
import type { NetworkSize } from '../test/generate/dump-network.ts';
import type { Benchmark } from './benchmark.ts';
import { run } from './benchmark.ts';
import { cpu, itemsOf } from './generated.ts';

interface Size {
  readonly pods: number;
  readonly hosts: number;
  readonly services: number;
  readonly policies: number;
}

/** From objects in memory to the counts of all pairs of pods that exchange any message. */
const benchmark: Benchmark<Size> = {
  name: 'all pairs of pods',
  sizes: [
    { pods: 1_500, hosts: 50, services: 100, policies: 10 },
    { pods: 15_000, hosts: 500, services: 1000, policies: 10 },
    { pods: 150_000, hosts: 5_000, services: 10_000, policies: 10 },
  ],
  measure({ pods, hosts, services, policies }) {
    const namespaces = Math.max(1, Math.floor(pods / 15));
    const size: NetworkSize = { pods, hosts, namespaces, services, policies, seed: 1 };
    const read = readCluster(itemsOf(size), { namespace: 'default' });
    const compiled = cpu(() => compile(planCluster(read), STANDARD));
    const related = cpu(() => relationOf(compiled.value, 'IPv4'));
    if ('why' in related.value) throw new Error(related.value.why);
    const relation = related.value;
    const paired = cpu(() => allPairsOf(relation));
    const pairs = paired.value;
    const counted = cpu(() =>
      countPairs(pairs, 'sure', relation.finding.table.idOf(connections(['TCP', 'UDP', 'SCTP']))),
    );
    return {
      plan_and_compile_cpu_s: compiled.seconds,
      relation_cpu_s: related.seconds,
      classes_cpu_s: paired.seconds,
      pairs_cpu_s: counted.seconds,
      classes: pairs.classes.size,
      programs: pairs.classes.programList.length,
      connection_sets: relation.finding.table.size(),
      pairs: counted.value,
      resident_mb: process.memoryUsage().rss / 1e6,
    };
  },
};

run(benchmark, process.argv[2]);
