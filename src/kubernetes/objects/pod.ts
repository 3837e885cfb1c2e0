import type { Address } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { Metadata } from './metadata.ts';

/** A declared port: information only (S11), but it names ports (S21, S89). */
export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** On the host's address (S14). */
  readonly hostPort?: number;
  readonly hostAddress?: Address;
  /** Field path from the object, `spec.containers[0].ports[1]`. */
  readonly path: string;
}

/** A container that runs as long as its pod: a regular one or an init sidecar (restartPolicy Always). */
export interface Container {
  readonly name: string;
  readonly role: 'regular' | 'sidecar';
  readonly ports: readonly ContainerPort[];
  /** Field path from the object, `spec.containers[0]`. */
  readonly path: string;
}

/** How far a pod has come. `pending`: no address yet, so no network identity (S15). `ended`: Succeeded or Failed (S47). */
export type PodState = 'running' | 'pending' | 'ended';

/** A pod, read from the input or planned from its controller (S144). */
export interface Pod extends Metadata {
  /** `host`: it shares the network namespace of its host (S13). */
  readonly network: 'own' | 'host';
  /** Name of its host; undefined while it is not scheduled. */
  readonly host?: string;
  /** At most one a family, first the primary one (S15). For the host network: empty, they are the host's. */
  readonly addresses: readonly Address[];
  readonly state: PodState;
  readonly containers: readonly Container[];
  /** What of it the input does not hold (S144). */
  readonly planned: readonly ('pod' | 'address' | 'host')[];
  /** A pod of a Job or CronJob (S144). */
  readonly lifetime: 'lasting' | 'transient';
  /** The workload it belongs to, after resolving ReplicaSet → Deployment and Job → CronJob. Itself if it has none. */
  readonly workload: { readonly kind: string; readonly namespace: string; readonly name: string };
}
