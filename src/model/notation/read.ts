import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Item } from '../../text/item.ts';
import { isList } from '../../text/value.ts';
import type { FactId } from '../network/fact.ts';
import type { Fibs, Template } from '../network/fib.ts';
import { NO_TEMPLATE } from '../network/fib.ts';
import type { Links } from '../network/link.ts';
import { linksOf } from '../network/link.ts';
import type { Network } from '../network/network.ts';
import { ADDRESSES, LISTENERS } from '../network/network.ts';
import type { NodeId, Nodes } from '../network/node.ts';
import { nodesOf } from '../network/node.ts';
import type { SetId } from '../network/set.ts';
import { headOf } from './document.ts';
import { factNames } from './fact-name.ts';
import type { Field, Members } from './field.ts';
import { complain, itemsIn, membersIn, originOf } from './field.ts';
import { impliedHost } from './implied-host.ts';
import type { Key } from './keys.ts';
import type { Names } from './names.ts';
import { nodeIn, nodesIn } from './names.ts';
import { addressDirectory, listenerDirectory } from './read-directories.ts';
import { templateIn } from './read-fib.ts';
import type { WrittenNode } from './read-nodes.ts';
import { addressesIn, listenersIn, servicesIn, writtenNodes } from './read-nodes.ts';
import { factsIn, handlesIn, setIn, writtenSets } from './read-sets.ts';

/**
 * A `kind: Network` as a network. Total: whatever cannot be read is a diagnostic, and where one of them is an error
 * there is no network, since a rule left out could turn an answer round. What is well written but ill-formed (W1 …
 * W9, two nodes of one address) is built as it stands: `faultsOf` tells.
 */
export function readNetwork(item: Item): { network: Network | undefined; diagnostics: Diagnostic[] } {
  const { name, spec, diagnostics } = headOf(item, 'Network');
  const fields = spec && membersIn(spec, 'network');
  if (spec === undefined || fields === undefined) return { network: undefined, diagnostics };
  if (fields.nodes === undefined) complain(spec, 'NOTATION_MISSING', 'nodes is missing');
  const network = networkIn(name, fields);
  const refused = diagnostics.some(({ severity }) => severity === 'error');
  return { network: refused ? undefined : network, diagnostics };
}

function networkIn(name: string, fields: Members<Key<'network'>>): Network {
  const written = fields.nodes === undefined ? [] : writtenNodes(fields.nodes);
  const sets = writtenSets(fields.sets);
  const facts = factsIn(fields.facts);
  const names: Names = {
    nodes: numbered<NodeId>(written.map((node) => node.name)),
    sets: numbered<SetId>(sets.map((set) => set.name)),
    facts: numbered<FactId>(factNames(facts)),
  };
  const links = linksIn(fields.links, names);
  const nodes = nodesIncludingHosts(written, links, names);
  const addresses = written.map((node) => addressesIn(node.fields.addresses));
  const listeners = written.map((node) => listenersIn(node.fields.listens, names));
  return {
    name,
    nodes,
    links,
    fibs: fibsIn(written, names),
    directories: {
      [ADDRESSES]: addressDirectory(nodes, addresses, servicesIn(fields.services)),
      [LISTENERS]: listenerDirectory(nodes, links, listeners),
    },
    sets: sets.map((set) => setIn(set, names)),
    facts,
    handles: handlesIn(fields.handles, names),
  };
}

/** Positions by name; of equal names the last, as `nodeNamed` has it. */
function numbered<Id extends number>(names: readonly string[]): ReadonlyMap<string, Id> {
  return new Map(names.map((name, number) => [name, number as Id]));
}

/** `[c1, p1]` is a link, `{mesh: [n1, n2, n3]}` links each to each. */
function linksIn(field: Field | undefined, names: Names): Links {
  const pairs: (readonly [NodeId, NodeId])[] = [];
  const meshes: (readonly NodeId[])[] = [];
  for (const item of field === undefined ? [] : itemsIn(field, 'a list of links')) {
    if (isList(item.value)) {
      const [a, b, ...more] = nodesIn(itemsIn(item), names);
      if (item.value.length !== 2) complain(item, 'NOTATION_TYPE', 'a link joins two nodes, as [c1, p1]');
      else if (a !== undefined && b !== undefined && more.length === 0) pairs.push([a, b]);
      continue;
    }
    const fields = membersIn(item, 'mesh', 'a link, as [c1, p1] or {mesh: [n1, n2, n3]}');
    if (fields === undefined) continue;
    if (fields.mesh === undefined) complain(item, 'NOTATION_MISSING', 'expected {mesh: [n1, n2, n3]}');
    else meshes.push(nodesIn(itemsIn(fields.mesh, 'a list of nodes'), names));
  }
  return linksOf(pairs, meshes);
}

/** Node columns; the host of a node is the one named, or the one that its links imply. */
function nodesIncludingHosts(written: readonly WrittenNode[], links: Links, names: Names): Nodes {
  const drafts = written.map(({ kind, name, role, field }) => {
    const origin = originOf({ ...field, path: '' });
    return { kind, name, role, origin, path: field.path };
  });
  const linked = nodesOf(drafts);
  return nodesOf(
    drafts.map((draft, id) => {
      const host = written[id]?.fields.host;
      if (host === undefined) return { ...draft, host: impliedHost(linked, links, id as NodeId) };
      return { ...draft, host: host.value === '' ? undefined : nodeIn(host, names) };
    }),
  );
}

/** A template for each node with a FIB. */
function fibsIn(written: readonly WrittenNode[], names: Names): Fibs {
  const templates: Template[] = [];
  const templateOf = Int32Array.from(written, ({ fields, name }) => {
    const template = templateIn(fields, name, names);
    return template === undefined ? NO_TEMPLATE : templates.push(template) - 1;
  });
  return { templates, templateOf, patches: new Map() };
}
