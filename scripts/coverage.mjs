// docs/coverage.md: what Kubernetes says, with the code and the tests that cite it.
// `node scripts/coverage.mjs` compares the page with the sources, with `--write` it is written anew.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const env = { ...process.env, ...(process.argv.includes('--write') ? { COVERAGE: 'write' } : {}) };
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/coverage.test.ts'], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
