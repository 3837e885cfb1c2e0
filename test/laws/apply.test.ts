import { describe, expect, test } from 'vitest';
import { readCluster } from '../../src/kubernetes/read/read.ts';
import { printNetwork } from '../../src/model/notation/print-network.ts';
import { applyChange } from '../../src/state/apply.ts';
import type { State } from '../../src/state/state.ts';
import { stateOfObjects } from '../../src/state/state.ts';
import type { Item } from '../../src/text/item.ts';
import type { Value } from '../../src/text/value.ts';
import type { Kube } from '../conformance/kube.ts';
import type { Step } from '../generate/changes.ts';
import { identityOf, stepOf } from '../generate/changes.ts';
import { clusterOf } from '../generate/cluster.ts';
import type { Random } from '../generate/random.ts';
import { random } from '../generate/random.ts';
import { sourceOf } from '../kubernetes/manifest.ts';
import { profileOf } from './asking.ts';

const SEQUENCES = 500;
const STEPS = 3;
const BATCH = 100;

/** The objects of a cluster by what tells them apart, each at its place. */
type Given = ReadonlyMap<string, Item>;

const source = sourceOf('objects', '');
const itemOf = (object: Kube, offset: number): Item => ({
  value: JSON.parse(JSON.stringify(object)) as Value,
  place: { source, offset },
});

/** What a change means for the objects: of those of one identity there is this one, or none. */
function after(given: Given, { kind, object }: Step, item: Item): Given {
  const changed = new Map(given);
  changed.delete(identityOf(object));
  if (kind === 'put') changed.set(identityOf(object), item);
  return changed;
}

function fresh(given: Given, profile: State['profile']): State {
  const namespace = 'default';
  return stateOfObjects(readCluster(given.values(), { namespace }), [], 1, { profile, namespace });
}

/** All that a state says: its network, what is wrong, and what was used. */
function said({ network, diagnostics, reading, cluster }: State): readonly string[] {
  const wrong = diagnostics.map(({ origin, ...rest }) =>
    JSON.stringify({ ...rest, object: origin?.object, path: origin?.path, at: origin?.place?.offset }),
  );
  const places = cluster?.pods.map(({ name, origin }) => `${name} ${origin.place?.offset}`) ?? [];
  const objects = [...reading.objects].map(([kind, count]) => `${count} ${kind}`);
  return [...printNetwork(network).split('\n'), ...origins(network), ...wrong, ...objects, ...places];
}

/** Where the rows of directories come from: the print does not say. */
function origins({ directories, nodes }: State['network']): readonly string[] {
  const columns = Object.entries(directories).flatMap(([name, { columns }]) =>
    columns.origin?.kind === 'origin' ? [[name, columns.origin.cells] as const] : [],
  );
  return [['nodes', nodes.origins] as const, ...columns].map(
    ([name, cells]) => `${name} ${Array.from(cells, (one) => one?.place?.offset ?? '-').join(' ')}`,
  );
}

/** The first line that differs. */
function difference(one: readonly string[], other: readonly string[]): unknown {
  const at = one.findIndex((line, i) => line !== other[i]);
  if (at < 0 && one.length === other.length) return undefined;
  return { applied: one[at], fresh: other[at] };
}

function sequence(seed: number): unknown {
  const numbers: Random = random(seed);
  const profile = profileOf(numbers);
  const objects = clusterOf(numbers).filter(() => numbers.below(8) > 0);
  let given: Given = new Map(objects.map((object, i) => [identityOf(object), itemOf(object, i)]));
  const first = fresh(given, profile);
  const before = given;
  let state = first;
  const steps: string[] = [];
  for (let i = 0; i < STEPS; i++) {
    const step = stepOf(
      Array.from(given.values(), ({ value }) => value as unknown as Kube),
      numbers,
    );
    const item = itemOf(step.object, 1000 + i);
    steps.push(`${step.kind} ${identityOf(step.object)}`);
    given = after(given, step, item);
    state = applyChange(state, { kind: step.kind, item });
    const found = difference(said(state), said(fresh(given, profile)));
    if (found !== undefined) return { steps, found };
  }
  // Asked only now: what is made when it is asked for is still what it was.
  const found = difference(said(first), said(fresh(before, profile)));
  return found === undefined ? undefined : { steps, old: found };
}

describe('changes one by one', () => {
  for (let from = 0; from < SEQUENCES; from += BATCH) {
    test(`give what all objects read anew give, and old states stay (sequences ${from} to ${from + BATCH - 1})`, () => {
      for (let seed = from; seed < from + BATCH; seed++)
        expect({ seed, wrong: sequence(seed) }).toEqual({ seed, wrong: undefined });
    });
  }
});
