import { describe } from 'vitest';
import type { State } from '../../src/index.ts';
import { ask as lint } from '../../src/questions/lint.ts';
import { ask as matrix } from '../../src/questions/matrix.ts';
import { ask as reach } from '../../src/questions/reach.ts';
import type { Objects } from '../conformance/kube.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

/** Who reaches whom in both families, what policies let through to and from the outside, and what hosts get. */
function allOf(state: State): string {
  const { hosts = [], pods = [] } = state.cluster ?? {};
  const fromHosts = hosts.slice(0, 2).map(({ name }) =>
    pods.slice(0, 6).map((pod) =>
      [80, 8080, 9090].map((port) => {
        const found = reach(state, { from: `node/${name}`, to: `pod/${pod.namespace}/${pod.name}`, port });
        return 'error' in found ? found.error.code : found.answer;
      }),
    ),
  );
  const between = JSON.stringify(
    (['IPv4', 'IPv6'] as const).map((family) => {
      const answer = matrix(state, { by: 'pod', family });
      return 'error' in answer
        ? answer
        : [answer.rows, answer.outside.map(({ source, target, ...rest }) => rest)];
    }),
  );
  return `${between} ${JSON.stringify(fromHosts)}`;
}

/** Objects without a policy, or without one rule of it. */
function without(
  objects: Objects,
  kind: string,
  namespace: string | undefined,
  name: string,
  path: string | undefined,
): Objects {
  const isOne = ({ kind: own, metadata }: Objects[number]): boolean =>
    own === kind &&
    metadata.name === name &&
    (namespace === undefined || (metadata.namespace ?? 'default') === namespace);
  if (path === undefined) return objects.filter((one) => !isOne(one));
  const [, direction = '', index = ''] = /^spec\.(\w+)\[(\d+)\]$/.exec(path) ?? [];
  return objects.map((one) => {
    if (!isOne(one)) return one;
    const spec = one.spec as Record<string, unknown[]> & { policyTypes?: unknown };
    // Which directions a policy has is told by its rules where it does not say so.
    const said = spec.policyTypes as readonly string[] | undefined;
    const told = ['Ingress', ...((spec.egress ?? []).length > 0 ? ['Egress'] : [])];
    const policyTypes = said == null || said.length === 0 ? told : said;
    const rules = (spec[direction] ?? []).filter((_, i) => i !== Number(index));
    const changed = { ...spec, [direction]: rules, ...(kind === 'NetworkPolicy' ? { policyTypes } : {}) };
    return { ...one, spec: changed as never };
  });
}

/** What was said to change nothing, and does. */
function broken({ random, objects, met }: Sample) {
  const profile = profileOf(random, { listens: 'any', enforced: 'yes' });
  const state = stateOf(objects, profile);
  const answer = lint(state, {});
  if ('error' in answer) return [];
  const before = allOf(state);
  return answer.findings
    .filter(({ code }) => code === 'RULE_CHANGES_NOTHING' || code === 'POLICY_CHANGES_NOTHING')
    .slice(0, 5)
    .flatMap(({ code, origin: { kind = '', namespace, name = '', path } }) => {
      met();
      const rest = without(
        objects,
        kind,
        namespace,
        name,
        code === 'RULE_CHANGES_NOTHING' ? path : undefined,
      );
      return allOf(stateOf(rest, profile)) === before ? [] : [{ code, kind, namespace, name, path }];
    });
}

describe('what lint finds', () => {
  law('changes nothing when it is taken away', { clusters: 200, questions: 1, meets: 0.3 }, broken);
});
