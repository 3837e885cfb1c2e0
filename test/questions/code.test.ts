import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { codePage } from '../../src/text/codes.ts';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** Reason codes, codes of complaints and names of invariants, wherever the sources write one. */
const WRITTEN = [
  /\bcode: '([A-Z][A-Z0-9_]+)'/g,
  /\breason: '([A-Z][A-Z0-9_]+)'/g,
  /\brefuse\('([A-Z][A-Z0-9_]+)'/g,
  /\bproblem\('([A-Z][A-Z0-9_]+)'/g,
  /\bconst NO_[A-Z]+ = '([A-Z_]+)'/g,
  /^ {2}name: '(N\d\w?|[a-z]+(?:-[a-z]+)+)',$/gm,
];

const written = new Set<string>();
for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.ts') || path.startsWith('interface/cli/commands/completion')) continue;
  const text = readFileSync(`${src}${path}`, 'utf8');
  for (const pattern of WRITTEN) for (const match of text.matchAll(pattern)) written.add(match[1] ?? '');
}

describe('every code that the sources write', () => {
  test.each([...written].sort())('has a page: %s', (code) => {
    const page = codePage(code);
    expect(page?.title).toMatch(/^[\w`].*\.$/s);
    expect(page?.text.length).toBeGreaterThan(20);
  });

  test('is found by this test', () => {
    for (const code of ['NO_MATCH', 'NO_LINK', 'PORT_CLOSED', 'END_NOT_FOUND', 'N3h', 'W7'])
      expect(written).toContain(code);
  });
});
