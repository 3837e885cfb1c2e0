// The `console` blocks of the project's *.md files: each `$ command` is followed by what it prints.
// `node scripts/documents.mjs --write [FILE…]` runs them and writes the output in; the tests compare it.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The tracked or new *.md files, relative to the root. */
export function documents() {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.stdout.split('\n').filter(Boolean).sort();
}

/** The commands of a document: { line, command, expected } with `line` that of the command, from 1. */
export function commandsOf(text) {
  const commands = [];
  let inside = false;
  text.split('\n').forEach((line, index) => {
    if (!inside) inside = line.trim() === '```console';
    else if (line.trim() === '```') inside = false;
    else if (line.startsWith('$ ')) commands.push({ line: index + 1, command: line.slice(2), expected: [] });
    else commands.at(-1)?.expected.push(line);
  });
  return commands.map(({ line, command, expected }) => ({ line, command, expected: expected.join('\n') }));
}

/** Runs a command in the root with `fibula` on the path; what a terminal would show, without a last line break. */
export function runCommand(command) {
  const bin = mkdtempSync(join(tmpdir(), 'fibula-documents-'));
  try {
    const entry = join(bin, 'fibula');
    writeFileSync(entry, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin', 'fibula.mjs')}" "$@"\n`);
    chmodSync(entry, 0o755);
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: '1' };
    const shell = `exec 2>&1; ${command}`;
    const { stdout } = spawnSync('bash', ['-c', shell], {
      cwd: root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return stdout.replace(/\n+$/, '');
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

function rewrite(file) {
  const path = join(root, file);
  const kept = [];
  let inside = false;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (!inside) {
      inside = line.trim() === '```console';
      kept.push(line);
    } else if (line.trim() === '```') {
      inside = false;
      kept.push(line);
    } else if (line.startsWith('$ ')) {
      const output = runCommand(line.slice(2));
      kept.push(line, ...(output === '' ? [] : output.split('\n')));
    }
  }
  writeFileSync(path, kept.join('\n'));
}

if (process.argv[2] === '--write') {
  const files = process.argv.slice(3);
  for (const file of files.length > 0 ? files : documents()) rewrite(file);
}
