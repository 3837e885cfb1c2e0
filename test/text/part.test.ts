import { describe, expect, test } from 'vitest';
import { readText } from '../../src/text/read.ts';
import { sourceOf } from './source.ts';

/** The parts of a text that complaints are about: code, fate, and the text of the part. */
function parts(text: string): string[] {
  const found: string[] = [];
  const bytes = new TextEncoder().encode(text);
  const source = sourceOf(bytes);
  for (const _ of readText(source, ({ code }, { start, end, fate }) => {
    found.push(`${code} ${fate} ${JSON.stringify(new TextDecoder().decode(bytes.subarray(start, end)))}`);
  }));
  return found;
}

describe('the part of a text that a complaint is about', () => {
  test.each([
    ['a document, which is lost', 'a: 1\n---\nb: [\n---\nc: 1\n', 'YAML_SYNTAX lost "---\\nb: [\\n"'],
    ['a document, which is kept', 'a: 1\n---\nb: 1\nb: 2\n', 'DUPLICATE_KEY kept "---\\nb: 1\\nb: 2\\n"'],
    [
      'an item of a list, which is lost',
      'kind: List\nitems:\n- a: 1\n- b: [\n- c: 1\n',
      'YAML_SYNTAX lost "- b: [\\n"',
    ],
    ['an object of JSON, which is lost', '{"a": 1}\n{"b": x}\n{"c": 1}\n', 'JSON_SYNTAX lost "{\\"b\\": x}"'],
    [
      'an object of JSON, which is kept',
      '{"a": 1}\n{"b": 1, "b": 2}\n',
      'DUPLICATE_KEY kept "{\\"b\\": 1, \\"b\\": 2}"',
    ],
    [
      'an item of a list of JSON, which is lost',
      '{"kind": "List", "items": [{"a": 1}, {"b": x}]}',
      'JSON_SYNTAX lost "{\\"b\\": x}"',
    ],
    [
      'the rest of a list of JSON that breaks off',
      '{"kind": "List", "items": [{"a": 1}, {"b": 2',
      'JSON_SYNTAX lost "{\\"b\\": 2"',
    ],
    [
      'a list of JSON with a comma too many, which is kept',
      '{"kind": "List", "items": [{"a": 1},]}',
      'JSON_SYNTAX kept "[{\\"a\\": 1},]"',
    ],
    ['the whole of what is no text', '\u0000', 'NOT_TEXT lost "\\u0000"'],
  ])('is %s', (_, text, expected) => {
    expect(parts(text)).toEqual([expected]);
  });
});
