import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRepository } from '../run-cli.ts';

const fibula = inRepository('bin/fibula.mjs');
const built = existsSync(inRepository('dist/bin/main.js'));

/** Runs a line of bash in the root of the repository, with `$fibula` for the program. */
function bash(line: string): {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const env = { ...process.env, fibula: `${process.execPath} ${fibula}` };
  const ran = spawnSync('bash', ['-o', 'pipefail', '-c', line], {
    cwd: inRepository('.'),
    env,
    encoding: 'utf8',
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

describe.skipIf(!built)('the program', () => {
  test('ends with the exit code of the answer', () => {
    expect(bash('$fibula reach -f examples/k1 c1-1 c2-1')).toMatchObject({
      code: 0,
      stderr: '1 file: 2 nodes, 6 pods\n',
    });
    expect(bash('$fibula reach -f examples/k1 --profile article c1-1 default/p2:1').code).toBe(1);
    expect(bash('$fibula nonsense').code).toBe(2);
  });

  test('is quiet when nobody reads what it prints', () => {
    const ran = bash('$fibula graph -f examples/k1 -o json | true');
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '1 file: 2 nodes, 6 pods\n' });
  });

  test('reads a pipe, and a named pipe that the shell made', () => {
    expect(bash('cat examples/k1/cluster.yaml | $fibula get').code).toBe(0);
    expect(bash('$fibula get -f <(cat examples/k1/cluster.yaml)').code).toBe(0);
    expect(bash('$fibula get </dev/null').code).toBe(2);
  });

  test('ends as a shell expects when it is interrupted while it waits', async () => {
    const child = spawn(process.execPath, [fibula, 'get'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise<number | string | null>((resolve) =>
      child.on('exit', (code, signal) => resolve(code ?? signal)),
    );
    await new Promise((resolve) => child.on('spawn', resolve));
    child.kill('SIGINT');
    expect([130, 'SIGINT']).toContain(await ended);
  });

  test('completes for kubectl', () => {
    const ran = bash(`${process.execPath} bin/kubectl_complete-fibula.mjs reach --one`);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^--one-way\t.*\n:4\n$/) });
  });
});
