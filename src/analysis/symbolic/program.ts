import { intLists } from '../../base/int-lists.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ConnectionId } from './connection-set.ts';
import { ALL } from './connection-set.ts';
import type { PeerId } from './peers.ts';

/** What a rule of a stage for a given end asks of the other one, and where messages go that are so. */
export interface Asked {
  readonly peers: readonly PeerId[];
  readonly connections: ConnectionId;
  /** Names of ports that the other end must have. */
  readonly names: readonly string[];
  readonly facts: readonly FactId[];
  /** Number of a later table of the program. */
  readonly then: 'pass' | 'stop' | number;
}

/** One rule: equal ones are one object. */
export interface Rule extends Asked {
  /** Its number within its list. */
  readonly id: number;
}

/** A stage for a given end: tables of rules in their order; what no rule of a table matches stops there (R4). */
export interface Program {
  readonly tables: readonly (readonly Rule[])[];
  /** Its number within its list. */
  readonly id: number;
}

/** Rules and programs, each once: of equal ones there is one object. */
export interface Programs {
  rule(asked: Asked): Rule;
  program(tables: Program['tables']): Program;
  /** Lets everything pass. */
  readonly open: Program;
}

/** Stands in lists of numbers where one part ends. */
const END = -1;

/** An empty list of programs. */
export function programTable(): Programs {
  const [ruleLists, programLists] = [intLists(), intLists()];
  const rules: Rule[] = [];
  const programs: Program[] = [];
  const names = new Map<string, number>();
  const nameNumber = (name: string): number => {
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    return known;
  };
  /** Numbers to look up: kept, since an array that is emptied gives its memory back. */
  const list: number[] = [];
  let length = 0;
  const put = (number: number): void => {
    list[length++] = number;
  };
  const rule = (asked: Asked): Rule => {
    const { then } = asked;
    length = 0;
    put(then === 'pass' ? -1 : then === 'stop' ? -2 : then);
    put(asked.connections);
    asked.peers.forEach(put);
    if (asked.names.length + asked.facts.length > 0) {
      put(END);
      for (const name of asked.names) put(nameNumber(name));
      put(END);
      asked.facts.forEach(put);
    }
    const id = ruleLists.idOf(list, length);
    if (id === rules.length) {
      const { peers, connections, facts } = asked;
      rules.push({ id, peers, connections, names: asked.names, facts, then });
    }
    return rules[id] as Rule;
  };
  const program = (tables: Program['tables']): Program => {
    length = 0;
    for (const table of tables) {
      for (let i = 0; i < table.length; i++) put((table[i] as Rule).id);
      put(END);
    }
    const id = programLists.idOf(list, length);
    if (id === programs.length) programs.push({ tables, id });
    return programs[id] as Program;
  };
  const open = program([[rule({ peers: [], connections: ALL, names: [], facts: [], then: 'pass' })]]);
  return { rule, program, open };
}

/** What passes the first and then the second. */
export function after({ rule, program }: Programs, first: Program, second: Program): Program {
  const start = first.tables.length;
  const moved = (list: readonly Rule[], to: (then: Asked['then']) => Asked['then']): Rule[] =>
    list.map((one) => rule({ ...one, then: to(one.then) }));
  return program([
    ...first.tables.map((list) => moved(list, (then) => (then === 'pass' ? start : then))),
    ...second.tables.map((list) => moved(list, (then) => (typeof then === 'number' ? then + start : then))),
  ]);
}

/** Whether a rule matches every message. */
export function isWhole({ peers, connections, names, facts }: Asked): boolean {
  return peers.length === 0 && connections === ALL && names.length === 0 && facts.length === 0;
}
