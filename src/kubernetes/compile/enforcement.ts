import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Container } from '../objects/container.ts';
import type { Options } from '../profile/options.ts';

/** Whether policies have any effect in a cluster, and what says so (S8, S146). */
export interface Enforcement {
  readonly enforced: 'yes' | 'no' | 'unknown';
  /** `option`, or the name of the plugin that was found. */
  readonly because: string;
  readonly origin?: Origin;
}

const AWS = 'the AWS VPC plugin';

/** Network plugins by the DaemonSet that runs on every node, and whether they enforce NetworkPolicy. */
const PLUGINS: readonly {
  readonly name: RegExp;
  readonly plugin: string;
  /** `agent`: as a container of its own is told. */
  readonly enforces: 'yes' | 'no' | 'agent';
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
  { name: /^aws-node$/, plugin: AWS, enforces: 'agent' },
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
  const agents = new Map<Enforcement['enforced'], Enforcement>();
  const see = (kind: string, name: string, containers: readonly Container[], origin: Origin): void => {
    if (kind !== 'DaemonSet') return;
    for (const { name: pattern, plugin, enforces } of PLUGINS) {
      if (!pattern.test(name)) continue;
      if (enforces !== 'agent') keep(found, plugin, { enforced: enforces, because: plugin, origin });
      else {
        const agent = agentIn(containers, origin);
        keep(agents, agent.enforced, agent);
      }
    }
  };
  for (const { kind, name, pod, origin } of workloads) see(kind, name, pod.containers, origin);
  for (const { workload, containers, origin } of pods) see(workload.kind, workload.name, containers, origin);
  const all = [...found.values(), ...agreed(agents)];
  return (
    all.find((one) => one.enforced === 'yes') ??
    all.find((one) => one.enforced === 'unknown') ??
    all[0] ?? { enforced: 'unknown', because: 'nothing in the input says which network plugin runs' }
  );
}

/** What the policy agent of AWS is told beside the plugin; not known without one, or without its flag (S146). */
function agentIn(containers: readonly Container[], origin: Origin): Enforcement {
  const agent = containers.find(({ policyAgent }) => policyAgent !== undefined);
  if (agent === undefined) return { enforced: 'unknown', because: AWS, origin };
  const at = { ...origin, path: `${agent.path}.args` };
  return agent.policyAgent === 'enforces'
    ? { enforced: 'yes', because: AWS, origin: at }
    : { enforced: 'no', because: `${AWS} with --enable-network-policy=false`, origin: at };
}

/** Of a DaemonSet and its pods: what those say that know, unless they say different things. */
function agreed(agents: ReadonlyMap<Enforcement['enforced'], Enforcement>): Enforcement[] {
  const [yes, no, open] = [agents.get('yes'), agents.get('no'), agents.get('unknown')];
  if (yes !== undefined && no !== undefined) {
    return [{ enforced: 'unknown', because: `${AWS}, whose agents are told different things` }];
  }
  const said = yes ?? no ?? open;
  return said === undefined ? [] : [said];
}

/** The first that is seen is the one that is named. */
function keep<K>(found: Map<K, Enforcement>, key: K, one: Enforcement): void {
  if (!found.has(key)) found.set(key, one);
}
