import type { Item } from '../src/text/item.ts';
import type { Value } from '../src/text/value.ts';
import { namespaceObjects, nodeObjects, podObjects } from '../test/generate/dump.ts';
import type { NetworkSize } from '../test/generate/dump-network.ts';
import { policyObjects, serviceObjects } from '../test/generate/dump-network.ts';

/** The objects of a generated cluster, as if they were read. */
export function* itemsOf(size: NetworkSize): Generator<Item> {
  yield* itemsFrom(objectsOf(size));
}

/** Objects as if they were read. */
export function* itemsFrom(objects: Iterable<object>): Generator<Item> {
  const source = { name: 'generated', bytes: () => new Uint8Array() };
  let offset = 0;
  for (const value of objects) yield { value: value as Value, place: { source, offset: offset++ } };
}

function* objectsOf(size: NetworkSize): Generator<object> {
  yield* nodeObjects(size);
  yield* namespaceObjects(size);
  yield* podObjects(size);
  yield* serviceObjects(size);
  yield* policyObjects(size);
}

/** What a piece of work makes, and the seconds of CPU that it takes, of all threads. */
export function cpu<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
}
