import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPath, parsePath } from '../../src/text/path.ts';
import { texts } from './random.ts';

test('law: a path is parsed to the steps that it was written from', () => {
  const steps = fc.array(fc.oneof(texts, fc.string(), fc.nat()));
  fc.assert(
    fc.property(steps, (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
    { numRuns: 2000 },
  );
});

test('paths are written as Kubernetes writes them', () => {
  expect(formatPath(['spec', 'containers', 0, 'ports', 1, 'name'])).toBe('spec.containers[0].ports[1].name');
  expect(formatPath(['metadata', 'labels', 'app.kubernetes.io/name'])).toBe(
    'metadata.labels["app.kubernetes.io/name"]',
  );
  expect(formatPath([])).toBe('');
});

test('anything is a path', () => {
  expect(parsePath('data.key with spaces')).toEqual(['data', 'key with spaces']);
  expect(parsePath('a..b')).toEqual(['a', 'b']);
  fc.assert(fc.property(fc.string(), (text) => parsePath(text).length >= 0));
});
