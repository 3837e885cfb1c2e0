import type { Address } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';

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
