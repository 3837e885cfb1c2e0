import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file or folder of this package by its path from the package's root; undefined if it is not there. */
export function packageFile(path: string): string | undefined {
  // The program runs from src and, bundled, from dist/bin: the root is the first folder above with a package.json.
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  const found = join(folder, path);
  return existsSync(found) ? found : undefined;
}
