import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fibula, inRepository, K1, runCli } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fibula-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const k1 = readFileSync(inRepository('examples/k1/cluster.yaml'), 'utf8');

/** Writes a file below the test's folder, and returns its path. */
function file(path: string, text: string | Uint8Array): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

describe('the first line of standard error', () => {
  test('says what was read', async () => {
    expect((await fibula(`get ${K1}`)).stderr).toBe('1 file: 2 nodes, 6 pods\n');
  });

  test('counts what is not modelled, by kind', async () => {
    const more = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n';
    const { stderr } = await fibula('get', { stdin: `${k1}---\n${more}` });
    expect(stderr).toMatch(/^1 file: 2 nodes, 6 pods; skipped 1 object of kinds not modelled: 1 Widget\n/);
  });

  test('counts nodes, links and rules of a network written by hand', async () => {
    const { stderr } = await fibula(`get -f ${inRepository('examples/toy/network.yaml')}`);
    expect(stderr).toBe('1 file: network toy of 6 nodes, 5 links, 6 rules\n');
  });
});

describe('input', () => {
  test('comes from a pipe where nothing is named', async () => {
    expect(await fibula('reach c1-1 default/p2:8080', { stdin: k1 })).toMatchObject({ code: 0 });
  });

  test('comes from a pipe by -f -, beside files', async () => {
    const nodes = k1.split('\n---\n').slice(0, 3).join('\n---\n');
    const pods = k1.split('\n---\n').slice(3).join('\n---\n');
    const ran = await fibula(`get -f ${file('beside/nodes.yaml', nodes)} -f -`, { stdin: pods });
    expect(ran.stderr).toBe('2 files: 2 nodes, 6 pods\n');
  });

  test('is not taken from a pipe where files are named', async () => {
    expect((await fibula(`get ${K1}`, { stdin: 'kind: [' })).code).toBe(0);
  });

  test('of a folder is its YAML and JSON, and with -R that of the folders in it', async () => {
    file('tree/a.yml', k1);
    file('tree/notes.txt', 'kind: [');
    file(
      'tree/deep/b.json',
      JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } }),
    );
    expect((await fibula(`get -f ${folder}/tree`)).stderr).toBe('1 file: 2 nodes, 6 pods\n');
    expect((await fibula(`get -R -f ${folder}/tree`)).stderr).toContain('2 files: ');
    expect((await fibula(`get -R -f ${folder}/tree`)).stderr).toContain('1 namespace');
  });

  test('that is missing is named, all of it', async () => {
    const { code, stderr } = await fibula(`get -f ${folder}/no.yaml -f ${folder}/nope/`);
    expect(code).toBe(2);
    expect(stderr).toContain(`error FILE_NOT_FOUND: there is no file or folder ${folder}/no.yaml`);
    expect(stderr).toContain(`error FILE_NOT_FOUND: there is no file or folder ${folder}/nope/`);
  });

  test('of a folder without YAML is none', async () => {
    file('bare/notes.txt', 'hello');
    file('bare/in/a.yaml', k1);
    const { code, stderr } = await fibula(`get -f ${folder}/bare`);
    expect(code).toBe(2);
    expect(stderr).toContain('FOLDER_WITHOUT_YAML');
    expect(stderr).toContain('-R reads the folders in it too');
  });

  test('of an empty pipe is none, and says so', async () => {
    const { code, stderr } = await fibula('get', { stdin: '' });
    expect([code, stderr]).toEqual([
      2,
      'error EMPTY_INPUT: standard input is empty: the command before the pipe printed nothing\n',
    ]);
  });

  test('that is binary is named, and nothing is answered from it', async () => {
    const path = file('binary.yaml', Uint8Array.from([1, 2, 0, 3]));
    const { code, stderr, stdout } = await fibula(`get -f ${path}`);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error NOT_TEXT');
    expect(stderr).toContain('error NOTHING_READ');
  });

  test.skipIf(process.getuid?.() === 0)('that may not be read is named', async () => {
    const path = file('secret.yaml', k1);
    chmodSync(path, 0);
    expect((await fibula(`get -f ${path}`)).stderr).toContain('permission denied');
  });

  test('from the web is refused, with what to do instead', async () => {
    const { code, stderr } = await fibula('get -f https://example.com/a.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('curl -sSL https://example.com/a.yaml');
  });

  test('comes from a commit by git:REF:PATH, as it was then', async () => {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: inRepository('.') })
        .toString()
        .trim();
    const head = git('rev-parse', 'HEAD');
    const { code, stderr, stdout } = await fibula(`fib -f git:${head}:examples/k1 n1`);
    expect([code, stderr]).toEqual([0, '1 file: 2 nodes, 6 pods\n']);
    expect(stdout).toContain(`git:${head}:examples/k1/cluster.yaml:`);
    expect((await fibula(`get -f git:${head}:nothing/here`)).stderr).toContain('error GIT_FAILED');
    expect((await fibula('get -f git:--help:x')).stderr).toContain('error GIT_FAILED');
  });

  test('by -k needs kubectl, and is exit code 4 without it', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      const { code, stderr } = await fibula(`get -k ${folder}`);
      expect(code).toBe(4);
      expect(stderr).toContain('error HELPER_UNAVAILABLE');
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('errors in the input', () => {
  const torn = `${k1}---\napiVersion: v1\nkind: Pod\nmetadata: {name: torn}\nspec: {containers: [{name: c, ports: [}]}\n`;

  test('are printed with their place, and the rest is answered', async () => {
    const { code, stderr } = await fibula('reach c1-1 default/p2:8080', { stdin: torn });
    expect(code).toBe(0);
    expect(stderr).toMatch(/<stdin>:\d+:\d+: error YAML_SYNTAX: /);
    expect(stderr).toContain('1 error in the input');
  });

  test('are a reason to stop with --strict', async () => {
    const { code, stdout, stderr } = await fibula('reach --strict c1-1 default/p2:8080', { stdin: torn });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('with --strict, nothing is asked');
  });

  test('of one code are printed twenty times, and then counted; -v prints all', async () => {
    const bad = 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [}\n';
    const stdin = `${k1}${`---\n${bad}`.repeat(25)}`;
    const count = (text: string): number => text.split('error YAML_SYNTAX').length - 1;
    const few = await fibula('get', { stdin });
    expect(count(few.stderr)).toBe(20);
    expect(few.stderr).toContain('… and 5 more YAML_SYNTAX');
    expect(count((await fibula('get -v', { stdin })).stderr)).toBe(25);
  });
});

describe('a profile', () => {
  const profile = (spec: string): string =>
    file(
      `profile-${spec.length}.yaml`,
      `apiVersion: fibula.dev/v1alpha1\nkind: Profile\nmetadata: {name: ours}\nspec:\n${spec}`,
    );

  test('comes from a file', async () => {
    const path = profile('  base: standard\n  options: {listens: declared}\n');
    expect(await fibula(`reach ${K1} --profile ${path} c1-1 default/p2:7070`)).toMatchObject({ code: 1 });
    expect(await fibula(`reach ${K1} c1-1 default/p2:7070`)).toMatchObject({ code: 0 });
  });

  test('is overruled by --assume', async () => {
    const path = profile('  base: standard\n  options: {listens: declared}\n');
    expect(
      await fibula(`reach ${K1} --profile ${path} --assume listens=any c1-1 default/p2:7070`),
    ).toMatchObject({ code: 0 });
  });

  test('with an unknown option or field is refused, with the place', async () => {
    const option = await fibula(`get ${K1} --profile ${profile('  options: {listen: any}\n')}`);
    expect(option.code).toBe(2);
    expect(option.stderr).toMatch(
      /profile-\d+\.yaml:5:\d+: error BAD_PROFILE: there is no option listen; did you mean listens/,
    );
    const field = await fibula(`get ${K1} --profile ${profile('  bases: standard\n')}`);
    expect(field.stderr).toContain('unknown field bases');
    const base = await fibula(`get ${K1} --profile ${profile('  base: other\n')}`);
    expect(base.stderr).toContain('base is one of standard, article');
  });
});

describe('an assumption', () => {
  test('is named by the answer that depends on it, with the value that it has', async () => {
    const { stdout } = await runCli([...K1.split(' '), 'reach', 'c1-1', 'default/p2:7070']);
    expect(stdout).toContain('Assumed   LISTENS listens=any (');
  });
});
