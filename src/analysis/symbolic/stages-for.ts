import type { Cell } from '../../model/network/directory.ts';
import type { ActionPattern, Family as RuleFamily } from '../../model/network/family.ts';
import type { Template } from '../../model/network/fib.ts';
import { directoryOf, isTerm } from '../../model/network/instantiate.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isSwitch, NO_NODE } from '../../model/network/node.ts';
import type { SetId } from '../../model/network/set.ts';
import { NO_SET } from '../../model/network/set.ts';
import { entriesOf, isAlways } from './entries.ts';
import type { Place, Situation } from './situation.ts';
import { NODE_FIELDS, placeAsked } from './situation.ts';
import type { Finding, Stage, Visit } from './way.ts';
import { stageOf } from './way.ts';

/** Who the other end is, beside the ends that there are: somebody outside, or another one like them. */
export type Who = 'outside' | 'another end';

/**
 * The stages of a way that messages from elsewhere, or to there, pass too, wherever else they pass. A table that lets
 * everything pass between ends may not do so here. Undefined where one cannot be told.
 */
export function stagesFor(
  who: Who,
  finding: Finding,
  visits: readonly Visit[],
  side: Stage['side'],
  selves: readonly Place[],
): readonly Stage[] | undefined {
  const stages: Stage[] = [];
  let [self, reached]: [Place | undefined, number] = [undefined, 0];
  for (const { situation, template, table: number, does } of visits) {
    if (!selves.includes(situation.self)) continue;
    if (situation.self !== self) [self, reached] = [situation.self, 0];
    // What a table does beside is to find the way, and to translate what is for a service.
    if (number < reached || does === 'else' || !onlyDecides(template, number)) continue;
    const { own, unclear } =
      who === 'outside' ? asOutside(template, situation, side, finding) : { own: template, unclear: NONE };
    const families = own.tables[number]?.families ?? [];
    const [first] = entriesOf(families, situation, finding.knowledge, finding.table) ?? [];
    if (first !== undefined && isAlways(first) && first.action.kind === 'next') {
      reached = first.action.table;
      continue;
    }
    const stage = stageOf(finding, own, number, situation, side);
    if (stage?.tables.every((one) => onlyDecides(template, one) && !unclear.has(one)) !== true)
      return undefined;
    stages.push(stage);
    reached = stage.exit === 'process' ? Number.POSITIVE_INFINITY : stage.exit;
  }
  return stages;
}

/** Whether a table lets messages pass or stops them, and does nothing else. */
function onlyDecides(template: Template, number: number): boolean {
  const decides = (action: ActionPattern): boolean =>
    action.kind === 'case'
      ? Object.values(action.cases).every(decides)
      : action.kind === 'next' || action.kind === 'discard';
  return (template.tables[number]?.families ?? []).every(({ action }) => decides(action));
}

const NONE: ReadonlySet<number> = new Set();

/**
 * A switch as a message meets it whose other end is nobody: without the rules that ask for the row of that end's address,
 * or for a neighbour that such a message does not come from or go to. `unclear`: the tables of which that cannot be told.
 */
function asOutside(
  template: Template,
  situation: Situation,
  side: Stage['side'],
  finding: Finding,
): { readonly own: Template; readonly unclear: ReadonlySet<number> } {
  const other = side === 'source' ? 'target' : 'source';
  const unclear = new Set<number>();
  const tables = template.tables.map((table, number) => {
    // The others are no part of a stage here.
    if (!onlyDecides(template, number)) return table;
    const families = table.families.flatMap((family) => {
      const kept = withoutNeighbour(family, situation, other, finding);
      if (kept === 'unclear') unclear.add(number);
      if (kept === 'never' || asksForRow(family, situation, other)) return [];
      return [kept === 'unclear' ? family : kept];
    });
    return { ...table, families };
  });
  return { own: { ...template, tables }, unclear };
}

/** A family that asks for a neighbour on the other end's side, for a message that has another one there. */
function withoutNeighbour(
  family: RuleFamily,
  situation: Situation,
  other: 'source' | 'target',
  { network }: Finding,
): RuleFamily | 'never' | 'unclear' {
  const { nodes } = network;
  const isOne = (node: number): boolean => !isSwitch(nodes, node as NodeId) || nodes.hosts[node] !== NO_NODE;
  /** Whether a set holds only hosts and who is on one: messages from elsewhere come from none of them. */
  const isOurs = (set: SetId): boolean => {
    const { members = [], perhaps = [] } = network.sets[set] ?? {};
    return members.every(isOne) && perhaps.every(({ node }) => isOne(node));
  };
  let match = family.match;
  for (const field of ['from', 'out'] as const) {
    const part = match[field];
    if (part === undefined || placeAsked(field, situation) !== `${other} host`) continue;
    if (isTerm(part)) {
      const column =
        'row' in part ? family.each && directoryOf(network, family.each).columns[part.row] : undefined;
      const cells = new Set(Array.from((column?.cells ?? []) as ArrayLike<Cell>, (cell) => cell as number));
      const isAmongUs = (cell: number): boolean =>
        column?.kind === 'set'
          ? cell !== NO_SET && isOurs(cell as SetId)
          : column?.kind === 'node' && isOne(cell);
      return [...cells].every(isAmongUs) ? 'never' : 'unclear';
    }
    if ('node' in part) return isOne(part.node) ? 'never' : 'unclear';
    if ('set' in part) return isOurs(part.set) ? 'never' : 'unclear';
    if (!isOurs(part.not)) return 'unclear';
    const { [field]: _, ...rest } = match;
    match = rest;
  }
  return { ...family, match };
}

function asksForRow({ each, match }: RuleFamily, situation: Situation, other: 'source' | 'target'): boolean {
  if (each?.directory !== ADDRESSES) return false;
  const isOther = NODE_FIELDS.some((field) => {
    const part = match[field];
    return isTerm(part) && 'row' in part && part.row === 'node' && placeAsked(field, situation) === other;
  });
  const part = other === 'source' ? match.sources : match.targets;
  return isOther || (isTerm(part) && 'row' in part && part.row === 'address');
}
