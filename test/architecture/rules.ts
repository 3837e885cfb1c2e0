import { posix } from 'node:path';
import { shortestCycles } from './cycles.ts';
import type { Import, SourceFacts, Use } from './source.ts';
import { readSource } from './source.ts';
import type { Grant, Row, Table } from './table.ts';
import { grantsOf, rowOf } from './table.ts';

/** The text of every file below src, by its path from there. */
export type Tree = ReadonlyMap<string, string>;

/** A breach of one rule; `where` is `path:line`. */
export interface Violation {
  readonly rule: RuleName;
  readonly where: string;
  readonly what: string;
}

interface File extends SourceFacts {
  readonly path: string;
  readonly row: Row | undefined;
}

type Report = (where: string, what: string) => void;

const rules = {
  'every file has a row': (files, _table, report) => {
    for (const { path, row } of files) if (row === undefined) report(path, 'is in no row of the table');
  },
  'imports follow the table': (files, table, report) => {
    for (const [file, found] of everyImport(files)) {
      if (found.specifier === undefined) report(at(file, found), `${found.how} import of a computed path`);
      else if (isRelative(found.specifier)) checkRelative(file, found, found.specifier, table, report);
    }
  },
  'node only where the table says': (files, _table, report) => {
    for (const [file, { specifier, line }] of everyImport(files)) {
      if (specifier?.startsWith('node:') && file.row?.platform !== 'node')
        report(at(file, { line }), specifier);
    }
  },
  'third-party packages only in their place': (files, _table, report) => {
    for (const [file, { specifier, line }] of everyImport(files)) {
      if (specifier === undefined || isRelative(specifier) || specifier.startsWith('node:')) continue;
      if (!(file.row?.packages ?? []).some((name) => isOfPackage(specifier, name))) {
        report(at(file, { line }), specifier);
      }
    }
  },
  'no import cycle in a row': (files, _table, report) => {
    for (const cycle of shortestCycles(importsWithinRows(files))) report(cycle[0] ?? '', cycle.join(' → '));
  },
  'one barrel: src/index.ts, without wiring': (files, _table, report) => {
    for (const { path, barrel } of files) {
      if (barrel && path !== 'index.ts') report(path, 'has only re-exports');
      if (!barrel && path === 'index.ts') report(path, 'has more than re-exports');
    }
  },
  'no clock and no chance below interface': (files, _table, report) => {
    const below = files.filter(({ path }) => !path.startsWith('interface/'));
    reportUses(below, 'clock or chance', report);
  },
  'no console in pure code': (files, _table, report) => reportUses(files.filter(isPure), 'console', report),
  'no any in pure code': (files, _table, report) => reportUses(files.filter(isPure), 'any', report),
  'pure code sees only platform.d.ts': (files, _table, report) => {
    reportUses(files.filter(isPure), 'reference directive', report);
    for (const { path } of files.filter(isPure)) {
      if (path.endsWith('.d.ts') && path !== 'base/platform.d.ts') report(path, 'declares without code');
    }
  },
  'files and folders are named for what they hold': (files, _table, report) => {
    for (const { path } of files) {
      const names = path.split('/').map((name) => name.replace(/\..*$/, ''));
      if (names.some((name) => nameless.has(name))) report(path, 'says nothing');
    }
  },
  'no file above 400 lines': (files, _table, report) => {
    for (const { path, lines } of files) if (lines > 400) report(path, `${lines} lines`);
  },
} satisfies Record<string, (files: readonly File[], table: Table, report: Report) => void>;

const nameless: ReadonlySet<string> = new Set([
  'util',
  'utils',
  'common',
  'type',
  'types',
  'helper',
  'helpers',
]);

/** What is checked, by a sentence. */
export type RuleName = keyof typeof rules;

/** Every rule's sentence. */
export const ruleNames = Object.keys(rules) as readonly RuleName[];

/** All breaches of all rules in a tree. */
export function check(tree: Tree, table: Table): readonly Violation[] {
  const files = [...tree].map(([path, text]) => ({
    path,
    row: rowOf(table, path),
    ...readSource(path, text),
  }));
  const violations: Violation[] = [];
  for (const rule of ruleNames) {
    rules[rule](files, table, (where, what) => violations.push({ rule, where, what }));
  }
  return violations;
}

/** Files that are legal and soon too long. */
export function longFiles(tree: Tree): readonly string[] {
  const counted = [...tree].map(([path, text]) => [path, readSource(path, text).lines] as const);
  return counted.filter(([, lines]) => lines > 300).map(([path, lines]) => `${path}: ${lines} lines`);
}

function checkRelative(file: File, found: Import, specifier: string, table: Table, report: Report): void {
  const target = posix.join(posix.dirname(file.path), specifier);
  const home = rowOf(table, target);
  if (home === undefined) report(at(file, found), `${specifier} is in no row of the table`);
  else if (
    file.row !== undefined &&
    !grantsOf(file.row).some((grant) => allows(grant, home, target, found))
  ) {
    report(at(file, found), `${file.row.row} may not import ${target} (${found.how})`);
  }
}

function allows(grant: Grant, home: Row, target: string, { how }: Import): boolean {
  if (grant.row !== home.row || grant.how?.includes(how) === false) return false;
  const inside = target.slice(home.row.length + 1).replace(/\.ts$/, '');
  return grant.files?.some((name) => inside === name || inside.startsWith(`${name}/`)) ?? true;
}

function everyImport(files: readonly File[]): [File, Import][] {
  return files.flatMap((file) => file.imports.map((found): [File, Import] => [file, found]));
}

function importsWithinRows(files: readonly File[]): ReadonlyMap<string, readonly string[]> {
  const rowByPath = new Map(files.map(({ path, row }) => [path, row]));
  return new Map(
    files.map(({ path, row, imports }) => {
      const relative = imports.map(({ specifier }) => specifier ?? '').filter(isRelative);
      const targets = relative.map((specifier) => posix.join(posix.dirname(path), specifier));
      return [path, targets.filter((target) => row !== undefined && rowByPath.get(target) === row)];
    }),
  );
}

function reportUses(files: readonly File[], of: Use['of'], report: Report): void {
  for (const file of files) {
    for (const use of file.uses) if (use.of === of) report(at(file, use), use.text);
  }
}

function isPure({ row }: File): boolean {
  return row === undefined || row.platform === 'none';
}

function isRelative(specifier: string): boolean {
  return specifier === '.' || specifier === '..' || /^\.{0,2}\//.test(specifier);
}

function isOfPackage(specifier: string, name: string): boolean {
  if (name.endsWith('/*')) return specifier.startsWith(name.slice(0, -1));
  return specifier === name || specifier.startsWith(`${name}/`);
}

function at({ path }: File, { line }: { readonly line: number }): string {
  return `${path}:${line}`;
}
