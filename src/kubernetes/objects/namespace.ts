import type { Metadata } from './metadata.ts';

/** A Namespace. One that is only mentioned is planned (S143); kubernetes.io/metadata.name is always among its labels (S87). */
export interface Namespace extends Metadata {
  /** `given` in the input; `mentioned` by an object: its other labels are not known (S143). */
  readonly known: 'given' | 'mentioned';
}
