import type { NodeId } from '../../model/network/node.ts';
import type { Groups } from './groups.ts';
import { groupsOf } from './groups.ts';
import type { Making } from './make-program.ts';
import { programOf } from './make-program.ts';
import type { Program } from './program.ts';
import type { Stage } from './way.ts';

/** The programs of all groups of ends, each once. */
export interface GroupPrograms {
  readonly groups: Groups;
  readonly list: readonly Program[];
  /** Numbers within the list: by list of stages, then by group. */
  readonly byGroup: readonly Int32Array[];
}

/** The programs of groups, for each of some lists of stages. What was looked at beside tells ends apart that were taken for one. */
export function groupProgramsOf(making: Making, all: readonly (readonly Stage[])[]): GroupPrograms {
  const { finding } = making;
  const { lookedAt } = finding.knowledge;
  for (;;) {
    const known = lookedAt.size;
    const groups = groupsOf(finding);
    const made = programsOf(making, groups, all);
    if (lookedAt.size === known) return { groups, ...made };
  }
}

function programsOf(
  making: Making,
  groups: Groups,
  all: readonly (readonly Stage[])[],
): Omit<GroupPrograms, 'groups'> {
  const { ends } = making.finding;
  const numbers: number[] = [];
  const list: Program[] = [];
  const intern = (program: Program): number => {
    numbers[program.id] ??= list.push(program) - 1;
    return numbers[program.id] as number;
  };
  const known = new Map<readonly Stage[], Int32Array>();
  const byGroup = all.map((stages) => {
    let ids = known.get(stages);
    if (ids === undefined) {
      const make = (end: number): number => intern(programOf(making, stages, ends.nodes[end] as NodeId));
      ids = Int32Array.from(groups.examples, make);
      known.set(stages, ids);
    }
    return ids;
  });
  return { list, byGroup };
}
