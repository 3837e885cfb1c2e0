import type { Cluster } from '../kubernetes/cluster.ts';
import { compile } from '../kubernetes/compile/compile.ts';
import type { Plan } from '../kubernetes/plan/plan.ts';
import { clusterOf, planOf } from '../kubernetes/plan/plan.ts';
import type { Profile } from '../kubernetes/profile/profile.ts';
import type { Objects } from '../kubernetes/read/read.ts';
import { readCluster } from '../kubernetes/read/read.ts';
import type { TextFault } from '../kubernetes/read/text-faults.ts';
import { withTextFaults } from '../kubernetes/read/text-faults.ts';
import type { Fault } from '../model/network/fault.ts';
import { faultsOf } from '../model/network/fault.ts';
import { linksOf } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { nodesOf } from '../model/network/node.ts';
import { readNetwork } from '../model/notation/read.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Item } from '../text/item.ts';
import type { Source } from '../text/origin.ts';
import { readText } from '../text/read.ts';
import { isMap } from '../text/value.ts';

/** What questions are asked of: a network, and where it came from. Immutable. */
export interface State {
  readonly network: Network;
  readonly profile: Profile;
  /** `cluster`: compiled from Kubernetes objects; `network`: written by hand. */
  readonly from: 'cluster' | 'network';
  readonly cluster?: Cluster;
  /** Ill-formed parts of a network written by hand: `verify` reports them, every other question refuses it. */
  readonly faults: readonly Fault[];
  readonly diagnostics: readonly Diagnostic[];
  readonly reading: Reading;
  /** What a cluster was made of, where it may change (`applyChange`). */
  readonly given?: Given;
}

/** The objects of a cluster before anything was planned, and what goes with them. */
export interface Given {
  readonly objects: Objects;
  readonly plan: Plan;
  /** Where an object lives that names no namespace. */
  readonly namespace: string;
  /** What is wrong with the texts that were read. */
  readonly said: readonly Diagnostic[];
}

/** What was read, for the first line on standard error. */
export interface Reading {
  readonly sources: number;
  /** How many objects of each kind. */
  readonly objects: ReadonlyMap<string, number>;
  /** How many of kinds that are not modelled. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** How to read: the profile, and the namespace of objects that name none. */
export interface ReadOptions {
  readonly profile: Profile;
  readonly namespace: string;
}

/** Texts as a state: a `kind: Network` as it is written, anything else as the objects of one cluster. Never throws. */
export function readState(sources: Iterable<Source>, options: ReadOptions): State {
  const faults: TextFault[] = [];
  const networks: Item[] = [];
  const objects = new Map<string, number>();
  let count = 0;
  function* items(): Generator<Item> {
    for (const source of sources) {
      count++;
      for (const item of readText(source, (diagnostic, part) => faults.push({ diagnostic, part }))) {
        const kind = ownKind(item);
        if (kind === 'Network') networks.push(item);
        else if (kind === undefined) yield item;
      }
    }
  }
  const given = readCluster(items(), { namespace: options.namespace });
  const read = withTextFaults(given, faults);
  const diagnostics = faults.map(({ diagnostic }) => diagnostic);
  for (const [kind, number] of read.counts) objects.set(kind, number);
  if (networks.length === 0) {
    return stateOfObjects(read, diagnostics, count, options);
  }
  const reading = { sources: count, objects, skipped: read.skipped };
  return handWritten(networks, reading, diagnostics, options.profile);
}

/** The objects of a cluster as a state; `said`: what is wrong with the texts, `sources` of them, that they were read from. */
export function stateOfObjects(
  objects: Objects,
  said: readonly Diagnostic[],
  sources: number,
  { profile, namespace }: ReadOptions,
): State {
  const plan = planOf(objects);
  const cluster = clusterOf(objects, plan);
  return {
    network: compile(cluster, profile),
    profile,
    from: 'cluster',
    cluster,
    faults: [],
    diagnostics: [...said, ...cluster.diagnostics],
    reading: { sources, objects: objects.counts, skipped: objects.skipped },
    given: { objects, plan, namespace, said },
  };
}

/** A network of nothing, where none could be read. */
const EMPTY: Network = {
  name: '',
  nodes: nodesOf([]),
  links: linksOf([]),
  fibs: { templates: [], templateOf: new Int32Array(0), patches: new Map() },
  directories: {},
  sets: [],
  facts: [],
  handles: new Map(),
};

/** The kind of an item that is Fibula's own, not a cluster's. */
function ownKind({ value }: Item): string | undefined {
  if (!isMap(value) || typeof value.apiVersion !== 'string' || !value.apiVersion.startsWith('fibula.dev/'))
    return undefined;
  return typeof value.kind === 'string' ? value.kind : undefined;
}

/** The one network of the input; Kubernetes objects beside it, or a second network, are not used and said so. */
function handWritten(
  networks: readonly Item[],
  reading: Reading,
  diagnostics: readonly Diagnostic[],
  profile: Profile,
): State {
  const [first] = networks.slice(0, 1).map(readNetwork);
  const all = [...diagnostics, ...(first?.diagnostics ?? [])];
  for (const item of networks.slice(1)) {
    const message = 'a second network: only the first of the input is used';
    all.push({ code: 'NETWORK_NOT_USED', severity: 'error', message, origin: { place: item.place } });
  }
  const beside = [...reading.objects.values()].reduce((sum, count) => sum + count, 0);
  if (beside > 0) {
    const message = `${beside} Kubernetes objects stand beside a network written by hand: they are not used`;
    all.push({ code: 'OBJECTS_NOT_USED', severity: 'error', message });
  }
  const network = first?.network ?? EMPTY;
  return { network, profile, from: 'network', faults: faultsOf(network).faults, diagnostics: all, reading };
}
