import { readFileSync } from 'node:fs';
import { EXIT } from '../exit.ts';
import type { GlobalOptions } from '../options.ts';
import { formatOf } from '../options.ts';
import { packageFile } from '../package-file.ts';
import type { Surroundings } from '../surroundings.ts';

/** Prints the version. */
export function version({ stdout }: Surroundings, options: GlobalOptions): number {
  const format = formatOf(options, ['text', 'json', 'yaml']);
  const file = packageFile('package.json');
  const { version: own } =
    file === undefined ? { version: 'unknown' } : JSON.parse(readFileSync(file, 'utf8'));
  const node = process.version.slice(1);
  if (format === 'json') stdout.write(`${JSON.stringify({ version: own, node }, undefined, 2)}\n`);
  else stdout.write(format === 'yaml' ? `version: ${own}\nnode: ${node}\n` : `fibula ${own}\n`);
  return EXIT.yes;
}
