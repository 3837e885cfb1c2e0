import { present } from '../../base/assert.ts';
import { once } from '../../base/once.ts';
import { sortNumbers } from '../../base/order.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Held, SetId } from '../../model/network/set.ts';
import { NO_SET, NOTHING } from '../../model/network/set.ts';
import type { Cluster } from '../cluster.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Options } from '../profile/options.ts';
import { selectorIndex } from '../select/selector-index.ts';
import type { AskedSets } from './asked-sets.ts';
import type { FactTable } from './facts.ts';
import type { Selectable } from './pod-groups.ts';
import type { AskedScope } from './set-scope.ts';
import { isMeant, labelsSaid, namespaceVerdict, WITH_HOST_NETWORK } from './set-scope.ts';

/** Which namespaces of a cluster the scopes of its sets pick. */
export interface Scopes {
  /** Before anybody asks for a verdict of it. */
  open(scope: AskedScope): void;
  verdict(scope: AskedScope, namespace: string): 'yes' | 'no' | FactId;
  /** Those open that may pick a namespace by its labels, and whether they do; found when none is opened any more. */
  applying(namespace: string): readonly Applying[];
}

/** A scope that may look for pods in a namespace, and whether it does. */
export interface Applying {
  readonly scope: AskedScope;
  readonly verdict: 'yes' | FactId;
}

/** Scopes over the namespaces of a cluster; each verdict is found once. */
export function scopesOf({ namespaces }: Cluster, options: Options, facts: FactTable): Scopes {
  const byName = new Map(namespaces.map((one) => [one.name, one]));
  const mentioned = namespaces.flatMap(({ name, known }) => (known === 'mentioned' ? name : []));
  const verdicts = new Map<AskedScope, Map<string, 'yes' | 'no' | FactId>>();
  const wide: AskedScope[] = [];
  const verdict = (scope: AskedScope, namespace: string): 'yes' | 'no' | FactId => {
    if (scope.name !== undefined) return namespace === scope.name ? 'yes' : 'no';
    const known = present(verdicts.get(scope), 'an open scope');
    let found = known.get(namespace);
    if (found === undefined) {
      found = namespaceVerdict(scope.selector, byName.get(namespace), options, facts);
      known.set(namespace, found);
    }
    return found;
  };
  // Where the labels of a namespace are said an index finds who picks it: of 500 selectors and 10,000 namespaces not each
  // is asked about each.
  const index = once(() => selectorIndex(wide.map(({ selector }) => selector)));
  const applying = new Map<string, readonly Applying[]>();
  return {
    verdict,
    applying(namespace) {
      let found = applying.get(namespace);
      if (found === undefined) {
        const labels = labelsSaid(byName.get(namespace), options);
        const picking =
          labels === undefined ? wide : index()(labels).map((number) => wide[number] as AskedScope);
        found = picking.flatMap((scope) => {
          const picks = verdict(scope, namespace);
          return picks === 'no' ? [] : [{ scope, verdict: picks }];
        });
        applying.set(namespace, found);
      }
      return found;
    },
    open(scope) {
      if (scope.name !== undefined || verdicts.has(scope)) return;
      verdicts.set(scope, new Map());
      wide.push(scope);
      // Facts are numbered while the sets are made, whoever asks first later.
      for (const namespace of mentioned) verdict(scope, namespace);
    },
  };
}

/** The sets that hold a pod, found once for those of a namespace that share their labels. `ids`: of those asked for. */
export function holdingOf(
  asked: AskedSets,
  scopes: Scopes,
  ids: readonly SetId[],
): (pod: Selectable) => Held {
  const known = { own: new Map<string, Map<Labels, Held>>(), host: new Map() } as const;
  // Pods that are selected alike share what holds them: what is worked out from it is so once for all of them.
  const shared = new Map<readonly number[], Map<string, Held>>();
  const find = ({ namespace, labels, network }: Selectable): Held => {
    const matched = asked.selecting(labels);
    const alike = shared.get(matched) ?? new Map<string, Held>();
    shared.set(matched, alike);
    const place = `${network} ${namespace}`;
    const narrow = [namespace, `${namespace}${WITH_HOST_NETWORK}`].flatMap((key) => {
      const scope = asked.scopes.get(key);
      return scope === undefined ? [] : [{ scope, verdict: scopes.verdict(scope, namespace) }];
    });
    const held =
      alike.get(place) ?? heldIn([...narrow, ...scopes.applying(namespace)], matched, network, ids);
    alike.set(place, held);
    return held;
  };
  return (pod) => {
    let within = known[pod.network].get(pod.namespace);
    if (within === undefined) {
      within = new Map();
      known[pod.network].set(pod.namespace, within);
    }
    let memberships = within.get(pod.labels);
    if (memberships === undefined) {
      memberships = find(pod);
      within.set(pod.labels, memberships);
    }
    return memberships;
  };
}

function heldIn(
  applying: readonly { readonly scope: AskedScope; readonly verdict: 'yes' | 'no' | FactId }[],
  matched: readonly number[],
  network: Selectable['network'],
  ids: readonly SetId[],
): Held {
  const sets: SetId[] = [];
  let facts: Map<SetId, FactId> | undefined;
  for (const { scope, verdict } of applying) {
    if (verdict === 'no' || !isMeant(scope, network)) continue;
    for (const number of matched) {
      const set = scope.sets.get(number);
      const id = set === undefined ? undefined : ids[set];
      if (id === undefined || id === NO_SET) continue;
      sets.push(id);
      if (verdict === 'yes') continue;
      facts ??= new Map();
      facts.set(id, verdict);
    }
  }
  return { sets: sortNumbers(sets), facts: facts ?? NOTHING.facts };
}
