import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Source } from '../../../src/text/origin.ts';
import { clusterOfFiles } from '../manifest.ts';

const folder = fileURLToPath(new URL('../../../../shared/real/', import.meta.url));

/** Without what stands in for another file: it is applied instead of it. */
function filesOf(name: string): Source[] {
  const files = readdirSync(`${folder}${name}`).filter(
    (file) => /\.(ya?ml|json)$/.test(file) && !file.includes('productpage-nodeport'),
  );
  return files.map((file) => ({ name: file, bytes: () => readFileSync(`${folder}${name}/${file}`) }));
}

describe.skipIf(!existsSync(folder))('published examples (skipped where they are not at hand)', () => {
  test.each([
    ['online-boutique', 12, ['PLANNED_DNS']],
    ['sock-shop', 14, ['OBJECT_TWICE', 'PLANNED_DNS']],
    ['bookinfo', 10, ['PLANNED_CONTROLLER', 'PLANNED_CONTROLLER', 'PLANNED_DNS']],
  ])(
    '%s reads without an error, every workload with its pods, a DNS, and proxies of Ingresses',
    (name, pods, said) => {
      const cluster = clusterOfFiles(filesOf(name));
      expect(cluster.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(cluster.diagnostics.map(({ code }) => code)).toEqual(said);
      expect(cluster.pods.filter(({ state }) => state === 'running').length).toBe(pods + 1);
    },
  );
});
