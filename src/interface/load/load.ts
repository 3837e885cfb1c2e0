import type { Diagnostic, Source } from '../../index.ts';
import type { Given } from './file.ts';
import { failed, fromPath } from './file.ts';
import type { Depth } from './folder.ts';
import { fromGit, isGit } from './git.ts';
import { fromKustomize } from './kustomize.ts';
import { problem } from './problem.ts';
import { spool } from './spool.ts';

/** What to read (05, Inputs). */
export interface Request {
  /** Files, folders, `-`, `git:REF:PATH`. */
  readonly files: readonly string[];
  readonly depth: Depth;
  /** Folders for `kubectl kustomize`. */
  readonly kustomize: readonly string[];
  readonly stdin: AsyncIterable<Uint8Array>;
}

/** The texts to read, in the order given, and why some are missing: all of them, not just the first. */
export interface Loaded {
  readonly sources: readonly Source[];
  readonly problems: readonly Diagnostic[];
}

/** The name of standard input as a source. */
export const STDIN = '<stdin>';

/** Everything asked for, as sources; each reads its text when asked, so none of it stands in one string. */
export async function load(request: Request): Promise<Loaded> {
  const sources: Source[] = [];
  const problems: Diagnostic[] = [];
  const add = (given: Given): void => {
    sources.push(...given.sources);
    problems.push(...given.problems);
  };
  for (const folder of request.kustomize) add(await fromKustomize(folder));
  const once = new Set<string>();
  for (const file of request.files) {
    if (file === '-' && once.has(file)) continue;
    once.add(file);
    if (file === '-') add(await fromStdin(request.stdin));
    else if (isGit(file)) add(fromGit(file, request.depth));
    else add(await fromPath(file, request.depth));
  }
  return { sources, problems };
}

async function fromStdin(stdin: AsyncIterable<Uint8Array>): Promise<Given> {
  const source = await spool(stdin, STDIN);
  if (source.bytes().length > 0) return { sources: [source], problems: [] };
  return failed(
    problem('EMPTY_INPUT', 'standard input is empty: the command before the pipe printed nothing'),
  );
}
