import { allPairsOf, verdictBetween } from '../src/analysis/symbolic/all-pairs.ts';
import { connectionOf, hasConnection } from '../src/analysis/symbolic/connection-set.ts';
import { addressOf } from '../src/analysis/symbolic/ends.ts';
import { hostsOf, relationOf } from '../src/analysis/symbolic/pair.ts';
import { compile } from '../src/kubernetes/compile/compile.ts';
import { planCluster } from '../src/kubernetes/plan/plan.ts';
import { STANDARD } from '../src/kubernetes/profile/profile.ts';
import { readCluster } from '../src/kubernetes/read/read.ts';
import { neighbours } from '../src/model/network/link.ts';
import type { NodeId } from '../src/model/network/node.ts';
import { isSwitch } from '../src/model/network/node.ts';
import { deliver } from '../src/questions/delivery.ts';
import { random } from '../test/generate/random.ts';
import type { Shape, ShapeSize } from '../test/generate/shapes.ts';
import { shapeObjects } from '../test/generate/shapes.ts';
import type { Benchmark } from './benchmark.ts';
import { run } from './benchmark.ts';
import { itemsFrom } from './generated.ts';

const SHAPES: readonly [Shape, number][] = [
  ['many namespaces', 100_000],
  ['one namespace', 10_000],
  ['a policy a pod', 100_000],
];

/** Few messages first: at full size a million takes about two minutes a shape. */
const sizes = [10_000, 1_000_000].flatMap((messages) =>
  SHAPES.map(([shape, policies]): ShapeSize & { readonly messages: number } => ({
    ...{ shape, pods: 150_000, hosts: 5_000, services: 10_000, policies, seed: 1, messages },
  })),
);

/** Timed in groups, since one verdict takes less than the clock can tell. */
const GROUP = 1000;

/** Verdicts on random pairs: how long one takes once all is built, and whether each is what comes of the message itself. */
const benchmark: Benchmark<(typeof sizes)[number]> = {
  name: 'verdicts',
  sizes,
  measure({ messages, ...size }) {
    const read = readCluster(itemsFrom(shapeObjects(size)), { namespace: 'default' });
    const network = compile(planCluster(read), STANDARD);
    const relation = relationOf(network, 'IPv4', 'process');
    if ('why' in relation) throw new Error(relation.why);
    const pairs = allPairsOf(relation);
    const { ends, table } = relation.finding;
    const numbers = random(7);
    const count = ends.nodes.length;
    // Half of the pairs are neighbours in their namespace, where verdicts differ most.
    const drawn = Array.from({ length: messages }, () => {
      const source = numbers.below(count);
      const near = (source + 1 + numbers.below(14)) % count;
      const target = numbers.below(2) === 0 ? near : numbers.below(count);
      return [
        source,
        target === source ? (source + 1) % count : target,
        numbers.pick([8080, 9100, 53]),
      ] as const;
    });
    const verdictOn = ([s, t]: (typeof drawn)[0]): number => {
      const hosts = hostsOf(relation, ends.nodes[s] as NodeId, ends.nodes[t] as NodeId);
      return verdictBetween(pairs, pairs.classes.of[s] as number, pairs.classes.of[t] as number, hosts).sure;
    };
    const times: number[] = [];
    // The halves of classes are made at the first verdict on one of them.
    const verdicts = drawn.map(verdictOn);
    for (let first = 0; first < drawn.length; first += GROUP) {
      const began = performance.now();
      for (let i = first; i < first + GROUP; i++) verdictOn(drawn[i] as (typeof drawn)[0]);
      times.push(((performance.now() - began) / GROUP) * 1000);
    }
    let [different, reachable] = [0, 0];
    for (const [i, [s, t, port]] of drawn.entries()) {
      const [source, target] = [ends.nodes[s] as NodeId, ends.nodes[t] as NodeId];
      const process = [...neighbours(network.links, source)].find((node) => !isSwitch(network.nodes, node));
      const sender = { process: process as NodeId, over: source, addresses: [addressOf(ends, source)] };
      const asked = { sender, target: addressOf(ends, target), port, protocol: 'TCP' } as const;
      const alone = deliver(network, asked, 'both')?.answer === 'reachable';
      const once = hasConnection(table.setOf(verdicts[i] as number), connectionOf('TCP', port));
      if (alone) reachable++;
      if (alone !== once) different++;
    }
    times.sort((a, b) => a - b);
    return { median_us: times[times.length >> 1] as number, different, reachable };
  },
};

run(benchmark, process.argv[2]);
