import type { Cluster } from '../cluster.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import type { Options } from '../profile/options.ts';
import type { LabelSelector } from './selector.ts';
import { selects } from './selector.ts';
import { selectorText } from './selector-text.ts';

/** Running pods of one namespace that share their labels and how they are in the network: no selector tells them apart. */
export interface PodGroup {
  readonly namespace: string;
  readonly labels: Labels;
  readonly network: Pod['network'];
  readonly pods: number;
}

/** Groups that are selected: for sure, or perhaps, where labels of a namespace are not known (S143). */
export type Selected = ReadonlyMap<PodGroup, 'surely' | 'perhaps'>;

/** Selects groups: pods with these labels of a namespace, or of the namespaces with these labels; absent: all (S84). */
export type SelectGroups = (namespaces: string | LabelSelector, pods: LabelSelector | undefined) => Selected;

/** The groups of a cluster's pods; selectors of namespaces are asked once each, however many policies have them. */
export function selectedPods(
  cluster: Pick<Cluster, 'pods' | 'namespaces'>,
  { mentionedLabels }: Pick<Options, 'mentionedLabels'>,
): SelectGroups {
  const groups = grouped(cluster.pods);
  const picked = new Map<string, ReadonlyMap<string, 'surely' | 'perhaps'>>();
  const namespacesOf = (selector: LabelSelector): ReadonlyMap<string, 'surely' | 'perhaps'> => {
    const key = selectorText(selector);
    const known = picked.get(key);
    if (known !== undefined) return known;
    const found = new Map<string, 'surely' | 'perhaps'>();
    for (const namespace of cluster.namespaces) {
      const how = picks(selector, namespace, mentionedLabels);
      if (how !== 'no') found.set(namespace.name, how);
    }
    picked.set(key, found);
    return found;
  };
  return (namespaces, pods) => {
    const within =
      typeof namespaces === 'string' ? new Map([[namespaces, 'surely'] as const]) : namespacesOf(namespaces);
    const selected = new Map<PodGroup, 'surely' | 'perhaps'>();
    for (const [name, how] of within) {
      for (const group of groups.get(name) ?? []) {
        if (pods === undefined || selects(pods, group.labels)) selected.set(group, how);
      }
    }
    return selected;
  };
}

/** How many pods are in the groups of one network: for sure, and perhaps. */
export function countPods(
  selected: Selected,
  network: Pod['network'],
): { readonly surely: number; readonly perhaps: number } {
  let surely = 0;
  let perhaps = 0;
  for (const [group, how] of selected) {
    if (group.network !== network) continue;
    if (how === 'surely') surely += group.pods;
    else perhaps += group.pods;
  }
  return { surely, perhaps };
}

function grouped(pods: readonly Pod[]): ReadonlyMap<string, readonly PodGroup[]> {
  const groups = new Map<string, Map<Labels, Map<Pod['network'], number>>>();
  for (const { namespace, labels, network, state } of pods) {
    if (state !== 'running') continue;
    const ofNamespace = groups.get(namespace) ?? new Map<Labels, Map<Pod['network'], number>>();
    groups.set(namespace, ofNamespace);
    const ofLabels = ofNamespace.get(labels) ?? new Map<Pod['network'], number>();
    ofNamespace.set(labels, ofLabels);
    ofLabels.set(network, (ofLabels.get(network) ?? 0) + 1);
  }
  return new Map(
    Array.from(groups, ([namespace, ofNamespace]) => [
      namespace,
      Array.from(ofNamespace, ([labels, ofLabels]) =>
        Array.from(ofLabels, ([network, pods]): PodGroup => ({ namespace, labels, network, pods })),
      ).flat(),
    ]),
  );
}

/** Of a namespace that is only mentioned nothing but its name is known (S143). */
function picks(
  selector: LabelSelector,
  { known, labels }: Namespace,
  mentioned: Options['mentionedLabels'],
): 'surely' | 'perhaps' | 'no' {
  if (known === 'given' || mentioned === 'none') return selects(selector, labels) ? 'surely' : 'no';
  const isOfName = (key: string) => key === NAME_LABEL;
  const { labels: wanted, expressions } = selector;
  const onName: LabelSelector = {
    labels: Object.fromEntries(Object.entries(wanted).filter(([key]) => isOfName(key))),
    expressions: expressions.filter(({ key }) => isOfName(key)),
  };
  if (!selects(onName, labels)) return 'no';
  const asked = Object.keys(wanted).length + expressions.length;
  return asked === Object.keys(onName.labels).length + onName.expressions.length ? 'surely' : 'perhaps';
}
