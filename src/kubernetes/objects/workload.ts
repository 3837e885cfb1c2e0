import type { Labels, Metadata } from './metadata.ts';

/** A controller of pods: Deployment, ReplicaSet, ReplicationController, StatefulSet, DaemonSet, Job, CronJob. */
export interface Workload extends Metadata {
  readonly kind: string;
  /** How many pods it wants; a DaemonSet has one a host that fits. */
  readonly replicas: number;
  readonly podLabels: Labels;
}
