import type { Metadata } from './metadata.ts';

/** A Namespace. One that is only mentioned is planned (S143); kubernetes.io/metadata.name is always among its labels (S87). */
export interface Namespace extends Metadata {
  /** `given` in the input; `mentioned` by an object: its other labels are not known (S143). */
  readonly known: 'given' | 'mentioned';
}

/** The label that every namespace has (S87). */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/** A namespace of the input: the API server sets the label of its name, whatever is given. Implements S87. */
export function readNamespace(metadata: Metadata): Namespace {
  return { ...metadata, labels: { ...metadata.labels, [NAME_LABEL]: metadata.name }, known: 'given' };
}
