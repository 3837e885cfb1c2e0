import { assert } from '../../base/assert.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ActionPattern } from '../../model/network/family.ts';
import { columnOf } from '../../model/network/instantiate.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { ConnectionId } from './connection-set.ts';
import { ALL, NONE } from './connection-set.ts';
import type { Entry } from './entries.ts';
import { entriesOf } from './entries.ts';
import type { PeerId, Peers } from './peers.ts';
import { isPeer } from './peers.ts';
import type { Finding, Stage } from './way.ts';

/** One rule of a stage for a given end: what it asks of the other one, and where messages go that are so. */
export interface Rule {
  readonly peers: readonly PeerId[];
  readonly connections: ConnectionId;
  /** Names of ports that the other end must have. */
  readonly names: readonly string[];
  readonly facts: readonly FactId[];
  /** Number of a later table of the program. */
  readonly then: 'pass' | 'stop' | number;
}

/** A stage for a given end: tables of rules in their order; what no rule of a table matches stops there (R4). */
export interface Program {
  readonly tables: readonly (readonly Rule[])[];
  /** As text: programs that do the same have the same. */
  readonly key: string;
}

/** Lets everything pass. */
const OPEN: Program = programFrom([[{ peers: [], connections: ALL, names: [], facts: [], then: 'pass' }]]);

function programFrom(tables: Program['tables']): Program {
  return { tables, key: JSON.stringify(tables) };
}

/** The stages of one side, one after the other, for an end that is given. */
export function programOf(finding: Finding, peers: Peers, stages: readonly Stage[], end: NodeId): Program {
  const programs = stages.map((stage) => stageProgram(finding, peers, stage, end));
  const [first = OPEN, ...others] = programs.filter(({ key }) => key !== OPEN.key);
  return others.reduce(after, first);
}

/** What passes the first and then the second. */
function after(first: Program, second: Program): Program {
  const start = first.tables.length;
  const moved = (rules: readonly Rule[], to: (then: Rule['then']) => Rule['then']): Rule[] =>
    rules.map((rule) => ({ ...rule, then: to(rule.then) }));
  return programFrom([
    ...first.tables.map((rules) => moved(rules, (then) => (then === 'pass' ? start : then))),
    ...second.tables.map((rules) => moved(rules, (then) => (typeof then === 'number' ? then + start : then))),
  ]);
}

function stageProgram(finding: Finding, peers: Peers, stage: Stage, end: NodeId): Program {
  const { situation, template, side } = stage;
  const given = { ...situation, [side]: end };
  const tables = stage.tables.map((number) => {
    const families = template.tables[number]?.families ?? [];
    const entries = entriesOf(families, given, finding.knowledge, finding.table);
    assert(entries, `table ${template.tables[number]?.name} decides by both ends`);
    return simplified(entries.map((entry) => ruleOf(entry, stage, peers)));
  });
  return programFrom(tables);
}

function ruleOf(entry: Entry, stage: Stage, peers: Peers): Rule {
  const { connections, names, facts } = entry;
  return {
    peers: entry.peers.map((peer) => peers.idOf(peer)).sort((a, b) => a - b),
    connections,
    names,
    facts,
    then: thenOf(entry.action, entry, stage),
  };
}

function thenOf(action: ActionPattern, entry: Entry, stage: Stage): Rule['then'] {
  switch (action.kind) {
    case 'next':
      return action.table === stage.exit ? 'pass' : stage.tables.indexOf(action.table);
    case 'case': {
      assert(typeof entry.row === 'object', 'a case is of a row');
      const chosen = action.cases[columnOf(entry.row, action.of).cells[entry.row.row] as string];
      assert(chosen, `no case ${action.of}`);
      return thenOf(chosen, entry, stage);
    }
    case 'deliver':
    case 'choose':
      assert(stage.exit === 'process', 'nothing else is delivered here');
      return 'pass';
    case 'discard':
    case 'forward':
      return 'stop';
    case 'set':
    case 'translate':
      assert(false, 'a stage changes nothing');
  }
}

/** Without rules that only say again what a later one says of all the rest. */
function simplified(rules: readonly Rule[]): readonly Rule[] {
  const last = rules.at(-1);
  if (last === undefined || last.peers.length > 0 || last.connections !== ALL) return rules;
  if (last.names.length > 0 || last.facts.length > 0) return rules;
  let length = rules.length - 1;
  while (length > 0 && rules[length - 1]?.then === last.then) length--;
  return [...rules.slice(0, length), last];
}

/** What is assumed of open facts. */
export type World = ReadonlyMap<FactId, boolean>;

/**
 * The messages that pass a program whose other end is `other`; a fact, where one decides that the world says nothing of.
 */
export function passed(
  finding: Finding,
  peers: Peers,
  program: Program,
  other: NodeId,
  world: World,
): { readonly connections: ConnectionId } | { readonly open: FactId } {
  const { table, network, ends, knowledge } = finding;
  const waiting: ConnectionId[] = program.tables.map((_, number) => (number === 0 ? ALL : NONE));
  let through: ConnectionId = NONE;
  for (const [number, rules] of program.tables.entries()) {
    let rest = waiting[number] as ConnectionId;
    for (const rule of rules) {
      if (rest === NONE) break;
      let meant = table.intersect(rest, rule.connections);
      for (const name of rule.names) {
        if (meant !== NONE) meant = table.intersect(meant, knowledge.namedAt(other, name));
      }
      if (meant === NONE) continue;
      const facts = [...rule.facts];
      let matches = true;
      for (const id of rule.peers) {
        const held = isPeer(network, ends, peers.all[id] as NonNullable<(typeof peers.all)[0]>, other);
        if (held === 'no') matches = false;
        else if (held !== 'yes') facts.push(held);
      }
      if (!matches) continue;
      const open = facts.find((fact) => !world.has(fact));
      if (open !== undefined && facts.every((fact) => world.get(fact) !== false)) return { open };
      if (facts.some((fact) => world.get(fact) === false)) continue;
      rest = table.subtract(rest, meant);
      if (rule.then === 'pass') through = table.union(through, meant);
      else if (rule.then !== 'stop') waiting[rule.then] = table.union(waiting[rule.then] ?? NONE, meant);
    }
  }
  return { connections: through };
}
