import { posix } from 'node:path';
import type { Row, Table } from './table.ts';

/** A row's folder, from the root of the repository. */
export function folderOf({ row }: Row): string {
  return row === 'index.ts' ? 'src' : `src/${row}`;
}

/** What the tsconfig.json of a row must say, `present` being the rows that have one. */
export function projectOf(row: Row, present: Table): unknown {
  const folder = folderOf(row);
  const to = (path: string) => posix.relative(folder, path);
  const own = row.row === 'index.ts' ? 'index.ts' : '**/*.ts';
  const seesPlatform = row.platform === 'none' && row.row !== 'base';
  const references = referencesOf(row, present).map((path) => ({ path: to(path).replace(/^(?!\.)/, './') }));
  return {
    extends: to('tsconfig.base.json'),
    compilerOptions: {
      ...platformOptions[row.platform],
      rootDir: '.',
      outDir: to(posix.join('dist/lib', posix.relative('src', folder))),
      tsBuildInfoFile: to(`dist/tsbuild/${row.row.replace('.ts', '').replaceAll('/', '-')}.tsbuildinfo`),
    },
    include: seesPlatform ? [own, to('src/base/platform.d.ts')] : [own],
    ...(references.length > 0 ? { references } : {}),
  };
}

/** tsconfig.base.json is what pure rows get. */
const platformOptions = { none: {}, node: { types: ['node'] }, browser: { lib: ['ES2023', 'DOM'] } };

function referencesOf(row: Row, present: Table): readonly string[] {
  const granted = new Set(['base', ...row.may.map((grant) => grant.row)]);
  return present.filter((other) => other !== row && granted.has(other.row)).map(folderOf);
}
