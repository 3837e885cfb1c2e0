import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../../src/model/network/fault.ts';
import { printNetwork } from '../../../src/model/notation/print-network.ts';
import { readNetwork } from '../../../src/model/notation/read.ts';
import { writeNetwork } from '../../../src/model/notation/write.ts';
import { fileItem, itemOfValue, soundNetwork } from './reading.ts';

const broken = readdirSync(new URL('../../../examples/broken', import.meta.url))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

describe('the broken network', () => {
  test.each(broken)('%s is ill-formed just as its name says', (name) => {
    const { network, diagnostics } = readNetwork(fileItem(`examples/broken/${name}.yaml`));
    expect(diagnostics).toEqual([]);
    expect(network?.name).toBe(name);
    const fault = /^w\d/.exec(name)?.[0].toUpperCase();
    const codes = network === undefined ? [] : faultsOf(network).faults.map(({ code }) => code);
    expect(codes).toEqual(fault === undefined ? [] : [fault]);
  });

  test.each(broken)('%s says the same when it is written anew', (name) => {
    const network = soundNetwork(fileItem(`examples/broken/${name}.yaml`));
    expect(printNetwork(soundNetwork(itemOfValue(writeNetwork(network))))).toBe(printNetwork(network));
  });
});

test('the toy network is well-formed', () => {
  const { network, diagnostics } = readNetwork(fileItem('examples/toy/network.yaml'));
  expect(diagnostics).toEqual([]);
  expect(network === undefined ? undefined : faultsOf(network)).toEqual({ faults: [], unchecked: 0 });
});
