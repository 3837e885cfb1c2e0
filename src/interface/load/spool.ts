import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '../../index.ts';

/** Above so many bytes, what can be read only once is kept in a temporary file and not in memory. */
export const MOST_IN_MEMORY = 64 * 1024 * 1024;

/** What can be read only once (a pipe, the output of a program) as a source that can be read again. */
export async function spool(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  mostInMemory = MOST_IN_MEMORY,
): Promise<Source> {
  const held: Uint8Array[] = [];
  let size = 0;
  let file: number | undefined;
  for await (const chunk of stream) {
    size += chunk.length;
    if (file === undefined) held.push(chunk);
    else write(file, chunk);
    if (file === undefined && size > mostInMemory) {
      file = temporaryFile();
      for (const one of held.splice(0)) write(file, one);
    }
  }
  if (file === undefined) {
    const whole = Buffer.concat(held);
    return { name, bytes: () => whole };
  }
  return { name, bytes: reader(file) };
}

/** A file with no name, so that it goes when this process does, however that ends; removed at exit where it must have one. */
function temporaryFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'fibula-'));
  const path = join(folder, 'input');
  const file = openSync(path, 'wx+', 0o600);
  try {
    unlinkSync(path);
    rmSync(folder, { recursive: true });
  } catch {
    process.once('exit', () => {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    });
  }
  return file;
}

function write(file: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
}

/** Reads a whole open file from its beginning; what is still in memory is not read again. */
export function reader(file: number): () => Uint8Array {
  return remembering(() => {
    const { size } = fstatSync(file);
    const bytes = new Uint8Array(size);
    let at = 0;
    while (at < size) {
      const read = readSync(file, bytes, at, size - at, at);
      if (read === 0) break;
      at += read;
    }
    return bytes.subarray(0, at);
  });
}

/** Reading that gives the same bytes again as long as the garbage collector has left them. */
export function remembering(read: () => Uint8Array): () => Uint8Array {
  let held: WeakRef<Uint8Array> | undefined;
  return () => {
    const known = held?.deref();
    if (known !== undefined) return known;
    const bytes = read();
    held = new WeakRef(bytes);
    return bytes;
  };
}
