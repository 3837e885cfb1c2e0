import type { ActionPattern, Term } from '../../model/network/family.ts';
import type { Template } from '../../model/network/fib.ts';
import { isTerm } from '../../model/network/instantiate.ts';
import { OUT, REPLY } from '../../model/network/match.ts';
import type { Network } from '../../model/network/network.ts';
import { templateOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { ConnectionTable } from './connection-set.ts';
import type { Ends } from './ends.ts';
import type { Entry } from './entries.ts';
import { entriesOf, isAlways, placeOfTerm } from './entries.ts';
import type { Knowledge } from './knowledge.ts';
import type { Place, Situation } from './situation.ts';

/**
 * Tables one after the other that decide by one of the two ends, and by the other one through named sets and addresses:
 * a message enters at the first, and leaves to `exit` or does not leave. What passes is worked out for each end.
 */
export interface Stage {
  readonly side: 'source' | 'target';
  readonly situation: Situation;
  readonly template: Template;
  /** Numbers, ascending. */
  readonly tables: readonly number[];
  /** A table; or a process that the message is delivered to. */
  readonly exit: number | 'process';
}

/** The same way for every message from end to end: what decides on it, in order. Why there is none, where there is none. */
export type Way =
  | {
      readonly kind: 'way';
      readonly stages: readonly Stage[];
      readonly passed: readonly Place[];
      readonly visits: readonly Visit[];
    }
  | { readonly kind: 'none'; readonly why: string };

/** A table that a message is looked up in on its way; those within a stage but for the first are not listed. */
export interface Visit {
  readonly situation: Situation;
  readonly template: Template;
  readonly table: number;
  /** What becomes of it there for all of them: that it goes on to a later table, as it is; or something else. */
  readonly does: 'pass' | 'else';
}

/** What ways are found with. */
export interface Finding {
  readonly network: Network;
  readonly ends: Ends;
  readonly knowledge: Knowledge;
  readonly table: ConnectionTable;
}

/** More switches in a row than any way between two ends passes. */
const MOST_SWITCHES = 8;

/**
 * The way of messages from each end to each other one whose host is the same, or another. A proof: each table on it is
 * shown to do the same for all, or to be part of a stage. Implements 04 §1, §2, §5.
 */
export function wayOf(finding: Finding, hosts: 'one' | 'two', message: 'request' | 'reply'): Way {
  const { network, ends } = finding;
  const base = { network, ends, hosts, source: 'any', target: 'any', message } as const;
  const stages: Stage[] = [];
  const passed: Place[] = [];
  const visits: Visit[] = [];
  let self: Place = 'source';
  let from: Place = 'process';
  for (let count = 0; count < MOST_SWITCHES; count++) {
    passed.push(self);
    const crossing = crossingOf(finding, { ...base, self, from, out: undefined, registers: new Map() });
    if (crossing.kind === 'none') return crossing;
    stages.push(...crossing.stages);
    visits.push(...crossing.visits);
    if (crossing.to === 'process')
      return self === 'target'
        ? { kind: 'way', stages, passed, visits }
        : none(`it is delivered at the ${self}`);
    [from, self] = [self, crossing.to];
    if (passed.includes(self)) return none(`it comes back to the ${self}`);
  }
  return none('it passes too many switches');
}

type Crossing =
  | {
      readonly kind: 'crossing';
      readonly stages: readonly Stage[];
      readonly visits: readonly Visit[];
      readonly to: Place;
    }
  | { readonly kind: 'none'; readonly why: string };

function none(why: string): { readonly kind: 'none'; readonly why: string } {
  return { kind: 'none', why };
}

/** Through the tables of one switch. */
function crossingOf(finding: Finding, entering: Situation): Crossing {
  const template = templateAt(finding, entering.self);
  if (template === undefined) return none(`switches at the ${entering.self} differ`);
  const isReply = entering.message === 'reply';
  // A switch that keeps the session knows which process the reply is for (01 §1.13).
  if (isReply && template.sessions === 'kept' && entering.self === 'target')
    return { kind: 'crossing', stages: [], visits: [], to: 'process' };
  const stages: Stage[] = [];
  const visits: Visit[] = [];
  let situation: Situation =
    isReply && template.sessions === 'kept' ? { ...entering, registers: new Map([[REPLY, 1]]) } : entering;
  let number = 0;
  for (;;) {
    const families = template.tables[number]?.families;
    if (families === undefined) return none('a table is missing');
    const entries = entriesOf(families, situation, finding.knowledge, finding.table);
    const first = entries?.[0];
    const done =
      first !== undefined && isAlways(first) ? performed(first, first.action, situation) : undefined;
    if (done === undefined) {
      const stage = stageAt(finding, template, number, situation);
      if ('why' in stage) return stage;
      stages.push(stage);
      visits.push({ situation, template, table: number, does: 'pass' });
      if (stage.exit === 'process') return { kind: 'crossing', stages, visits, to: 'process' };
      number = stage.exit;
      continue;
    }
    const does = first?.action.kind === 'next' ? 'pass' : 'else';
    visits.push({ situation, template, table: number, does });
    if (done.kind === 'sent') return { kind: 'crossing', stages, visits, to: done.to };
    if (done.table <= number) return none('a table leads back');
    ({ situation, table: number } = done);
  }
}

type Done =
  | { readonly kind: 'next'; readonly table: number; readonly situation: Situation }
  | { readonly kind: 'sent'; readonly to: Place };

/** What an action does that is the same for all; undefined for one that is none. */
function performed(entry: Entry, action: ActionPattern, situation: Situation): Done | undefined {
  switch (action.kind) {
    case 'next':
      return { kind: 'next', table: action.table, situation };
    case 'set': {
      const { register, value, then } = action;
      if (register === OUT) {
        const out = outOf(entry, value, situation);
        return out === undefined ? undefined : performed(entry, then, { ...situation, out });
      }
      if (isTerm(value)) return undefined;
      const registers = new Map(situation.registers).set(register, value);
      return performed(entry, then, { ...situation, registers });
    }
    case 'forward': {
      const to = action.to === 'out' ? situation.out : outOf(entry, action.to, situation);
      return typeof to === 'string' ? { kind: 'sent', to } : undefined;
    }
    case 'deliver':
      return { kind: 'sent', to: 'process' };
    case 'choose':
      // Whichever process of the switch takes it, the outcome is the same.
      return action.among === 'equals' && 'each' in action && action.action.kind === 'deliver'
        ? { kind: 'sent', to: 'process' }
        : undefined;
    case 'discard':
    case 'case':
    case 'translate':
      return undefined;
  }
}

function outOf(entry: Entry, value: number | Term, situation: Situation): Situation['out'] {
  return isTerm(value) ? placeOfTerm(value, entry, situation) : { node: value as NodeId };
}

/** The tables from one on that decide by the same end, once it is given. */
function stageAt(
  finding: Finding,
  template: Template,
  first: number,
  situation: Situation,
): Stage | { readonly kind: 'none'; readonly why: string } {
  for (const side of ['source', 'target'] as const) {
    const stage = stageOf(finding, template, first, situation, side);
    if (stage !== undefined) return stage;
  }
  return none(`table ${template.tables[first]?.name} decides by both ends at once`);
}

/** The same for one of the ends; undefined where it does not decide alone. */
export function stageOf(
  { knowledge, table, ends }: Finding,
  template: Template,
  first: number,
  situation: Situation,
  side: Stage['side'],
): Stage | undefined {
  const given = { ...situation, [side]: ends.nodes[0] as NodeId };
  const tables: number[] = [];
  const waiting = new Set([first]);
  for (;;) {
    const number = Math.min(...waiting);
    waiting.delete(number);
    // All ways come together here.
    if (number !== first && waiting.size === 0) return { side, situation, template, tables, exit: number };
    tables.push(number);
    const families = template.tables[number]?.families ?? [];
    if (entriesOf(families, given, knowledge, table) === undefined) return undefined;
    const nexts = families.flatMap(({ action }) => leadsTo(action));
    if (nexts.some((next) => next <= number)) return undefined;
    for (const next of nexts) waiting.add(next);
    if (waiting.size === 0) return { side, situation, template, tables, exit: 'process' };
  }
}

/** Where a rule may lead within its switch. */
function leadsTo(action: ActionPattern): readonly number[] {
  switch (action.kind) {
    case 'next':
      return [action.table];
    case 'case':
      return Object.values(action.cases).flatMap(leadsTo);
    case 'choose':
      return 'each' in action
        ? leadsTo(action.action)
        : action.alternatives.flatMap((one) => leadsTo(one.action));
    case 'deliver':
    case 'discard':
    case 'forward':
      return [];
    case 'set':
    case 'translate':
      return action.then === undefined ? [] : leadsTo(action.then);
  }
}

/** The template of all switches at a place, without patches. */
function templateAt({ network, ends }: Finding, place: Place): Template | undefined {
  const nodes = place === 'source' || place === 'target' ? ends.nodes : ends.switches;
  const template = templateOf(network, nodes[0] as NodeId);
  for (const node of nodes) {
    if (templateOf(network, node as NodeId) !== template || network.fibs.patches.has(node)) return undefined;
  }
  return template;
}
