// Everything that must hold before a change lands, in sequence; the last line counts it.
// Arguments go to vitest: `npm test -- test/text` runs that folder's tests after the same steps.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const count = { passed: 0, failed: 0, skipped: 0 };

function run(...args) {
  const child = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (child.error !== undefined) console.error(String(child.error));
  return child.status === 0;
}

/** A step counts as one test. */
function step(name, ...args) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  const ok = run(...args);
  count[ok ? 'passed' : 'failed'] += 1;
  console.log(`── ${name}: ${ok ? 'ok' : 'FAILED'} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

/** Adds up vitest's report. A file that could not be run at all is one failure. */
function tests() {
  console.log('\n── tests');
  const folder = mkdtempSync(join(tmpdir(), 'fibula-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = run('node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2));
  const before = count.failed;
  try {
    for (const file of JSON.parse(readFileSync(report, 'utf8')).testResults) {
      const statuses = file.assertionResults.map((result) => result.status);
      for (const status of statuses) {
        count[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
      }
      if (file.status === 'failed' && !statuses.includes('failed')) count.failed += 1;
    }
  } catch (error) {
    console.error(`no report from vitest: ${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (!ok && count.failed === before) count.failed += 1;
}

step('build', 'scripts/build.mjs');
step('types of the tests', 'node_modules/typescript/bin/tsc', '-p', 'test');
step('lint', 'node_modules/@biomejs/biome/bin/biome', 'check');
tests();

process.exitCode = count.failed === 0 ? 0 : 1;
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
