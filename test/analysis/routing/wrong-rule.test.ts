import { describe, expect, test } from 'vitest';
import { itemsFrom } from '../../../bench/generated.ts';
import { checkAll } from '../../../src/analysis/invariants/check.ts';
import type { Checked } from '../../../src/analysis/invariants/invariant.ts';
import { provesPodsAtOnce } from '../../../src/analysis/invariants/pods-at-once.ts';
import { provesNoCycle } from '../../../src/analysis/routing/no-cycle.ts';
import { compile } from '../../../src/kubernetes/compile/compile.ts';
import { planCluster } from '../../../src/kubernetes/plan/plan.ts';
import { STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { readCluster } from '../../../src/kubernetes/read/read.ts';
import { addressSet } from '../../../src/model/header/address-set.ts';
import type { Action } from '../../../src/model/network/action.ts';
import type { Network } from '../../../src/model/network/network.ts';
import { addressesOf } from '../../../src/model/network/network.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { nodeNamed } from '../../../src/model/network/node.ts';
import type { ShapeSize } from '../../generate/shapes.ts';
import { shapeObjects } from '../../generate/shapes.ts';

const SIZE: ShapeSize = {
  ...{ shape: 'many namespaces' as const, pods: 450, hosts: 15, services: 30, policies: 300, seed: 1 },
};
const network = compile(
  planCluster(readCluster(itemsFrom(shapeObjects(SIZE)), { namespace: 'default' })),
  STANDARD,
);
const node = (name: string): NodeId => nodeNamed(network.nodes, name) as NodeId;
const address = (name: string) => addressesOf(network, node(name))[0] as ReturnType<typeof addressesOf>[0];

/** The network with one rule more, the first of a host's, for what goes to a pod of it. */
function withRule(action: Action): Network {
  const at = { table: 0, family: 0, row: 0 };
  const rule = {
    ...{ id: at, label: 'WRONG', match: { targets: addressSet(address(POD)) }, action },
    ...{ requirements: [], assumes: [] },
  };
  const patches = new Map([[node(HOST), [{ kind: 'insert', at, rule } as const]]]);
  return { ...network, fibs: { ...network.fibs, patches } };
}

// Neither is the first of its kind.
const [HOST, POD, ELSEWHERE] = ['node-7', 'ns-22/pod-22', 'node-3'] as const;

/** So few that not all messages can be followed. */
const BUDGET = 10_000;

const answers = (checked: readonly Checked[]) => new Map(checked.map((one) => [one.name, one]));

describe('a rule too many on one of many hosts', () => {
  test('is missed by nobody: without it all is proved', () => {
    expect(provesNoCycle(network).kind).toBe('proved');
    expect(provesPodsAtOnce(network).kind).toBe('proved');
    expect(network.nodes.hosts[node(POD)]).toBe(node(HOST));
    const found = checkAll(network, BUDGET).map(({ name, answer }) => `${name} ${answer}`);
    expect(found.filter((text) => !text.endsWith(' holds'))).toEqual([]);
  });

  test('that sends back is found as a loop, and named', () => {
    const wrong = withRule({ kind: 'forward', to: node(ELSEWHERE) });
    expect(provesNoCycle(wrong).kind).toBe('unclear');
    const loop = answers(checkAll(wrong, BUDGET)).get('no-loop');
    expect(loop?.answer).toBe('violated');
    const cycles = loop?.violations.map(({ counterexample }) => counterexample?.disposition);
    expect(cycles).toContainEqual(
      expect.objectContaining({
        kind: 'looped',
        cycle: expect.arrayContaining([node(HOST), node(ELSEWHERE)]),
      }),
    );
  });

  test('that translates is found between pods, and named', () => {
    const wrong = withRule({
      kind: 'translate',
      header: { target: address('ns-3/pod-3') },
      then: { kind: 'next', table: 1 },
    });
    expect(provesPodsAtOnce(wrong).kind).toBe('unclear');
    const pods = answers(checkAll(wrong, BUDGET)).get('N3');
    expect(pods?.answer).toBe('violated');
    expect(pods?.violations[0]?.message).toMatch(/ns-22\/pod-22/);
  });

  test('that has nowhere to send to is found as a black hole, and named', () => {
    const wrong = withRule({ kind: 'forward', to: node('ns-3/pod-3') });
    const hole = answers(checkAll(wrong, BUDGET)).get('no-black-hole');
    expect(hole?.answer).toBe('violated');
    expect(hole?.violations[0]).toMatchObject({ at: node(HOST), rule: { label: 'WRONG' } });
  });
});
