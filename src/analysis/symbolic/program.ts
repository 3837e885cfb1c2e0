import type { FactId } from '../../model/network/fact.ts';
import type { ConnectionId } from './connection-set.ts';
import { ALL } from './connection-set.ts';
import type { PeerId } from './peers.ts';

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
}

/** Rules and programs, each once: of equal ones there is one object. */
export interface Programs {
  rule(rule: Rule): Rule;
  program(tables: Program['tables']): Program;
  /** Lets everything pass. */
  readonly open: Program;
}

const WIDE = 2 ** 20;
const NARROW = 2 ** 8;

/** An empty list of programs. */
export function programTable(): Programs {
  const numbers = new Map<Rule, number>();
  const rules = new Map<string, Rule>();
  const programs = new Map<string, Program>();
  const simple = new Map<number, Rule>();
  const added = (given: Rule): Rule => {
    numbers.set(given, numbers.size);
    return given;
  };
  const rule = (given: Rule): Rule => {
    const { peers, connections, names, facts, then } = given;
    const code = then === 'pass' ? 0 : then === 'stop' ? 1 : then + 2;
    // Most rules ask for one peer at most: a number says all of them, without a text for each.
    if (peers.length < 2 && names.length + facts.length === 0 && connections < WIDE && code < NARROW) {
      const key = (((peers[0] ?? -1) + 1) * WIDE + connections) * NARROW + code;
      let known = simple.get(key);
      if (known === undefined) {
        known = added(given);
        simple.set(key, known);
      }
      return known;
    }
    const key = `${peers.join(' ')}|${connections}|${names.join(' ')}|${facts.join(' ')}|${then}`;
    let known = rules.get(key);
    if (known === undefined) {
      known = added(given);
      rules.set(key, known);
    }
    return known;
  };
  const program = (tables: Program['tables']): Program => {
    let key = '';
    for (const list of tables) {
      for (const one of list) key += `${numbers.get(one)} `;
      key += ';';
    }
    let known = programs.get(key);
    if (known === undefined) {
      known = { tables };
      programs.set(key, known);
    }
    return known;
  };
  const open = program([[rule({ peers: [], connections: ALL, names: [], facts: [], then: 'pass' })]]);
  return { rule, program, open };
}

/** What passes the first and then the second. */
export function after({ rule, program }: Programs, first: Program, second: Program): Program {
  const start = first.tables.length;
  const moved = (list: readonly Rule[], to: (then: Rule['then']) => Rule['then']): Rule[] =>
    list.map((one) => rule({ ...one, then: to(one.then) }));
  return program([
    ...first.tables.map((list) => moved(list, (then) => (then === 'pass' ? start : then))),
    ...second.tables.map((list) => moved(list, (then) => (typeof then === 'number' ? then + start : then))),
  ]);
}

/** Whether a rule matches every message. */
export function isWhole({ peers, connections, names, facts }: Rule): boolean {
  return peers.length === 0 && connections === ALL && names.length === 0 && facts.length === 0;
}

/** Without rules that only say again what a later one says of all the rest. */
export function simplified(rules: readonly Rule[]): readonly Rule[] {
  const last = rules.at(-1);
  if (last === undefined || !isWhole(last)) return rules;
  let length = rules.length - 1;
  while (length > 0 && rules[length - 1]?.then === last.then) length--;
  return length === rules.length - 1 ? rules : [...rules.slice(0, length), last];
}
