import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ARTICLE, PROFILES } from '../../../src/kubernetes/profile/profile.ts';
import { printNetwork } from '../../../src/model/notation/print-network.ts';
import { writeNetwork } from '../../../src/model/notation/write.ts';
import { readState } from '../../../src/state/state.ts';
import { writeYaml } from '../../../src/text/write.ts';
import { itemOf, soundNetwork, sourceOf } from './reading.ts';

const text = readFileSync(new URL('../../../examples/k1/cluster.yaml', import.meta.url), 'utf8');

describe('cluster K1', () => {
  test.each(PROFILES)('compiled under $name, can be exported and read again', (profile) => {
    const { network } = readState([sourceOf(text)], { profile, namespace: 'default' });
    const exported = writeYaml(writeNetwork(network));
    expect(printNetwork(soundNetwork(itemOf(exported)))).toBe(printNetwork(network));
  });

  test('has the 28 rules of the article', () => {
    const { network } = readState([sourceOf(text)], { profile: ARTICLE, namespace: 'default' });
    const rules = printNetwork(network).match(/^F\d .*$/gm) ?? [];
    expect(rules).toHaveLength(28);
    expect(rules).toContain('F4 * * 10.1.2.1 * → forward default/p2');
  });
});
