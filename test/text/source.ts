import type { Diagnostic } from '../../src/text/diagnostic.ts';
import type { Item } from '../../src/text/item.ts';
import type { Source } from '../../src/text/origin.ts';
import { readText } from '../../src/text/read.ts';

/** A source that holds a text, or bytes. */
export function sourceOf(content: string | Uint8Array, name = 'test.yaml'): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, bytes: () => bytes };
}

/** Everything that readText says of a content. */
export function readAll(content: string | Uint8Array): { items: Item[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const items = [...readText(sourceOf(content), (diagnostic) => diagnostics.push(diagnostic))];
  return { items, diagnostics };
}
