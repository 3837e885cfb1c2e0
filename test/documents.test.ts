import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
// @ts-expect-error a script without types
import { commandsOf, documents, root, runCommand } from '../scripts/documents.mjs';

interface Command {
  readonly line: number;
  readonly command: string;
  readonly expected: string;
}

describe('documents are executed', () => {
  const files = documents() as string[];

  test('there are some', () => {
    expect(files).toContain('README.md');
    const all = files.flatMap((file) => commandsOf(readFileSync(join(root, file), 'utf8')) as Command[]);
    expect(all.length).toBeGreaterThan(10);
  });

  for (const file of files) {
    const commands = commandsOf(readFileSync(join(root, file), 'utf8')) as Command[];
    for (const { line, command, expected } of commands) {
      test(`${file}:${line} prints what it says: ${command}`, () => {
        expect(runCommand(command)).toBe(expected);
      });
    }
  }

  test('the picture of the README is what `graph` draws', () => {
    const drawn = runCommand('fibula graph -f examples/k1 -o svg 2>/dev/null') as string;
    expect(drawn).toBe(readFileSync(join(root, 'docs', 'k1.svg'), 'utf8').trimEnd());
  });
});
