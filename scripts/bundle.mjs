// The programs: src/interface/cli/main.ts → dist/bin/main.js, a chunk for each command that it loads by import(),
// and every src/interface/**/*worker.ts → an entry of its own beside it.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'src', 'interface', 'cli', 'main.ts');
const dist = join(root, 'dist');

/** Bundles into a new folder, which then takes the place of dist/bin. */
export async function bundle() {
  if (!existsSync(main)) {
    console.error('bundle: src/interface/cli/main.ts does not exist yet: no program to bundle');
    return;
  }
  const input = { main };
  for (const worker of workers(join(root, 'src', 'interface'))) input[basename(worker, '.ts')] = worker;
  const bundled = await rolldown({ input, platform: 'node', cwd: root });
  mkdirSync(dist, { recursive: true });
  const fresh = mkdtempSync(join(dist, '.bin-'));
  try {
    await bundled.write({
      dir: fresh,
      format: 'esm',
      sourcemap: true,
      minify: false,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    });
    rmSync(join(dist, 'bin'), { recursive: true, force: true });
    renameSync(fresh, join(dist, 'bin'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    await bundled.close();
  }
}

function workers(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('worker.ts'))
    .sort()
    .map((name) => join(folder, name));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundle();
