import { describe } from 'vitest';
import { printNetwork } from '../../src/model/notation/print-network.ts';
import type { Kube, Objects, Rule } from '../conformance/kube.ts';
import type { Random } from '../generate/random.ts';
import { differences, profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

/** The same in another order. */
function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0] as T);
}

describe('the order of objects', () => {
  law(
    'in the input changes nothing in the network',
    { clusters: 80, questions: 0, meets: 0.9 },
    ({ random, objects, met }) => {
      const profile = profileOf(random);
      const [one, other] = [objects, shuffled(objects, random)].map((each) =>
        printNetwork(stateOf(each, profile).network),
      );
      met();
      return one === other ? [] : [{ lines: differing(one ?? '', other ?? '') }];
    },
  );
});

/** The first lines in which two texts differ. */
function differing(one: string, other: string): readonly string[] {
  const [ones, others] = [one.split('\n'), other.split('\n')];
  return ones.flatMap((line, at) => (line === others[at] ? [] : [`${line} | ${others[at]}`])).slice(0, 3);
}

/** Lists of which the order says nothing: the peers and ports of a rule, what a block leaves out, what a selector asks. */
const UNORDERED = [
  'from',
  'to',
  'ports',
  'protocols',
  'except',
  'matchExpressions',
  'values',
  'networks',
  'policyTypes',
];

/** A part of a policy with all such lists in another order. */
function reordered(part: unknown, random: Random, key = ''): unknown {
  if (Array.isArray(part)) {
    const items = part.map((each) => reordered(each, random));
    return UNORDERED.includes(key) ? shuffled(items, random) : items;
  }
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, reordered(value, random, name)]),
  );
}

/** A policy with its lists in another order, a NetworkPolicy with its rules as well: those of the other tiers are tried in turn. */
function withOrder(object: Kube, random: Random): Kube {
  if (!object.kind.endsWith('Policy')) return object;
  const spec = reordered(object.spec, random) as NonNullable<Kube['spec']>;
  const { ingress, egress } = spec;
  const mixed = (rules: readonly Rule[]) => shuffled(rules, random);
  const rules = {
    ...(ingress ? { ingress: mixed(ingress) } : {}),
    ...(egress ? { egress: mixed(egress) } : {}),
  };
  return { ...object, spec: object.kind === 'NetworkPolicy' ? { ...spec, ...rules } : spec };
}

describe('the order', () => {
  law(
    'of the rules of NetworkPolicies, and of peers, ports and requirements anywhere, changes no answer (S77, S83)',
    { clusters: 60, questions: 20, meets: 19 },
    ({ random, objects, questions, met }) => {
      const profile = profileOf(random);
      const mixed: Objects = objects.map((object) => withOrder(object, random));
      return differences([stateOf(objects, profile), stateOf(mixed, profile)], questions, met);
    },
  );
});
