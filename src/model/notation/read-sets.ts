import type { Fact, FactId } from '../network/fact.ts';
import type { NodeId } from '../network/node.ts';
import type { NodeSet, Requirement } from '../network/set.ts';
import type { Field, Members } from './field.ts';
import { complain, described, itemsIn, membersIn, originOf, textIn, textsIn, wordIn } from './field.ts';
import type { Key } from './keys.ts';
import type { Names } from './names.ts';
import { factIn, nodeIn, nodesIn } from './names.ts';

/** How a fact may be coded. */
const CODE = /^[A-Z][A-Z0-9_]*$/;

/** The open facts of a list. */
export function factsIn(field: Field | undefined): readonly Fact[] {
  if (field === undefined) return [];
  return itemsIn(field, 'a list of facts').map((item) => {
    const { code, kind, text } = membersIn(item, 'fact') ?? {};
    const word = kind && wordIn(kind, ['unknown', 'tie']);
    return {
      kind: word ?? 'unknown',
      code: codeIn(code, item) ?? '',
      text: (text && textIn(text)) ?? '',
      origin: originOf(item),
    };
  });
}

function codeIn(field: Field | undefined, item: Field): string | undefined {
  if (field === undefined) return complain(item, 'NOTATION_MISSING', 'code is missing');
  const code = textIn(field);
  if (code === undefined || CODE.test(code)) return code;
  return complain(field, 'NOTATION_VALUE', `${described(code)} is no code: capital letters, digits and _`);
}

/** A set as it is written: its name is known before its members are. */
export interface WrittenSet {
  readonly name: string;
  readonly fields: Members<Key<'set'>>;
}

/** The sets of a list, in its order: a set's place in it is its number. */
export function writtenSets(field: Field | undefined): readonly WrittenSet[] {
  const seen = new Set<string>();
  return (field === undefined ? [] : itemsIn(field, 'a list of sets')).map((item) => {
    const fields = membersIn(item, 'set') ?? {};
    const name = nameIn(fields.name, item);
    if (seen.has(name)) complain(item, 'NOTATION_TWICE', `two sets are named ${name}`);
    seen.add(name);
    return { name, fields };
  });
}

/** What a set or handle is called. */
function nameIn(field: Field | undefined, item: Field): string {
  if (field === undefined) complain(item, 'NOTATION_MISSING', 'name is missing');
  return (field && textIn(field)) ?? '';
}

/** A set with its members. */
export function setIn({ name, fields }: WrittenSet, names: Names): NodeSet {
  const members =
    fields.members === undefined ? [] : nodesIn(itemsIn(fields.members, 'a list of nodes'), names);
  const sorted = [...new Set(members)].sort((a, b) => a - b);
  const definition =
    fields.definition && itemsIn(fields.definition, 'a list of requirements').flatMap(requirementIn);
  return {
    name,
    ...(definition === undefined ? {} : { definition }),
    members: Int32Array.from(sorted),
    perhaps: candidatesIn(fields.perhaps, new Set(sorted), names),
  };
}

function candidatesIn(
  field: Field | undefined,
  members: ReadonlySet<NodeId>,
  names: Names,
): NodeSet['perhaps'] {
  const byNode = new Map<NodeId, FactId>();
  for (const item of field === undefined ? [] : itemsIn(field, 'a list of {node, fact}')) {
    const fields = membersIn(item, 'candidate', 'a mapping, as {node: p1, fact: CODE}');
    if (fields === undefined) continue;
    const node = fields.node && nodeIn(fields.node, names);
    const fact = fields.fact && factIn(fields.fact, names);
    if (fields.node === undefined || fields.fact === undefined) {
      complain(
        item,
        'NOTATION_MISSING',
        'expected a node, and the fact on which it depends, as {node: p1, fact: CODE}',
      );
    }
    if (node === undefined || fact === undefined) continue;
    if (members.has(node) || byNode.has(node))
      complain(item, 'NOTATION_TWICE', 'this node is in the set already');
    byNode.set(node, fact);
  }
  return [...byNode].map(([node, fact]) => ({ node, fact })).sort((a, b) => a.node - b.node);
}

function requirementIn(item: Field): Requirement[] {
  const fields = membersIn(item, 'requirement', 'a mapping, as {attribute: app, is: in, values: [web]}');
  if (fields === undefined) return [];
  if (fields.attribute === undefined || fields.is === undefined) {
    complain(
      item,
      'NOTATION_MISSING',
      'expected an attribute and what it is, as {attribute: app, is: exists}',
    );
  }
  const attribute = fields.attribute && textIn(fields.attribute);
  const is = fields.is && wordIn(fields.is, ['in', 'not in', 'exists', 'absent']);
  if (attribute === undefined || is === undefined) return [];
  return [{ attribute, is, values: textsIn(fields.values) }];
}

/** Names of several nodes, in name order. */
export function handlesIn(field: Field | undefined, names: Names): ReadonlyMap<string, readonly NodeId[]> {
  const handles = new Map<string, readonly NodeId[]>();
  for (const item of field === undefined ? [] : itemsIn(field, 'a list of handles')) {
    const { name, nodes } = membersIn(item, 'handle') ?? {};
    const text = nameIn(name, item);
    if (handles.has(text)) complain(item, 'NOTATION_TWICE', `two handles are named ${text}`);
    const ids = nodes === undefined ? [] : nodesIn(itemsIn(nodes, 'a list of nodes'), names);
    handles.set(text, ids);
  }
  return handles;
}
