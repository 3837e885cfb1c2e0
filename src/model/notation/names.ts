import { nearest } from '../../text/nearest.ts';
import { isMap } from '../../text/value.ts';
import type { FactId } from '../network/fact.ts';
import type { NodeMatch } from '../network/match.ts';
import type { NodeId } from '../network/node.ts';
import type { SetId } from '../network/set.ts';
import type { Field } from './field.ts';
import { complain, didYouMean, membersIn, textIn } from './field.ts';

/** What a notation can name, by name. */
export interface Names {
  readonly nodes: ReadonlyMap<string, NodeId>;
  readonly sets: ReadonlyMap<string, SetId>;
  readonly facts: ReadonlyMap<string, FactId>;
}

/** The node that a field names. */
export function nodeIn(field: Field, names: Names): NodeId | undefined {
  return named(field, names.nodes, 'node');
}

/** The nodes that the items of a field name. */
export function nodesIn(fields: readonly Field[], names: Names): readonly NodeId[] {
  return fields.flatMap((field) => nodeIn(field, names) ?? []);
}

/** The open fact that a field names. */
export function factIn(field: Field, names: Names): FactId | undefined {
  return named(field, names.facts, 'fact');
}

/** A node by its name, the nodes of a set as `{set: NAME}`, or whoever is not in one as `{not: NAME}`. */
export function nodeMatchIn(field: Field, names: Names): NodeMatch | undefined {
  if (!isMap(field.value)) {
    const node = nodeIn(field, names);
    return node === undefined ? undefined : { node };
  }
  const members = membersIn(field, 'nodeSet');
  const member = members?.set ?? members?.not;
  if (member === undefined)
    return complain(field, 'NOTATION_MISSING', 'expected the name of a node, {set: NAME} or {not: NAME}');
  if (members?.set !== undefined && members.not !== undefined)
    return complain(field, 'NOTATION_TWICE', 'set and not exclude each other');
  const set = named(member, names.sets, 'set');
  if (set === undefined) return undefined;
  return members?.set === undefined ? { not: set } : { set };
}

/** What a field names. */
export function named<T>(field: Field, known: ReadonlyMap<string, T>, what: string): T | undefined {
  const name = textIn(field, `a text, the name of a ${what}`);
  if (name === undefined) return undefined;
  const found = known.get(name);
  if (found !== undefined) return found;
  const close = nearest(name, [...known.keys()], 1);
  return complain(field, 'NOTATION_NAME', `there is no ${what} named ${name}`, didYouMean(close));
}
