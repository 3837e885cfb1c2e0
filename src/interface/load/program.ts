import { spawn, spawnSync } from 'node:child_process';
import type { Source } from '../../index.ts';
import { spool } from './spool.ts';

/** What a helper program did: its output as a source, or how it failed. */
export type Ran =
  | { readonly kind: 'done'; readonly source: Source }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'failed'; readonly message: string };

/** Runs a helper program; what it prints becomes a source of that name. */
export async function run(command: string, args: readonly string[], name: string): Promise<Ran> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | 'unavailable'>((resolve) => {
    child.on('error', () => resolve('unavailable'));
    child.on('close', (status) => resolve(status ?? 1));
  });
  const [source, complaint, status] = await Promise.all([
    spool(child.stdout, name),
    textOf(child.stderr),
    ended,
  ]);
  if (status === 'unavailable') return { kind: 'unavailable' };
  if (status !== 0) return { kind: 'failed', message: complaint.trim() || `exit status ${status}` };
  return { kind: 'done', source };
}

/** The output of a helper program that is read at once, or again; throws if it fails. */
export function outputOf(command: string, args: readonly string[]): Uint8Array {
  const child = spawnSync(command, args, { maxBuffer: 2 ** 31 - 1, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.error !== undefined) throw child.error;
  if (child.status !== 0) throw new Error(child.stderr.toString().trim() || `exit status ${child.status}`);
  return child.stdout;
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
