import { createReadStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { remembering, spool } from '../../../src/interface/load/spool.ts';

const folder = mkdtempSync(join(tmpdir(), 'fibula-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('what can be read only once', () => {
  test.each([
    ['in memory', 100],
    ['in a temporary file above the limit', 5],
    ['in a temporary file from the first byte on', 0],
  ])('is kept %s, and read as often as one likes', async (_, most) => {
    const source = await spool(pieces('abc', 'defg', '', 'hi'), '<stdin>', most);
    expect(source.name).toBe('<stdin>');
    for (let i = 0; i < 3; i++) expect(textOf(source.bytes())).toBe('abcdefghi');
  });

  test('leaves no file behind, not even while it is used', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('fibula-')).length;
    const source = await spool(pieces('x'.repeat(100_000)), '<stdin>', 10);
    const during = readdirSync(tmpdir()).filter((name) => name.startsWith('fibula-')).length;
    expect([during, source.bytes().length]).toEqual([before, 100_000]);
  });

  test('may be a stream of a file of several chunks', async () => {
    const path = join(folder, 'large');
    const text = Array.from({ length: 50_000 }, (_, i) => `${i}\n`).join('');
    writeFileSync(path, text);
    expect(textOf((await spool(createReadStream(path), path, 1000)).bytes())).toBe(text);
  });
});

describe('remembering', () => {
  test('gives the same bytes again while somebody holds them', () => {
    let reads = 0;
    const read = remembering(() => new Uint8Array([++reads]));
    const first = read();
    expect(read()).toBe(first);
    expect(reads).toBe(1);
  });
});
