import { assert } from '../../base/assert.ts';
import type { ActionPattern, Family } from '../../model/network/family.ts';
import type { Table } from '../../model/network/fib.ts';
import { REPLY } from '../../model/network/match.ts';

/** One table of a pipeline, before its number is known: its rules name the tables that they go to. */
export interface Stage {
  readonly name: string;
  /** Options that fixed its place among the others (01 §1.12). */
  readonly assumes: readonly string[];
  families(to: GoTo): readonly Family[];
}

/** Goes on at a later table, by its name. */
export type GoTo = (name: string) => ActionPattern;

/** Stages as tables. A rule of a stage may go to `next`, the one after it, or to a later one by name. */
export function tablesOf(stages: readonly Stage[]): Table[] {
  return stages.map((stage, number) => {
    const to: GoTo = (name) => {
      const table = name === 'next' ? number + 1 : stages.findIndex((other) => other.name === name);
      assert(
        table > number && table < stages.length,
        `table ${stage.name} goes to ${name}, which is no later one`,
      );
      return { kind: 'next', table };
    };
    return { name: stage.name, families: stage.families(to), assumes: stage.assumes };
  });
}

/** A family without rows, that everything matches. */
export function always(action: ActionPattern, label = ''): Family {
  return { label, match: {}, action, requirements: [], assumes: [] };
}

/** What a reply does: it skips what its request has passed (S74, S79). */
export function skipReplies(action: ActionPattern): Family {
  return {
    label: '',
    match: { registers: [{ register: REPLY, value: 1 }] },
    action,
    requirements: ['S74', 'S79'],
    assumes: [],
  };
}
