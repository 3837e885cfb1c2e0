import { present } from '../../base/assert.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { SetId } from '../../model/network/set.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { Cluster } from '../cluster.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Options } from '../profile/options.ts';
import type { AskedSets } from './asked-sets.ts';
import type { FactTable } from './facts.ts';
import type { Memberships, Selectable } from './pod-groups.ts';
import type { AskedScope } from './set-scope.ts';
import { isMeant, namespaceVerdict, WITH_HOST_NETWORK } from './set-scope.ts';

/** Which namespaces of a cluster the scopes of its sets pick. */
export interface Scopes {
  /** Before anybody asks for a verdict of it. */
  open(scope: AskedScope): void;
  verdict(scope: AskedScope, namespace: string): 'yes' | 'no' | FactId;
  /** Those open that may pick several namespaces. */
  readonly wide: readonly AskedScope[];
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
  return {
    verdict,
    wide,
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
): (pod: Selectable) => Memberships {
  const known = { own: new Map<string, Map<Labels, Memberships>>(), host: new Map() } as const;
  const find = ({ namespace, labels, network }: Selectable): Memberships => {
    const matched = asked.selecting(labels);
    const sets: SetId[] = [];
    const facts = new Map<SetId, FactId>();
    const narrow = [namespace, `${namespace}${WITH_HOST_NETWORK}`].flatMap(
      (key) => asked.scopes.get(key) ?? [],
    );
    for (const scope of [...narrow, ...scopes.wide]) {
      const verdict = scopes.verdict(scope, namespace);
      if (verdict === 'no' || !isMeant(scope, network)) continue;
      for (const number of matched) {
        const set = scope.sets.get(number);
        const id = set === undefined ? undefined : ids[set];
        if (id === undefined || id === NO_SET) continue;
        sets.push(id);
        if (verdict !== 'yes') facts.set(id, verdict);
      }
    }
    return { sets: sets.sort((a, b) => a - b), facts: facts.size === 0 ? NO_FACTS : facts };
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

const NO_FACTS: ReadonlyMap<SetId, FactId> = new Map();
