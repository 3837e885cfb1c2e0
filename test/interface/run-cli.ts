import { fileURLToPath } from 'node:url';
import { main } from '../../src/interface/cli/main.ts';

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command runs in; standard input is a terminal unless a text is piped in. */
export interface Around {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output and standard error are terminals. */
  readonly terminal?: 'yes' | 'no';
}

/** Runs the command line in this process, with streams of its own. */
export async function runCli(args: readonly string[], around: Around = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const isTTY = around.terminal === 'yes';
  const code = await main(args, {
    stdin: Object.assign(piped(around.stdin), { isTTY: around.stdin === undefined }),
    stdout: { write: (text: string) => out.push(text), isTTY },
    stderr: { write: (text: string) => err.push(text), isTTY },
    env: around.env ?? {},
    waiting: (work) => work(),
  });
  return { code, stdout: out.join(''), stderr: err.join('') };
}

/** The command line as it is typed, without quotes. */
export function fibula(line: string, around: Around = {}): Promise<Ran> {
  return runCli(
    line.split(' ').filter((word) => word !== ''),
    around,
  );
}

/** A file of this repository by its path from the root. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** Cluster K1 of the article. */
export const K1 = `-f ${inRepository('examples/k1')}`;

async function* piped(text: string | Uint8Array = ''): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  // Cut in the middle, as a pipe may.
  const middle = bytes.length >> 1;
  if (middle > 0) yield bytes.subarray(0, middle);
  if (bytes.length > 0) yield bytes.subarray(middle);
}
