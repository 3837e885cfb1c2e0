import { accessSync, constants, createReadStream, readFileSync, statSync } from 'node:fs';
import type { Diagnostic, Source } from '../../index.ts';
import type { Depth } from './folder.ts';
import { filesIn, hasFolders, READ } from './folder.ts';
import { problem, reasonOf } from './problem.ts';
import { remembering, spool } from './spool.ts';

/** What one thing given gave: sources, or why there are none. */
export interface Given {
  readonly sources: readonly Source[];
  readonly problems: readonly Diagnostic[];
}

/** Nothing but a problem. */
export function failed(...problems: readonly Diagnostic[]): Given {
  return { sources: [], problems };
}

/** A file, a folder, or a pipe that has a path (`<(command)`). */
export async function fromPath(path: string, depth: Depth): Promise<Given> {
  let stat: ReturnType<typeof statSync>;
  try {
    stat = statSync(path);
  } catch (error) {
    return failed(unreadable(path, error));
  }
  if (stat?.isDirectory()) return fromFolder(path, depth);
  if (stat?.isFile()) return fromFile(path);
  return fromPipe(path);
}

function fromFile(path: string): Given {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    return failed(unreadable(path, error));
  }
  return { sources: [{ name: path, bytes: remembering(() => readFileSync(path)) }], problems: [] };
}

function fromFolder(folder: string, depth: Depth): Given {
  let files: readonly string[];
  try {
    files = filesIn(folder, depth);
    if (files.length === 0) {
      const message = `no ${READ.join(', ')} file in ${folder}`;
      const deeper = depth === 'flat' && hasFolders(folder);
      return failed(
        problem('FOLDER_WITHOUT_YAML', message, deeper ? '-R reads the folders in it too' : undefined),
      );
    }
  } catch (error) {
    return failed(unreadable(folder, error));
  }
  const given = files.map(fromFile);
  return {
    sources: given.flatMap((one) => one.sources),
    problems: given.flatMap((one) => one.problems),
  };
}

async function fromPipe(path: string): Promise<Given> {
  try {
    const source = await spool(createReadStream(path), path);
    if (source.bytes().length === 0) return failed(problem('EMPTY_INPUT', `${path} is empty`));
    return { sources: [source], problems: [] };
  } catch (error) {
    return failed(unreadable(path, error));
  }
}

function unreadable(path: string, error: unknown): Diagnostic {
  if (/^https?:\/\//.test(path)) {
    const fetched = `curl -sSL ${path} | fibula … -f -`;
    return problem(
      'FILE_NOT_FOUND',
      `-f takes no addresses of the web: ${path}`,
      `fetch it first: ${fetched}`,
    );
  }
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return problem('FILE_NOT_FOUND', `there is no file or folder ${path}`);
  }
  return problem('FILE_UNREADABLE', `cannot read ${path}: ${reasonOf(error)}`);
}
