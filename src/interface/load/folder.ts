import { readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Whether the folders in a folder are read too. */
export type Depth = 'flat' | 'recursive';

/** The ends of names that are read in folders. */
export const READ = ['.yaml', '.yml', '.json'];

/** Whether a file in a folder is read. */
export function isRead(name: string): boolean {
  return READ.includes(extname(name).toLowerCase());
}

/** The files to read in a folder, sorted by path; links to folders are followed once. Throws what the system throws. */
export function filesIn(folder: string, depth: Depth): string[] {
  const found: string[] = [];
  const visited = new Set<string>();
  const visit = (path: string): void => {
    const real = realpathSync(path);
    if (visited.has(real)) return;
    visited.add(real);
    for (const name of readdirSync(path)) {
      const inside = join(path, name);
      // A link that leads nowhere is left out unless its name says that it was meant to be read.
      const stat = statSync(inside, { throwIfNoEntry: false });
      if (stat?.isDirectory()) {
        if (depth === 'recursive') visit(inside);
      } else if (isRead(name)) {
        found.push(inside);
      }
    }
  };
  visit(folder);
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Whether a folder has folders in it. */
export function hasFolders(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => entry.isDirectory());
}
