import { provesPodsAtOnce } from '../src/analysis/invariants/pods-at-once.ts';
import { provesNoCycle } from '../src/analysis/routing/no-cycle.ts';
import { compile } from '../src/kubernetes/compile/compile.ts';
import { planCluster } from '../src/kubernetes/plan/plan.ts';
import { STANDARD } from '../src/kubernetes/profile/profile.ts';
import { readCluster } from '../src/kubernetes/read/read.ts';
import type { ShapeSize } from '../test/generate/shapes.ts';
import { shapeObjects } from '../test/generate/shapes.ts';
import type { Benchmark } from './benchmark.ts';
import { run } from './benchmark.ts';
import { cpu, itemsFrom } from './generated.ts';

const sizes = [100, 10, 1].map(
  (part): ShapeSize => ({
    shape: 'many namespaces',
    pods: 150_000 / part,
    hosts: 5_000 / part,
    services: 10_000 / part,
    policies: 100_000 / part,
    seed: 1,
  }),
);

/** On a network that is compiled: no loop, and between pods no black hole and no translation, for all messages (04 §4). */
const benchmark: Benchmark<ShapeSize> = {
  name: 'routing',
  sizes,
  measure(size) {
    const read = readCluster(itemsFrom(shapeObjects(size)), { namespace: 'default' });
    const network = compile(planCluster(read), STANDARD);
    const loops = cpu(() => provesNoCycle(network));
    const pods = cpu(() => provesPodsAtOnce(network));
    return {
      no_loop_cpu_s: loops.seconds,
      pods_cpu_s: pods.seconds,
      no_loop: loops.value.kind,
      pods: pods.value.kind,
      ...(loops.value.kind === 'proved' ? { positions: loops.value.positions } : {}),
      ...(pods.value.kind === 'proved' ? { classes: pods.value.classes } : {}),
    };
  },
};

run(benchmark, process.argv[2]);
