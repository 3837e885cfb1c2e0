import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BugError } from '../../../src/base/assert.ts';
import {
  ALL_PORTS,
  containsPort,
  formatPortSet,
  NO_PORTS,
  parsePort,
  parsePortSet,
  portSet,
} from '../../../src/model/header/port.ts';

const anyPort = fc.integer({ min: 0, max: 65535 });

test.each([
  ['1', 1],
  ['80', 80],
  ['65535', 65535],
] as const)('%j is port %d', (text, port) => {
  expect(parsePort(text)).toBe(port);
});

test.each([
  '',
  '0',
  '65536',
  '99999999999999999999',
  '-1',
  '+80',
  ' 80',
  '80 ',
  '080',
  '8e1',
  '0x50',
  '80.0',
  '80.5',
  'http',
  '٨٠',
  'NaN',
  'Infinity',
  '-0',
  '80,',
  '1-2',
])('%j is no port', (text) => {
  expect(parsePort(text)).toBeUndefined();
});

test.each([
  ['*', '*'],
  ['0-65535', '*'],
  ['none', 'none'],
  ['1-65535', '1-65535'],
  ['8000-8080,80', '80,8000-8080'],
  ['80,81', '80-81'],
  ['80,80', '80'],
  ['1-10,5-20', '1-20'],
  ['7-7', '7'],
  ['0', '0'],
])('%s is written %s', (text, written) => {
  expect(formatPortSet(parsePortSet(text) ?? [])).toBe(written);
});

test.each(['', ',', '80,', '80, 81', '*,80', '2-1', '1-', '-1', '1-2-3', '65536', '1-65536', 'http', '080'])(
  '%j is no port set',
  (text) => {
    expect(parsePortSet(text)).toBeUndefined();
  },
);

test('law: parsing what is formatted gives the set back', () => {
  const parts = fc.array(fc.oneof(anyPort, fc.tuple(anyPort, anyPort)), { maxLength: 6 });
  fc.assert(
    fc.property(parts, (list) => {
      const ports = portSet(...list);
      expect(parsePortSet(formatPortSet(ports))).toEqual(ports);
    }),
    { numRuns: 2000 },
  );
});

test('law: a range has its ends and what lies between, and nothing else (S89)', () => {
  fc.assert(
    fc.property(anyPort, anyPort, anyPort, (a, b, x) => {
      expect(containsPort(portSet([a, b]), x)).toBe(a <= x && x <= b);
    }),
  );
});

test('all ports are 0 to 65535, and no ports are none', () => {
  expect(containsPort(ALL_PORTS, 0) && containsPort(ALL_PORTS, 65535)).toBe(true);
  expect(containsPort(ALL_PORTS, 65536) || containsPort(ALL_PORTS, -1)).toBe(false);
  expect(portSet()).toEqual(NO_PORTS);
  expect(portSet([0, 65535])).toEqual(ALL_PORTS);
});

test.each([-1, 65536, 80.5, Number.NaN])('a set of port %d is a bug', (port) => {
  expect(() => portSet(port)).toThrow(BugError);
  expect(() => portSet([1, port])).toThrow(BugError);
});
