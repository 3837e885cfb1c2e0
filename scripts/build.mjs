// The whole build: types and library by `tsc -b`, then the programs by the bundler.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Its time is when the last successful build began: what is older than it has been built. */
export const stamp = join(root, 'dist', '.built');

/** Builds everything; throws when something could not be built. */
export async function build() {
  const began = new Date();
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const compiler = spawnSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-b'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (compiler.status !== 0) throw new Error('tsc -b failed');
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  closeSync(openSync(stamp, 'w'));
  utimesSync(stamp, began, began);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await build();
  } catch (error) {
    console.error(`build: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
