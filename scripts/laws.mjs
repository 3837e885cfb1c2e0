// `npm run laws:long -- [CLUSTERS] [FILE…]`: the laws over many random clusters, 20,000 of them unless a number says
// otherwise; other arguments go to vitest. FIBULA_LAW_FIRST sets the first seed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const clusters = given.find((one) => /^\d+$/.test(one)) ?? '20000';
const rest = given.filter((one) => one !== clusters);
const files = rest.some((one) => !one.startsWith('-')) ? rest : ['test/laws', ...rest];
const child = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=3600000', ...files],
  { cwd: root, stdio: 'inherit', env: { ...process.env, FIBULA_LAW_CLUSTERS: clusters } },
);
if (child.error !== undefined) console.error(String(child.error));
process.exitCode = child.status ?? 1;
