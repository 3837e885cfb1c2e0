import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConnectionSet } from '../../../src/analysis/symbolic/connection-set.ts';
import {
  ALL,
  ALL_CONNECTIONS,
  connectionOf,
  connections,
  connectionTable,
  formatConnections,
  hasConnection,
  NONE,
  portsByProtocol,
} from '../../../src/analysis/symbolic/connection-set.ts';
import { portSet } from '../../../src/model/header/port.ts';
import type { Protocol } from '../../../src/model/header/protocol.ts';
import { hasPorts, PROTOCOLS } from '../../../src/model/header/protocol.ts';

const protocols = fc.subarray([...PROTOCOLS], { minLength: 1 });
const ports = fc
  .array(fc.tuple(fc.nat(65_535), fc.nat(65_535)), { minLength: 1, maxLength: 3 })
  .map((pairs) => portSet(...pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)));
const sets = fc.array(fc.tuple(protocols, ports), { maxLength: 3 }).map((parts) => {
  const table = connectionTable();
  const id = parts.reduce((all, [some, on]) => table.union(all, table.idOf(connections(some, on))), NONE);
  return table.setOf(id);
});
const points = fc
  .tuple(fc.constantFrom<Protocol>(...PROTOCOLS), fc.nat(65_535))
  .map(([protocol, port]) => connectionOf(protocol, port));

describe('a set of connections', () => {
  test('law: a table combines sets point by point', () => {
    fc.assert(
      fc.property(sets, sets, points, (a, b, point) => {
        const table = connectionTable();
        const [x, y] = [table.idOf(a), table.idOf(b)];
        const has = (set: ConnectionSet): boolean => hasConnection(set, point);
        expect(has(table.setOf(table.union(x, y)))).toBe(has(a) || has(b));
        expect(has(table.setOf(table.intersect(x, y)))).toBe(has(a) && has(b));
        expect(has(table.setOf(table.subtract(x, y)))).toBe(has(a) && !has(b));
      }),
      { numRuns: 500 },
    );
  });

  test('law: equal sets have one number and one text', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const table = connectionTable();
        const [x, y] = [table.idOf(a), table.idOf(b)];
        expect(table.union(x, y)).toBe(table.union(y, x));
        expect(table.subtract(x, table.subtract(x, y))).toBe(table.intersect(x, y));
        expect(formatConnections(a) === formatConnections(b)).toBe(x === y);
      }),
    );
  });

  test('law: its ports by protocol are its points', () => {
    fc.assert(
      fc.property(sets, fc.constantFrom<Protocol>(...PROTOCOLS), fc.nat(65_535), (set, protocol, port) => {
        const { ports: own, other } = portsByProtocol(set);
        const found = (own[protocol] ?? []).some(([first, last]) => first <= port && port <= last);
        if (hasPorts(protocol)) expect(found).toBe(hasConnection(set, connectionOf(protocol, port)));
        else if (hasConnection(set, connectionOf(protocol, 0))) expect(other).toBe(true);
      }),
    );
  });

  test('a protocol without ports is at port 0 of a rule', () => {
    expect(connections(['ICMP'], portSet(80))).toEqual([]);
    expect(formatConnections(connections(['ICMP']))).toBe('ICMP');
  });

  test('nothing and everything have numbers of their own', () => {
    const table = connectionTable();
    expect([table.idOf([]), table.idOf(ALL_CONNECTIONS)]).toEqual([NONE, ALL]);
    expect([formatConnections([]), formatConnections(ALL_CONNECTIONS)]).toEqual(['none', 'all']);
  });
});
