import { allPairsOf } from '../src/analysis/symbolic/all-pairs.ts';
import { connections } from '../src/analysis/symbolic/connection-set.ts';
import { countPairs } from '../src/analysis/symbolic/count-pairs.ts';
import { reachingOf } from '../src/analysis/symbolic/count-reaching.ts';
import { relationOf } from '../src/analysis/symbolic/pair.ts';
import { compile } from '../src/kubernetes/compile/compile.ts';
import { planCluster } from '../src/kubernetes/plan/plan.ts';
import { STANDARD } from '../src/kubernetes/profile/profile.ts';
import { readCluster } from '../src/kubernetes/read/read.ts';
import { backendsOf } from '../src/questions/service-reach.ts';
import type { State } from '../src/state/state.ts';
import type { Shape, ShapeSize } from '../test/generate/shapes.ts';
import { shapeObjects } from '../test/generate/shapes.ts';
import type { Benchmark } from './benchmark.ts';
import { run } from './benchmark.ts';
import { cpu, itemsFrom } from './generated.ts';

const SHAPES: readonly [Shape, number][] = [
  ['many namespaces', 100_000],
  ['one namespace', 10_000],
  ['a policy a pod', 100_000],
  ['dense', 1_000],
];

/** Clusters of one tenth of the size first. */
const sizes = [10, 1].flatMap((part) =>
  SHAPES.map(
    ([shape, policies]): ShapeSize => ({
      shape,
      pods: 150_000 / part,
      hosts: 5_000 / part,
      services: 10_000 / part,
      policies: policies / part,
      seed: 1,
    }),
  ),
);

/** From objects in memory to the exact counts of all pairs of pods that exchange any message (04 §3). */
const benchmark: Benchmark<ShapeSize> = {
  name: 'all pairs of pods',
  sizes,
  measure(size) {
    const read = readCluster(itemsFrom(shapeObjects(size)), { namespace: 'default' });
    const compiled = cpu(() => {
      const cluster = planCluster(read);
      return { cluster, network: compile(cluster, STANDARD) };
    });
    const { cluster, network } = compiled.value;
    const related = cpu(() => relationOf(network, 'IPv4'));
    if ('why' in related.value) throw new Error(related.value.why);
    const relation = related.value;
    const paired = cpu(() => allPairsOf(relation));
    const pairs = paired.value;
    const any = relation.finding.table.idOf(connections(['TCP', 'UDP', 'SCTP']));
    const counted = cpu(() => countPairs(pairs, 'sure', any));
    // ---- services × sources: which backends each has is known before; how many reach any of them, and all
    const state = { network, profile: STANDARD, cluster } as unknown as State;
    const services = cluster.services.flatMap((service) =>
      service.ports.flatMap((port) => {
        const backends = backendsOf(state, pairs, service, port);
        return backends === undefined ? [] : [backends];
      }),
    );
    const reached = cpu(() => {
      const reaching = reachingOf(pairs);
      return reaching === undefined ? [] : services.map((backends) => reaching(backends));
    });
    const sum = (which: 'any' | 'all'): number => reached.value.reduce((all, one) => all + one[which], 0);
    return {
      plan_and_compile_cpu_s: compiled.seconds,
      relation_cpu_s: related.seconds,
      classes_cpu_s: paired.seconds,
      pairs_cpu_s: counted.seconds,
      classes: pairs.classes.size,
      programs: pairs.classes.programList.length,
      connection_sets: relation.finding.table.size(),
      services: reached.value.length,
      services_cpu_s: reached.seconds,
      service_sources_any: sum('any'),
      service_sources_all: sum('all'),
      pairs: typeof counted.value === 'number' ? counted.value : `too many cells: ${counted.value.cells}`,
      resident_mb: process.memoryUsage().rss / 1e6,
    };
  },
};

run(benchmark, process.argv[2]);
