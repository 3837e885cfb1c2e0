import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Options } from '../profile/options.ts';

/** Whether policies have any effect in a cluster, and what says so (S8, S146). */
export interface Enforcement {
  readonly enforced: 'yes' | 'no' | 'unknown';
  /** `option`, or the name of the plugin that was found. */
  readonly because: string;
  readonly origin?: Origin;
}

/** Network plugins by the DaemonSet that runs on every node, and whether they enforce NetworkPolicy. */
const PLUGINS: readonly {
  readonly name: RegExp;
  readonly plugin: string;
  readonly enforces: 'yes' | 'no' | 'unknown';
}[] = [
  { name: /^canal$/, plugin: 'Canal', enforces: 'yes' },
  { name: /^calico-node(-windows)?$/, plugin: 'Calico', enforces: 'yes' },
  { name: /^(cilium|anetd)$/, plugin: 'Cilium', enforces: 'yes' },
  { name: /^antrea-agent$/, plugin: 'Antrea', enforces: 'yes' },
  { name: /^ovnkube-node$/, plugin: 'OVN-Kubernetes', enforces: 'yes' },
  { name: /^kube-router$/, plugin: 'kube-router', enforces: 'yes' },
  { name: /^kindnet$/, plugin: 'kindnet', enforces: 'yes' },
  { name: /^weave-net$/, plugin: 'Weave Net', enforces: 'yes' },
  { name: /^kube-network-policies$/, plugin: 'kube-network-policies', enforces: 'yes' },
  // Its policy agent has a flag of its own, which is not in what is read here.
  { name: /^aws-node$/, plugin: 'the AWS VPC plugin', enforces: 'unknown' },
  { name: /^(kube-flannel|kube-flannel-ds(-.*)?)$/, plugin: 'Flannel', enforces: 'no' },
];

/** Implements S8, S146: as the option says, else by the plugins that run in the cluster; one that enforces is enough. */
export function enforcementOf(cluster: Cluster, { enforced }: Options): Enforcement {
  if (enforced !== 'evidence') return { enforced, because: 'option' };
  let found = evidence.get(cluster);
  if (found === undefined) {
    found = evidenceIn(cluster);
    evidence.set(cluster, found);
  }
  return found;
}

const evidence = new WeakMap<Cluster, Enforcement>();

function evidenceIn({ workloads, pods }: Cluster): Enforcement {
  const found = new Map<string, Enforcement>();
  const see = (kind: string, name: string, origin: Origin): void => {
    if (kind !== 'DaemonSet') return;
    for (const { name: pattern, plugin, enforces } of PLUGINS) {
      if (pattern.test(name) && !found.has(plugin))
        found.set(plugin, { enforced: enforces, because: plugin, origin });
    }
  };
  for (const { kind, name, origin } of workloads) see(kind, name, origin);
  for (const { workload, origin } of pods) see(workload.kind, workload.name, origin);
  const all = [...found.values()];
  return (
    all.find((one) => one.enforced === 'yes') ??
    all.find((one) => one.enforced === 'unknown') ??
    all[0] ?? { enforced: 'unknown', because: 'nothing in the input says which network plugin runs' }
  );
}
