import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { filesIn } from '../../../src/interface/load/folder.ts';
import type { Request } from '../../../src/interface/load/load.ts';
import { load } from '../../../src/interface/load/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'fibula-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text = 'kind: X\n'): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function loaded(request: Partial<Request>): ReturnType<typeof load> {
  return load({ files: [], depth: 'flat', kustomize: [], stdin: nothing(), ...request });
}

describe('the files of a folder', () => {
  test('are those that end in .yaml, .yml or .json, in the order of their names', () => {
    for (const name of ['b.yml', 'a.yaml', 'C.JSON', 'readme.md', 'yaml', 'x.yaml.bak', '.hidden.yaml'])
      put(`flat/${name}`);
    put('flat/sub/d.yaml');
    const names = (depth: Request['depth']): string[] =>
      filesIn(join(folder, 'flat'), depth).map((path) => path.slice(folder.length + 6));
    expect(names('flat')).toEqual(['.hidden.yaml', 'C.JSON', 'a.yaml', 'b.yml']);
    expect(names('recursive')).toEqual(['.hidden.yaml', 'C.JSON', 'a.yaml', 'b.yml', 'sub/d.yaml']);
  });

  test('are found through links, each folder once, so that links in a circle end', () => {
    put('ring/a.yaml');
    put('elsewhere/b.yaml');
    symlinkSync(join(folder, 'ring'), join(folder, 'ring/again'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'ring/other'));
    expect(filesIn(join(folder, 'ring'), 'recursive').map((path) => path.slice(folder.length))).toEqual([
      '/ring/a.yaml',
      '/ring/other/b.yaml',
    ]);
  });

  test('that are links to nowhere are named, and nothing is loaded without them', async () => {
    put('dangling/a.yaml');
    symlinkSync(join(folder, 'gone.yaml'), join(folder, 'dangling/b.yaml'));
    const { problems } = await loaded({ files: [join(folder, 'dangling')] });
    expect(problems.map(({ code }) => code)).toEqual(['FILE_NOT_FOUND']);
  });
});

describe('sources', () => {
  test('come in the order given, and standard input once', async () => {
    const [a, b] = [put('order/a.yaml'), put('order/b.yaml')];
    async function* stdin(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('kind: Y\n');
    }
    const { sources, problems } = await loaded({ files: [b, '-', a, '-'], stdin: stdin() });
    expect([sources.map(({ name }) => name), problems]).toEqual([[b, '<stdin>', a], []]);
  });

  test('are read when their bytes are asked for', async () => {
    const path = put('late/a.yaml', 'kind: Before\n');
    const { sources } = await loaded({ files: [path] });
    writeFileSync(path, 'kind: After\n');
    expect(new TextDecoder().decode(sources[0]?.bytes())).toBe('kind: After\n');
  });

  test('may be a named pipe, as the shell makes for <(command)', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const { writeFile } = await import('node:fs/promises');
    const [{ sources }] = await Promise.all([loaded({ files: [pipe] }), writeFile(pipe, 'kind: Z\n')]);
    for (let i = 0; i < 2; i++) expect(new TextDecoder().decode(sources[0]?.bytes())).toBe('kind: Z\n');
  });
});

describe('git:REF:PATH', () => {
  const repository = join(folder, 'repository');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: repository,
    }).toString();

  test('names a file or a folder of a commit, sorted, with -R those in it too', async () => {
    put('repository/deploy/b.yaml', 'kind: B\n');
    put('repository/deploy/a.yaml', 'kind: A\n');
    put('repository/deploy/in/c.json', '{"kind": "C"}');
    put('repository/deploy/notes.txt', 'no');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    put('repository/deploy/a.yaml', 'kind: Changed\n');
    const texts = async (file: string, depth: Request['depth']): Promise<string[]> => {
      const { sources, problems } = await inside(() => loaded({ files: [file], depth }));
      expect(problems).toEqual([]);
      return inside(async () =>
        sources.map((one) => `${one.name}=${new TextDecoder().decode(one.bytes()).trim()}`),
      );
    };
    expect(await texts('git:HEAD:deploy/a.yaml', 'flat')).toEqual(['git:HEAD:deploy/a.yaml=kind: A']);
    const flat = ['git:HEAD:deploy/a.yaml=kind: A', 'git:HEAD:deploy/b.yaml=kind: B'];
    expect(await texts('git:HEAD:deploy', 'flat')).toEqual(flat);
    expect(await texts('git:HEAD:deploy/', 'recursive')).toEqual([
      ...flat,
      'git:HEAD:deploy/in/c.json={"kind": "C"}',
    ]);
    const whole = await texts('git:HEAD:', 'recursive');
    expect(whole).toHaveLength(3);
  });

  test.each(['git:', 'git:HEAD', 'git::x', 'git:-x:y'])(
    'is refused where it is malformed: %s',
    async (file) => {
      expect((await loaded({ files: [file] })).problems).toMatchObject([{ code: 'GIT_FAILED' }]);
    },
  );

  /** Git is asked in the present folder, which a test in a thread cannot change: its variables do. */
  async function inside<T>(work: () => Promise<T>): Promise<T> {
    Object.assign(process.env, { GIT_DIR: join(repository, '.git'), GIT_WORK_TREE: repository });
    try {
      return await work();
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_WORK_TREE;
    }
  }
});
