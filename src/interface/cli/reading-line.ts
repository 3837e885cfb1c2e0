import type { State } from '../../index.ts';
import { linkCount, nodeIds, ruleCount } from '../../index.ts';

/** What was read, in one line: `12 files: 1,204 pods, 86 services; skipped 3 objects of kinds not modelled: …`. */
export function readingLine(state: State): string {
  const { reading, from } = state;
  const { sources, objects, skipped } = reading;
  const what =
    from === 'network' ? [networkLine(state)] : [...objects].map(([kind, n]) => counted(n, plural(kind)));
  const read = `${counted(sources, sources === 1 ? 'file' : 'files')}: ${what.join(', ') || 'no object'}`;
  const left = [...skipped].reduce((sum, [, count]) => sum + count, 0);
  if (left === 0) return read;
  const kinds = [...skipped].map(([kind, count]) => counted(count, kind)).join(', ');
  return `${read}; skipped ${counted(left, left === 1 ? 'object' : 'objects')} of kinds not modelled: ${kinds}`;

  function plural(kind: string): string {
    return objects.get(kind) === 1 ? kind.toLowerCase() : pluralOf(kind.toLowerCase());
  }
}

function networkLine({ network }: State): string {
  let rules = 0;
  for (const id of nodeIds(network.nodes)) rules += ruleCount(network, id);
  const { size } = network.nodes;
  const name = network.name === '' ? 'a network' : `network ${network.name}`;
  return `${name} of ${counted(size, 'nodes')}, ${counted(linkCount(network.links), 'links')}, ${counted(rules, 'rules')}`;
}

/** `endpoints` is a plural already, as Kubernetes has it: one object of the kind is many. */
function pluralOf(word: string): string {
  if (word === 'endpoints') return word;
  if (word.endsWith('s')) return `${word}es`;
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** `1,204 pods`. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}`;
}
