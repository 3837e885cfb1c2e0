// `npm run bench -- NAME [SIZE]`: bundles bench/NAME.ts and runs it; SIZE narrows to sizes whose text contains it.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name, ...rest] = process.argv.slice(2);
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts') && !['benchmark.ts', 'generated.ts'].includes(file))
  .map((file) => file.replace(/\.ts$/, ''));
if (name !== undefined && !all.includes(name)) {
  console.error(`there is no benchmark ${name}: ${all.join(', ')}`);
  process.exit(2);
}
for (const one of name === undefined ? all : [name]) {
  const bundle = await rolldown({ input: join(root, 'bench', `${one}.ts`), platform: 'node' });
  const file = join(root, 'dist', 'bench', `${one}.mjs`);
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  const child = spawnSync(process.execPath, [file, ...rest], { cwd: root, stdio: 'inherit' });
  if (child.status !== 0) process.exitCode = 1;
}
