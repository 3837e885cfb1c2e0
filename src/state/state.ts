import type { Cluster } from '../kubernetes/cluster.ts';
import { compile } from '../kubernetes/compile/compile.ts';
import { planCluster } from '../kubernetes/plan/plan.ts';
import type { Profile } from '../kubernetes/profile/profile.ts';
import { readCluster } from '../kubernetes/read/read.ts';
import type { Fault } from '../model/network/fault.ts';
import { faultsOf } from '../model/network/fault.ts';
import type { Network } from '../model/network/network.ts';
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
  const diagnostics: Diagnostic[] = [];
  const networks: Item[] = [];
  const objects = new Map<string, number>();
  let count = 0;
  function* items(): Generator<Item> {
    for (const source of sources) {
      count++;
      for (const item of readText(source, (diagnostic) => diagnostics.push(diagnostic))) {
        const kind = ownKind(item);
        if (kind === 'Network') networks.push(item);
        else if (kind === undefined) yield item;
      }
    }
  }
  const read = readCluster(items(), { namespace: options.namespace });
  for (const [kind, number] of read.counts) objects.set(kind, number);
  if (networks.length === 0) {
    const cluster = planCluster(read);
    const network = compile(cluster, options.profile);
    const reading = { sources: count, objects, skipped: read.skipped };
    const all = [...diagnostics, ...cluster.diagnostics];
    return { network, profile: options.profile, from: 'cluster', cluster, faults: [], diagnostics: all, reading };
  }
  return handWritten(networks, objects, read.skipped, diagnostics, count, options.profile);
}

/** The kind of an item that is Fibula's own, not a cluster's. */
function ownKind({ value }: Item): string | undefined {
  if (!isMap(value) || typeof value.apiVersion !== 'string' || !value.apiVersion.startsWith('fibula.dev/')) return undefined;
  return typeof value.kind === 'string' ? value.kind : undefined;
}
