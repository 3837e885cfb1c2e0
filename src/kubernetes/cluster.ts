import type { Diagnostic } from '../text/diagnostic.ts';
import type { Host } from './objects/host.ts';
import type { Namespace } from './objects/namespace.ts';
import type { Pod } from './objects/pod.ts';
import type { Workload } from './objects/workload.ts';
import type { Conflict } from './read/merge.ts';

/**
 * A cluster as far as the input tells, planned where it does not (S142–S144). Each list is in the order of
 * (namespace, name), so the order of the input never shows.
 */
export interface Cluster {
  readonly namespaces: readonly Namespace[];
  readonly hosts: readonly Host[];
  /** Running, pending and ended ones; only the running ones are in the graph. */
  readonly pods: readonly Pod[];
  readonly workloads: readonly Workload[];
  /** Of kinds that are not modelled, with how many of each. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Objects given twice that differ: what they touch is not known (R6). */
  readonly conflicts: readonly Conflict[];
  readonly diagnostics: readonly Diagnostic[];
}
