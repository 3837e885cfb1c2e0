import { compile } from '../src/kubernetes/compile/compile.ts';
import { planCluster } from '../src/kubernetes/plan/plan.ts';
import { STANDARD } from '../src/kubernetes/profile/profile.ts';
import { readCluster } from '../src/kubernetes/read/read.ts';
import { follow, followReply } from '../src/model/exchange/follow.ts';
import type { Header } from '../src/model/header/header.ts';
import { neighbours } from '../src/model/network/link.ts';
import type { Network } from '../src/model/network/network.ts';
import { addressesOf } from '../src/model/network/network.ts';
import type { NodeId } from '../src/model/network/node.ts';
import { nodesWithRole } from '../src/model/network/node.ts';
import type { Item } from '../src/text/item.ts';
import { namespaceObjects, nodeObjects, podObjects } from '../test/generate/dump.ts';
import { random } from '../test/generate/random.ts';
import type { Benchmark } from './benchmark.ts';
import { run } from './benchmark.ts';

interface Size {
  readonly pods: number;
  readonly hosts: number;
}

/** Messages between random pods on a compiled cluster, there and back, in this process. */
const benchmark: Benchmark<Size> = {
  name: 'compile, and trace alone',
  sizes: [
    { pods: 1_000, hosts: 40 },
    { pods: 10_000, hosts: 334 },
    { pods: 150_000, hosts: 5_000 },
  ],
  measure(size) {
    const objects = readCluster(items(size), { namespace: 'default' });
    const cluster = seconds(() => planCluster(objects));
    const network = seconds(() => compile(cluster.value, STANDARD));
    const pods = [...nodesWithRole(network.value.nodes, 'pod')];
    const first = seconds(() => exchange(network.value, pods, 1));
    const many = seconds(() => exchange(network.value, pods, 10_000));
    return {
      planSeconds: cluster.seconds,
      compileSeconds: network.seconds,
      firstMilliseconds: first.seconds * 1000,
      microsecondsEach: many.seconds * 100,
      delivered: many.value,
    };
  },
};

function* items({ pods, hosts }: Size): Generator<Item> {
  const size = { pods, hosts, namespaces: Math.max(1, Math.floor(pods / 15)), seed: 1 };
  const source = { name: 'generated', bytes: () => new Uint8Array() };
  let offset = 0;
  for (const objects of [nodeObjects(size), namespaceObjects(size), podObjects(size)]) {
    for (const value of objects) yield { value: value as never, place: { source, offset: offset++ } };
  }
}

/** How many of so many messages arrive, and their replies. */
function exchange(network: Network, pods: readonly NodeId[], count: number): number {
  const numbers = random(2);
  let delivered = 0;
  for (let i = 0; i < count; i++) {
    const [from, to] = [numbers.pick(pods), numbers.pick(pods)];
    const process = [...neighbours(network.links, from)].find(
      (node) => network.nodes.kinds[node] === 0,
    ) as NodeId;
    const [source, target] = [addressesOf(network, from)[0], addressesOf(network, to)[0]];
    const header = { protocol: 'TCP', source, sourcePort: 49152, target, targetPort: 8080 } as Header;
    const [trace] = follow(network, process, from, { header });
    const [reply] = trace === undefined ? [] : followReply(network, trace);
    if (reply?.disposition.kind === 'delivered') delivered++;
  }
  return delivered;
}

function seconds<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
}

run(benchmark, process.argv[2]);
