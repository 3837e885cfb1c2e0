import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderOf, projectOf } from './architecture/projects.ts';
import type { RuleName, Tree } from './architecture/rules.ts';
import { check, longFiles, ruleNames } from './architecture/rules.ts';
import type { Grant, Table } from './architecture/table.ts';

const all = (...rows: string[]): Grant[] => rows.map((row) => ({ row }));
const model = all('model/header', 'model/network', 'model/notation', 'model/exchange');
const analysis = all(
  'analysis/symbolic',
  'analysis/headers',
  'analysis/routing',
  'analysis/invariants',
  'analysis/compare',
);
const belowQuestions = [
  ...all('text'),
  ...model,
  ...all('kubernetes', 'hosts'),
  ...analysis,
  ...all('state'),
];
const shell = all('index.ts', 'interface/render', 'interface/load');

/** Who may import whom: everything asked for has one home. Itself and base go without saying. */
const table: Table = [
  { row: 'base', may: [], platform: 'none' },
  { row: 'text', may: [], packages: ['js-yaml'], platform: 'none' },
  // what a network is
  { row: 'model/header', may: [], platform: 'none' },
  {
    row: 'model/network',
    may: [{ row: 'text', files: ['origin', 'diagnostic', 'codes'] }, ...all('model/header')],
    platform: 'none',
  },
  { row: 'model/notation', may: all('text', 'model/header', 'model/network'), platform: 'none' },
  { row: 'model/exchange', may: all('model/header', 'model/network'), platform: 'none' },
  // how a cluster becomes one
  { row: 'kubernetes', may: all('text', 'model/header', 'model/network'), platform: 'none' },
  { row: 'hosts', may: all('text', 'model/header', 'model/network'), platform: 'none' },
  // what can be asked of one
  { row: 'analysis/symbolic', may: all('model/header', 'model/network'), platform: 'none' },
  { row: 'analysis/headers', may: all('model/header', 'model/network'), platform: 'none' },
  {
    row: 'analysis/routing',
    may: all('model/header', 'model/network', 'analysis/symbolic'),
    platform: 'none',
  },
  {
    row: 'analysis/invariants',
    may: [...model, ...all('analysis/symbolic', 'analysis/routing')],
    platform: 'none',
  },
  { row: 'analysis/compare', may: [...model, ...all('analysis/symbolic')], platform: 'none' },
  { row: 'state', may: belowQuestions.filter(({ row }) => row !== 'state'), platform: 'none' },
  { row: 'questions', may: belowQuestions, packages: ['typebox'], platform: 'none' },
  { row: 'index.ts', may: [...belowQuestions, ...all('questions')], platform: 'none' },
  // who asks
  {
    row: 'interface/render',
    may: [
      ...model,
      { row: 'text', files: ['write'] },
      { row: 'text', how: ['type'] },
      { row: 'questions', how: ['type'] },
    ],
    packages: ['picocolors'],
    platform: 'none',
  },
  { row: 'interface/load', may: all('index.ts'), platform: 'node' },
  { row: 'interface/http', may: shell, packages: ['hono', '@hono/node-server'], platform: 'node' },
  { row: 'interface/lab', may: shell, platform: 'node' },
  {
    row: 'interface/cli',
    may: [...shell, { row: 'interface/http', how: ['dynamic'] }, { row: 'interface/lab', how: ['dynamic'] }],
    packages: ['commander', 'picocolors'],
    platform: 'node',
  },
  {
    row: 'interface/web',
    may: all('index.ts', 'interface/render'),
    packages: ['preact', '@preact/signals', '@codemirror/*', 'elkjs'],
    platform: 'browser',
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const tree: Tree = new Map(
  readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(`${root}/src/${path}`, 'utf8')]),
);

describe('the tree', () => {
  const violations = check(tree, table);
  test.each(ruleNames)('%s', (rule) => {
    expect(violations.filter((violation) => violation.rule === rule)).toEqual([]);
  });
  test('is there to be checked', () => expect(tree.has('base/platform.d.ts')).toBe(true));
  test('has few files above 300 lines', () => {
    const long = longFiles(tree);
    if (long.length > 0) console.warn(`above 300 lines:\n${long.join('\n')}`);
  });
});

describe('the table', () => {
  test('lets a row import only rows above it', () => {
    const order = table.map(({ row }) => row);
    for (const { row, may } of table) {
      for (const grant of may) expect(order.slice(0, order.indexOf(row)), row).toContain(grant.row);
    }
  });
  test.each([
    ['kubernetes', 'hosts'],
    ['kubernetes', 'analysis/'],
    ['hosts', 'analysis/'],
    ['model/exchange', 'analysis/symbolic'],
    ['model/exchange', 'analysis/headers'],
    ['analysis/symbolic', 'analysis/headers'],
  ])('keeps %s and %s apart', (one, other) => {
    const imports = (from: string, to: string) =>
      table.some(({ row, may }) => row.startsWith(from) && may.some((grant) => grant.row.startsWith(to)));
    expect([imports(one, other), imports(other, one)]).toEqual([false, false]);
  });
});

describe('the projects of the compiler', () => {
  const json = (path: string): unknown => JSON.parse(readFileSync(`${root}/${path}`, 'utf8'));
  const present = table.filter((row) => existsSync(`${root}/${folderOf(row)}/tsconfig.json`));
  test('are one for each row with code', () => {
    const withCode = table.filter(({ row }) =>
      [...tree.keys()].some((path) => `${path}/`.startsWith(`${row}/`)),
    );
    expect(present).toEqual(expect.arrayContaining(withCode));
  });
  test.each(present)('$row sees what the table lets it see', (row) => {
    expect(json(`${folderOf(row)}/tsconfig.json`)).toEqual(projectOf(row, present));
  });
  test('are all built, and all seen by the tests', () => {
    const folders = present.map(folderOf);
    expect(json('tsconfig.json')).toHaveProperty(
      'references',
      folders.map((path) => ({ path })),
    );
    expect(json('test/tsconfig.json')).toHaveProperty(
      'references',
      folders.map((path) => ({ path: `../${path}` })),
    );
  });
});

const good: Readonly<Record<string, string>> = {
  'base/order.ts': 'export const compare = (a: number, b: number) => a - b;',
  'text/origin.ts': "import { parseEvents } from 'js-yaml';\nexport type Origin = typeof parseEvents;",
  'model/network/node.ts': "import type { Origin } from '../../text/origin.ts';\nexport type Node = Origin;",
  'questions/reach.ts': 'export type Reach = string; export const now = 1;',
  'index.ts': "export type { Reach } from './questions/reach.ts';",
  'interface/render/text.ts':
    "import type { Reach } from '../../questions/reach.ts';\nexport type Text = Reach;",
  'interface/http/server.ts': 'export const server = 1;',
  'interface/cli/main.ts':
    "import 'node:fs';\nimport 'commander';\nimport '../../index.ts';\nconsole.log(Date.now());\n" +
    "export const serve = () => import('../http/server.ts');",
};

/** Each changes the good tree so that one rule fires, at the place given. */
const bad: readonly (readonly [rule: RuleName, where: string, files: Readonly<Record<string, string>>])[] = [
  ['every file has a row', 'model/graph.ts', { 'model/graph.ts': 'export const x = 1;' }],
  ...[
    "import { x } from '../questions/reach.ts';",
    "import type { x } from '../questions/reach.ts';",
    "export * from '../questions/reach.ts';\nconst y = 1;",
    "export type { x } from '../questions/reach.ts';\nconst y = 1;",
    "export type X = import('../questions/reach.ts').Reach;",
    "export const x = () => import('../questions/reach.ts');",
    'export const x = (path: string) => import(path);',
    "export const x = new URL('../questions/reach.ts', import.meta.url);",
    "import x = require('../questions/reach.ts');",
    "import '../../package.json';",
    "import '../nowhere/else.ts';",
  ].map((text) => ['imports follow the table', 'text/bad.ts:1', { 'text/bad.ts': text }] as const),
  [
    'imports follow the table',
    'model/network/bad.ts:1',
    { 'model/network/bad.ts': "import '../../text/walk.ts';" },
  ],
  [
    'imports follow the table',
    'interface/render/bad.ts:1',
    { 'interface/render/bad.ts': "import { now } from '../../questions/reach.ts';" },
  ],
  [
    'imports follow the table',
    'interface/cli/bad.ts:1',
    { 'interface/cli/bad.ts': "import '../http/server.ts';" },
  ],
  ['node only where the table says', 'text/bad.ts:1', { 'text/bad.ts': "import 'node:fs';" }],
  [
    'node only where the table says',
    'interface/render/a.ts:1',
    { 'interface/render/a.ts': "import 'node:fs';" },
  ],
  ...(
    [
      ['kubernetes/bad.ts', 'js-yaml'],
      ['state/bad.ts', 'typebox/value'],
      ['interface/load/bad.ts', 'commander'],
      ['questions/bad.ts', 'picocolors'],
      ['interface/cli/bad.ts', 'fs'],
      ['text/bad.ts', 'js-yaml-other'],
    ] as const
  ).map(
    ([path, name]) =>
      ['third-party packages only in their place', `${path}:1`, { [path]: `import '${name}';` }] as const,
  ),
  ['no import cycle in a row', 'base/a.ts', { 'base/a.ts': "import './a.ts';" }],
  [
    'no import cycle in a row',
    'text/a.ts',
    {
      'text/a.ts': "import type { B } from './in/b.ts';\nexport type A = B;",
      'text/in/b.ts': "import { c } from '../c.ts';\nexport type B = typeof c;",
      'text/c.ts': "export const c = () => import('./a.ts');",
    },
  ],
  [
    'one barrel: src/index.ts, without wiring',
    'base/all.ts',
    { 'base/all.ts': "export * from './order.ts';" },
  ],
  [
    'one barrel: src/index.ts, without wiring',
    'base/all.ts',
    { 'base/all.ts': "import { compare } from './order.ts';\nexport { compare };" },
  ],
  ['one barrel: src/index.ts, without wiring', 'index.ts', { 'index.ts': 'export const wired = 1;' }],
  ...[
    'Date.now()',
    'new Date()',
    'Date()',
    'Math.random()',
    "Math['random']()",
    'globalThis.Math.random()',
    'performance.now()',
  ].map(
    (text) =>
      [
        'no clock and no chance below interface',
        'base/bad.ts:2',
        { 'base/bad.ts': `\nexport const x = ${text};` },
      ] as const,
  ),
  [
    'no clock and no chance below interface',
    'base/bad.ts:1',
    { 'base/bad.ts': 'const { random: r } = Math;' },
  ],
  ['no console in pure code', 'interface/render/a.ts:1', { 'interface/render/a.ts': "console.log('x');" }],
  ['no any in pure code', 'state/a.ts:1', { 'state/a.ts': 'export let x: readonly any[];' }],
  ['pure code sees only platform.d.ts', 'base/a.ts:1', { 'base/a.ts': '/// <reference types="node" />' }],
  [
    'pure code sees only platform.d.ts',
    'text/node.d.ts',
    { 'text/node.d.ts': 'declare const process: unknown;' },
  ],
  [
    'files and folders are named for what they hold',
    'base/utils.ts',
    { 'base/utils.ts': 'export const x = 1;' },
  ],
  [
    'files and folders are named for what they hold',
    'text/common/a.ts',
    { 'text/common/a.ts': 'export const x = 1;' },
  ],
  ['no file above 400 lines', 'base/long.ts', { 'base/long.ts': '//\n'.repeat(401) }],
];

describe('the check itself', () => {
  const treeOf = (files: Readonly<Record<string, string>>): Tree =>
    new Map(Object.entries({ ...good, ...files }));
  test('finds nothing in a good tree', () => expect(check(treeOf({}), table)).toEqual([]));
  test('lets a file have 400 lines', () => {
    expect(check(treeOf({ 'base/long.ts': '//\n'.repeat(400) }), table)).toEqual([]);
  });
  test.each(bad)('%s: finds %s (%#)', (rule, where, files) => {
    expect(check(treeOf(files), table)).toEqual([{ rule, where, what: expect.any(String) }]);
  });
  test('has seen every rule fire', () => {
    expect(new Set(bad.map(([rule]) => rule))).toEqual(new Set(ruleNames));
  });
  test('lists files above 300 lines', () => {
    expect(longFiles(treeOf({ 'base/long.ts': '//\n'.repeat(301) }))).toEqual(['base/long.ts: 301 lines']);
  });
});
