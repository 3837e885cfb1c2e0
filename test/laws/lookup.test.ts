import { describe } from 'vitest';
import type { Assumptions } from '../../src/model/exchange/assumptions.ts';
import { assuming, NO_ASSUMPTIONS } from '../../src/model/exchange/assumptions.ts';
import { lookup } from '../../src/model/exchange/lookup.ts';
import type { Probe } from '../../src/model/exchange/probe.ts';
import { evaluate } from '../../src/model/exchange/probe.ts';
import type { Step, Trace } from '../../src/model/exchange/trace.ts';
import type { Action } from '../../src/model/network/action.ts';
import type { Register } from '../../src/model/network/match.ts';
import { REPLY } from '../../src/model/network/match.ts';
import type { Network } from '../../src/model/network/network.ts';
import { templateOf } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import type { Rule } from '../../src/model/network/rule.ts';
import { rules } from '../../src/model/network/rules.ts';
import { deliveryOf, profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

/** A question that a switch put to one of its tables while a message was followed. */
interface Lookup {
  readonly at: NodeId;
  readonly table: number;
  readonly probe: Probe;
}

/** The registers that an action sets, along the alternative that was taken. */
function sets(action: Action, chosen: number): readonly (readonly [Register, number])[] {
  switch (action.kind) {
    case 'set':
      return [[action.register, action.value], ...sets(action.then, chosen)];
    case 'translate':
      return action.then === undefined ? [] : sets(action.then, chosen);
    case 'choose': {
      const alternative = action.alternatives[chosen];
      return alternative === undefined ? [] : sets(alternative.action, 0);
    }
    default:
      return [];
  }
}

/** Every question that switches put to their tables in the life of a message. */
function* lookupsOf(network: Network, { hops }: Trace): Generator<Lookup> {
  for (const { at, from, steps } of hops) {
    let registers: ReadonlyMap<Register, number> = new Map();
    const tables = templateOf(network, at)?.tables ?? [];
    for (const { kind, table: name, before, rule, choice } of steps as readonly Step[]) {
      if (kind === 'session') {
        registers = new Map([[REPLY, 1]]);
        continue;
      }
      const table = tables.findIndex((one) => one.name === name);
      yield { at, table, probe: { header: before, from: from as NodeId, registers } };
      if (rule !== undefined) registers = new Map([...registers, ...sets(rule.action, choice?.index ?? 0)]);
    }
  }
}

/** What a table says, by its definition: the first match of its rules, each open fact taken both ways. */
function firstMatches(
  all: readonly Rule[],
  { network, self, probe }: Asked,
  assumed: Assumptions,
): Outcome[] {
  for (const [at, rule] of all.entries()) {
    const verdict = evaluate(rule.match, { network, self, row: 0 }, probe, assumed);
    if (verdict === 'no') continue;
    if (verdict === 'yes') return [{ rule, assumed }];
    const rest = all.slice(at);
    return (['holds', 'fails'] as const).flatMap((how) =>
      firstMatches(rest, { network, self, probe }, assuming(assumed, verdict, how)),
    );
  }
  return [{ rule: undefined, assumed }];
}

interface Asked {
  readonly network: Network;
  readonly self: NodeId;
  readonly probe: Probe;
}

interface Outcome {
  readonly rule: Rule | undefined;
  readonly assumed: Assumptions;
}

/** Outcomes as text that is equal for equal ones. */
function textOf(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(({ rule, assumed }) => {
      const { table, family, row } = rule?.id ?? { table: -1, family: -1, row: -1 };
      return `${table}/${family}/${row} if ${[...assumed].map(([fact, how]) => `${fact} ${how}`).join()}`;
    })
    .join('; ');
}

describe('looking up', () => {
  law(
    'by index in a compiled network finds the first match over the rules written out (R4, 01 §1.11)',
    { clusters: 30, questions: 20, meets: 100 },
    ({ random, objects, questions, met }) => {
      const { network, ...state } = stateOf(objects, profileOf(random));
      const written = new Map<string, readonly Rule[]>();
      return questions.flatMap((question) => {
        const { ways = [] } = deliveryOf({ network, ...state }, question, 'both') ?? {};
        const traces = ways.flatMap(({ trace, replies }) => [trace, ...replies]);
        return traces.flatMap((trace) =>
          [...lookupsOf(network, trace)].flatMap(({ at, table, probe }) => {
            met();
            const key = `${at} ${table}`;
            const all = written.get(key) ?? [...rules(network, at, table)];
            written.set(key, all);
            const expected = textOf(firstMatches(all, { network, self: at, probe }, NO_ASSUMPTIONS));
            const found = textOf(lookup(network, at, table, probe, NO_ASSUMPTIONS));
            return found === expected ? [] : [{ question, at, table, found, expected }];
          }),
        );
      });
    },
  );
});
