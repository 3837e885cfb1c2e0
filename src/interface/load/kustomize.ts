import type { Given } from './file.ts';
import { failed } from './file.ts';
import { problem } from './problem.ts';
import { run } from './program.ts';

/** What `kubectl kustomize FOLDER` makes (`-k`). */
export async function fromKustomize(folder: string): Promise<Given> {
  if (folder.startsWith('-')) return failed(problem('FILE_NOT_FOUND', `${folder} is no folder`));
  const ran = await run('kubectl', ['kustomize', folder], `kustomize:${folder}`);
  switch (ran.kind) {
    case 'unavailable':
      return failed(problem('HELPER_UNAVAILABLE', `-k ${folder} needs kubectl, which is not available here`));
    case 'failed':
      return failed(problem('KUSTOMIZE_FAILED', `kubectl kustomize ${folder}: ${ran.message}`));
    case 'done':
      if (ran.source.bytes().length > 0) return { sources: [ran.source], problems: [] };
      return failed(problem('EMPTY_INPUT', `kubectl kustomize ${folder} prints nothing`));
  }
}
