import { hashName } from '../../base/hash.ts';
import type { Labels, Owner } from '../objects/metadata.ts';
import type { Workload } from '../objects/workload.ts';

/** What the controllers of a workload give to one of its pods, beside the template. */
export interface Controlled {
  readonly labels: Labels;
  readonly owner: Owner;
}

/**
 * Owner and labels as the controllers would set them (S144). A Deployment owns its pods through a ReplicaSet named with
 * the hash of the template; a CronJob through one Job, named `backup-0`. The hashes and identities are our own.
 */
export function controlled(workload: Workload, pod: string, ordinal: number): Controlled {
  const { kind, name, podLabels, templateHash } = workload;
  switch (kind) {
    case 'Deployment':
      return {
        owner: { kind: 'ReplicaSet', name: `${name}-${templateHash}` },
        labels: { ...podLabels, 'pod-template-hash': templateHash },
      };
    case 'StatefulSet':
      return {
        owner: { kind, name },
        labels: {
          ...podLabels,
          'apps.kubernetes.io/pod-index': `${ordinal}`,
          'controller-revision-hash': `${name}-${templateHash}`,
          'statefulset.kubernetes.io/pod-name': pod,
        },
      };
    case 'DaemonSet':
      return {
        owner: { kind, name },
        labels: { ...podLabels, 'controller-revision-hash': templateHash, 'pod-template-generation': '1' },
      };
    case 'Job':
      return job(workload, name);
    case 'CronJob':
      return job(workload, `${name}-0`);
    case 'ReplicaSet':
    case 'ReplicationController':
      return { owner: { kind, name }, labels: podLabels };
  }
}

function job({ namespace, podLabels }: Workload, name: string): Controlled {
  const uid = `planned-${hashName(`${namespace}/${name}`)}`;
  return {
    owner: { kind: 'Job', name },
    labels: {
      ...podLabels,
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': name,
      'controller-uid': uid,
      'job-name': name,
    },
  };
}
