import type { Source } from '../../index.ts';
import type { Given } from './file.ts';
import { failed } from './file.ts';
import type { Depth } from './folder.ts';
import { isRead, READ } from './folder.ts';
import { problem, reasonOf } from './problem.ts';
import { outputOf } from './program.ts';
import { remembering } from './spool.ts';

const PREFIX = 'git:';

/** Whether something given names a file or folder of a git commit: `git:REF:PATH`. */
export function isGit(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** A file or folder as a commit has it; PATH as git reads it: from the root, or with `./` from the present folder. */
export function fromGit(text: string, depth: Depth): Given {
  const rest = text.slice(PREFIX.length);
  const colon = rest.indexOf(':');
  const [ref, path] = [rest.slice(0, colon), rest.slice(colon + 1).replace(/(?<=.)\/+$/, '')];
  if (colon <= 0 || ref.startsWith('-')) {
    return failed(problem('GIT_FAILED', `${text} is not git:REF:PATH, as git:main:deploy/web.yaml`));
  }
  const spec = `${ref}:${path === '.' ? './' : path}`;
  try {
    const type = textOf(outputOf('git', ['cat-file', '-t', spec]));
    if (type !== 'tree') return { sources: [blob(spec, text)], problems: [] };
    const files = list(spec, depth);
    const inside = path === '' || spec.endsWith('/') ? spec : `${spec}/`;
    const sources = files.map((file) => blob(`${inside}${file}`, `${PREFIX}${inside}${file}`));
    if (sources.length > 0) return { sources, problems: [] };
    return failed(problem('FOLDER_WITHOUT_YAML', `no ${READ.join(', ')} file in ${text}`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return failed(problem('HELPER_UNAVAILABLE', `${text} needs git, which is not available here`));
    }
    return failed(problem('GIT_FAILED', `${text}: ${reasonOf(error).replace(/^fatal: /, '')}`));
  }
}

/** The files of a tree that are read, by path from there, sorted; links and submodules are left out. */
function list(spec: string, depth: Depth): string[] {
  const args = ['ls-tree', '-z', ...(depth === 'recursive' ? ['-r'] : []), spec];
  const entries = textOf(outputOf('git', args)).split('\0');
  const files = entries.flatMap((entry) => {
    const [facts = '', name = ''] = entry.split('\t');
    return facts.startsWith('100') && isRead(name) ? [name] : [];
  });
  return files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function blob(spec: string, name: string): Source {
  return { name, bytes: remembering(() => outputOf('git', ['cat-file', 'blob', spec])) };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8').trimEnd();
}
