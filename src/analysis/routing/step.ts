import { unreachable } from '../../base/assert.ts';
import { onceFor } from '../../base/once.ts';
import type { Address } from '../../model/header/address.ts';
import { hasPorts, PROTOCOLS } from '../../model/header/protocol.ts';
import type { Cell, Column, Directory } from '../../model/network/directory.ts';
import { rowsOf } from '../../model/network/directory.ts';
import type { ActionPattern, Each, Term } from '../../model/network/family.ts';
import { NO_TEMPLATE } from '../../model/network/fib.ts';
import { directoryOf, isTerm } from '../../model/network/instantiate.ts';
import { OUT } from '../../model/network/match.ts';
import type { Network } from '../../model/network/network.ts';
import { cellAt } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { ConnectionId } from '../symbolic/connection-set.ts';
import { ALL, connections, NONE, portsByProtocol } from '../symbolic/connection-set.ts';
import type { Goal, GoalId } from './goals.ts';
import type { Looking, Registers, RowKnown } from './may-match.ts';
import { candidatesOf, conditionsHold, mayMatch } from './may-match.ts';
import type { Neighbour, Position, Routing } from './position.ts';
import { arrivals, standingsOf } from './position.ts';

/** A message on its way through the tables of one switch. */
interface Inside extends Position {
  readonly number: number;
  readonly out: Neighbour | undefined;
  readonly registers: Registers;
}

/** What one action comes to: further tables of the switch, and positions at others or, looked up again, at the same. */
interface Outcome {
  readonly inside: Inside[];
  readonly sent: Position[];
}

const NO_REGISTERS: Registers = new Map();

/**
 * Where messages at a position may be next, in one step over a link or in a lookup that starts again: all places, and
 * perhaps more. What is said of a message beside whom it goes to and on which protocol and port counts as open, so every
 * rule that asks for it may match and may not. Messages are those that begin something: no switch keeps a session of them.
 */
export function stepsFrom(routing: Routing, from: Position): readonly Position[] {
  const tables = routing.network.fibs.templates[from.template]?.tables ?? [];
  const sent = new Map<string, Position>();
  const met = new Set<string>();
  const waiting: Inside[] = [{ ...from, number: 0, out: undefined, registers: NO_REGISTERS }];
  const wait = (inside: Inside): void => {
    const key = insideKey(inside);
    if (!met.has(key)) waiting.push(inside);
    met.add(key);
  };
  for (let inside = waiting.pop(); inside !== undefined; inside = waiting.pop()) {
    let rest = inside.connections;
    const goal = routing.goals.list[inside.goal] as Goal;
    const { standing, out, registers } = inside;
    const looking: Looking = { routing, standing, goal, out, registers };
    for (const family of tables[inside.number]?.families ?? []) {
      for (const candidate of candidatesOf(looking, family)) {
        const { connections, sure } = mayMatch(looking, family, candidate);
        const meant = routing.table.intersect(rest, connections);
        if (meant === NONE) continue;
        const outcome: Outcome = { inside: [], sent: [] };
        const done = perform(
          routing,
          family.action,
          candidate.row,
          { ...inside, connections: meant },
          outcome,
        );
        outcome.inside.forEach(wait);
        for (const one of outcome.sent) sent.set(positionKey(one), one);
        if (sure && done === 'surely') rest = routing.table.subtract(rest, meant);
      }
      if (rest === NONE) break;
    }
  }
  return [...sent.values()];
}

function positionOf({ template, standing, goal, connections }: Position): Position {
  return { template, standing, goal, connections };
}

function insideKey(inside: Inside): string {
  const { number, out, registers } = inside;
  const to = out === undefined ? '' : out.kind === 'nodes' ? out.nodes.join() : out.kind;
  return `${number} ${positionKey(inside)} ${to} ${[...registers].sort().join()}`;
}

/** Positions that are the same have the same text. */
export function positionKey({ template, standing, goal, connections }: Position): string {
  return `${template} ${standing} ${goal} ${connections}`;
}

/** `perhaps`: there may be no such rule, as where it would choose among none. */
function perform(
  routing: Routing,
  action: ActionPattern,
  row: RowKnown,
  inside: Inside,
  outcome: Outcome,
): 'surely' | 'perhaps' {
  switch (action.kind) {
    case 'deliver':
    case 'discard':
      return 'surely';
    case 'next':
      // Tables are left for later ones only; what is not so may go round within a switch.
      if (action.table <= inside.number) outcome.sent.push(positionOf(inside));
      else outcome.inside.push({ ...inside, number: action.table });
      return 'surely';
    case 'forward': {
      const to = action.to === 'out' ? inside.out : neighbourOf(action.to, row);
      if (to !== undefined) outcome.sent.push(...arrivals(routing, inside, to));
      return 'surely';
    }
    case 'case': {
      const cases = Object.values(action.cases).map((one) => perform(routing, one, row, inside, outcome));
      return cases.includes('perhaps') ? 'perhaps' : 'surely';
    }
    case 'set': {
      const { register, value, then } = action;
      if (register === OUT)
        return perform(routing, then, row, { ...inside, out: neighbourOf(value, row) }, outcome);
      const registers = new Map(inside.registers).set(register, isTerm(value) ? 'any' : value);
      return perform(routing, then, row, { ...inside, registers }, outcome);
    }
    case 'translate':
      return translate(routing, action, row, inside, outcome);
    case 'choose':
      return choose(routing, action, row, inside, outcome);
    default:
      return unreachable(action);
  }
}

function translate(
  routing: Routing,
  { header, then }: Extract<ActionPattern, { kind: 'translate' }>,
  row: RowKnown,
  inside: Inside,
  outcome: Outcome,
): 'surely' | 'perhaps' {
  const connections = toPort(routing, inside.connections, header.targetPort, row);
  const changed = translated(routing, header.target, row, inside, connections);
  if (then === undefined) {
    outcome.sent.push(...changed);
    return 'surely';
  }
  const done = changed.map((one) => perform(routing, then, row, { ...inside, ...one }, outcome));
  return done.includes('perhaps') ? 'perhaps' : 'surely';
}

/** Messages of the same protocols to another port. */
function toPort(
  { table }: Routing,
  before: ConnectionId,
  port: number | Term | undefined,
  row: RowKnown,
): ConnectionId {
  if (port === undefined) return before;
  const number = !isTerm(port)
    ? port
    : 'row' in port && row.kind === 'row'
      ? cellAt(row.directory, port.row, row.row)
      : undefined;
  if (typeof number !== 'number') return ALL;
  const { ports, other } = portsByProtocol(table.setOf(before));
  const protocols = PROTOCOLS.filter((one) => (hasPorts(one) ? ports[one] !== undefined : other));
  return table.idOf(connections(protocols.filter(hasPorts), [[number, number]]).concat(other ? OTHERS : []));
}

/** Messages of protocols without ports. */
const OTHERS = connections(PROTOCOLS.filter((one) => !hasPorts(one)));

/** The same switch, with messages to whatever addresses they may be changed to. */
function translated(
  routing: Routing,
  target: Address | Term | undefined,
  row: RowKnown,
  inside: Inside,
  connections: ConnectionId,
): readonly Position[] {
  const { template, standing, goal } = inside;
  if (
    target === undefined ||
    (isTerm(target) && 'row' in target && row.kind === 'goal' && target.row === 'address')
  )
    return [{ template, standing, goal, connections }];
  const goals = isTerm(target) ? goalsOfTerm(routing, target, row) : [routing.goals.of(target)];
  return [...new Set(goals)].flatMap((to) =>
    to === undefined
      ? []
      : standingsOf(routing, template, to).map((one) => ({ template, standing: one, goal: to, connections })),
  );
}

function goalsOfTerm({ goals }: Routing, term: Term, row: RowKnown): readonly (GoalId | undefined)[] {
  const anyGoal = goals.list.map(({ id }) => id);
  if (!('row' in term) || row.kind === 'none' || row.kind === 'goal') return anyGoal;
  const cells = row.directory.columns[term.row]?.cells ?? [];
  if (row.kind === 'row') return [goals.of(cells[row.row] as Address)];
  return Array.from(cells as ArrayLike<Cell>, (cell) => goals.of(cell as Address));
}

function choose(
  routing: Routing,
  action: Extract<ActionPattern, { kind: 'choose' }>,
  row: RowKnown,
  inside: Inside,
  outcome: Outcome,
): 'surely' | 'perhaps' {
  if ('alternatives' in action) {
    const done = action.alternatives.map((one) => perform(routing, one.action, row, inside, outcome));
    return done.includes('perhaps') ? 'perhaps' : 'surely';
  }
  const directory = directoryOf(routing.network, action.each);
  const rows = innerRows(directory, action.each, row);
  if (rows === undefined) {
    if (directory.size === 0) return 'perhaps';
    const done = perform(routing, action.action, { kind: 'some', directory }, inside, outcome);
    return done === 'surely' && hasRowAlways(routing, inside.template, action.each) ? 'surely' : 'perhaps';
  }
  const goal = routing.goals.list[inside.goal] as Goal;
  const { standing, out, registers } = inside;
  const looking: Looking = { routing, standing, goal, out, registers };
  let sure = false;
  const seen = new Set<string>();
  for (let i = 0; i < rows.length; i++) {
    const inner = rows[i] as number;
    const known: RowKnown = { kind: 'row', directory, row: inner };
    const held = conditionsHold(looking, action.each, known, row);
    if (held === 'no') continue;
    if (held === 'yes') sure = true;
    // Most rows of a choice come to the same: once is enough.
    const own: Outcome = { inside: [], sent: [] };
    if (perform(routing, action.action, known, inside, own) === 'perhaps') sure = false;
    for (const one of own.inside) {
      const key = insideKey(one);
      if (!seen.has(key)) outcome.inside.push(one);
      seen.add(key);
    }
    outcome.sent.push(...own.sent);
  }
  return sure ? 'surely' : 'perhaps';
}

/** The rows of a choice, by the row around it; undefined where that does not tell them. */
function innerRows(directory: Directory, { where }: Each, outer: RowKnown): ArrayLike<number> | undefined {
  for (const { field, is, to } of where) {
    const column = directory.columns[field];
    if (is !== 'equal' || column === undefined || !isTerm(to) || !('row' in to)) continue;
    if (outer.kind === 'row') return rowsOf(column, cellAt(outer.directory, to.row, outer.row));
  }
  return undefined;
}

/** Whether every switch of a template has rows of its own that a choice is among. */
function hasRowAlways({ network }: Routing, template: number, { directory, where }: Each): boolean {
  const [condition, ...others] = where;
  if (condition === undefined || others.length > 0 || condition.is !== 'equal') return false;
  const { field, to } = condition;
  const column = network.directories[directory]?.columns[field];
  if (column === undefined || !isTerm(to) || !('self' in to) || to.self !== 'node') return false;
  return haveRows(network)(column)(template);
}

const haveRows = onceFor((network: Network) =>
  onceFor((column: Column) => {
    const lacking = new Set<number>();
    network.fibs.templateOf.forEach((template, node) => {
      if (template !== NO_TEMPLATE && rowsOf(column, node).length === 0) lacking.add(template);
    });
    return (template: number): boolean => !lacking.has(template);
  }),
);

/** The neighbour that a term or number names; undefined where it may be nobody. */
function neighbourOf(to: number | Term, row: RowKnown): Neighbour | undefined {
  if (!isTerm(to)) return { kind: 'nodes', nodes: [to as NodeId] };
  if ('self' in to)
    return to.self === 'node' ? { kind: 'self' } : to.self === 'host' ? { kind: 'own host' } : undefined;
  if (row.kind === 'none') return undefined;
  if (row.kind === 'goal') {
    if (to.row === 'node') return { kind: 'owner' };
    if (to.row === 'host') return { kind: 'owner host' };
  }
  const cells: ArrayLike<Cell> = row.directory.columns[to.row]?.cells ?? [];
  if (row.kind === 'row') return { kind: 'nodes', nodes: [cells[row.row] as NodeId] };
  return { kind: 'nodes', nodes: [...new Set(Array.from(cells, (cell) => cell as NodeId))] };
}
