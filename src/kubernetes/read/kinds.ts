/** A kind that is read: the versions it is read in, and whether a namespace holds it. */
export interface KnownKind {
  /** Whole versions, or the start of a group's. */
  readonly versions: readonly string[];
  readonly within: 'namespace' | 'cluster';
}

/** Every kind of object that a cluster is made of: the only list. Others are counted and named as skipped. */
export const KINDS: Readonly<Record<string, KnownKind>> = {
  Namespace: { versions: ['v1'], within: 'cluster' },
  Node: { versions: ['v1'], within: 'cluster' },
  Pod: { versions: ['v1'], within: 'namespace' },
  ReplicationController: { versions: ['v1'], within: 'namespace' },
  Deployment: { versions: ['apps/', 'extensions/'], within: 'namespace' },
  ReplicaSet: { versions: ['apps/', 'extensions/'], within: 'namespace' },
  StatefulSet: { versions: ['apps/'], within: 'namespace' },
  DaemonSet: { versions: ['apps/', 'extensions/'], within: 'namespace' },
  Job: { versions: ['batch/'], within: 'namespace' },
  CronJob: { versions: ['batch/'], within: 'namespace' },
};

/** The kind, if it is read in this version. */
export function knownKind(kind: string, version: string): KnownKind | undefined {
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  const fits = known?.versions.some(
    (one) => version === one || (one.endsWith('/') && version.startsWith(one)),
  );
  return fits === true ? known : undefined;
}
