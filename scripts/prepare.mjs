// After an installation in the source tree: builds what is missing or older than its sources.
// Where the development packages are absent there is nothing to build with, and nothing is said.
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const inputs = ['src', 'scripts', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];

function installed(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

/** When a file last changed, in milliseconds; a folder: the latest of all that is in it. */
function changed(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changed(join(path, name))));
}

if (installed('typescript') && installed('rolldown')) {
  const built = changed(join(root, 'dist', '.built'));
  const whole = ['lib', 'bin'].every((name) => changed(join(root, 'dist', name)) > 0);
  if (!whole || inputs.some((name) => changed(join(root, name)) > built)) {
    try {
      const { build } = await import('./build.mjs');
      await build();
    } catch (error) {
      console.error(`prepare: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    }
  }
}
