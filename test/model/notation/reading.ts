import { readFileSync } from 'node:fs';
import type { Network } from '../../../src/model/network/network.ts';
import { readNetwork } from '../../../src/model/notation/read.ts';
import type { Diagnostic } from '../../../src/text/diagnostic.ts';
import type { Item } from '../../../src/text/item.ts';
import { locate } from '../../../src/text/locate.ts';
import type { Origin, Source } from '../../../src/text/origin.ts';
import { readText } from '../../../src/text/read.ts';
import type { Value } from '../../../src/text/value.ts';

/** A text as a source. */
export function sourceOf(text: string, name = 'network.yaml'): Source {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes: () => bytes };
}

/** The one item of a text, which must be well-formed YAML. */
export function itemOf(text: string): Item {
  const complaints: Diagnostic[] = [];
  const items = [...readText(sourceOf(text), (diagnostic) => complaints.push(diagnostic))];
  const [item] = items;
  if (item === undefined || items.length > 1 || complaints.length > 0) {
    throw new Error(complaints[0]?.message ?? `${items.length} items`);
  }
  return item;
}

/** The one item of a file below the root of the repository. */
export function fileItem(path: string): Item {
  return itemOf(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
}

/** A value as if it had been read. */
export function itemOfValue(value: Value): Item {
  return { value, place: { source: sourceOf(''), offset: 0 } };
}

/** A notation of this spec, given as indented YAML. */
export function network(spec: string): string {
  const body = spec.replace(/^\n+/, '').trimEnd();
  return `apiVersion: fibula.dev/v1alpha1\nkind: Network\nmetadata: {name: test}\nspec:\n${body}\n`;
}

/** The network of a spec that has no error. */
export function networkOf(spec: string): Network {
  return soundNetwork(itemOf(network(spec)));
}

/** The network of an item that has no error. */
export function soundNetwork(item: Item): Network {
  const { network, diagnostics } = readNetwork(item);
  if (network === undefined) {
    throw new Error(diagnostics.map(({ message, origin }) => `${origin?.path}: ${message}`).join('\n'));
  }
  return network;
}

/** Where an origin stands: `7:9`. */
export function positionOf(origin: Origin | undefined): string {
  if (origin?.place === undefined) return 'nowhere';
  const { line, column } = locate(origin.place, origin.path);
  return `${line}:${column}`;
}

/** A diagnostic as one line: `7:9 NOTATION_NAME there is no node named c3 (did you mean c2?)`. */
export function complaint({ code, message, origin, suggestion }: Diagnostic): string {
  return `${positionOf(origin)} ${code} ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`;
}
