import { describe, expect, test } from 'vitest';
import { adminPolicySteps } from './load.ts';
import { probeAll } from './probe.ts';

// Probes go to the address of a pod, and every port that one is admitted to has a listener there.
describe('a compiled network says what the conformance tests of AdminNetworkPolicy say (S131)', () => {
  const steps = adminPolicySteps();

  test('there are 289 verdicts', () => expect(steps.flatMap(({ probes }) => probes)).toHaveLength(289));

  test.for(steps.map((step) => [step.name, step] as const))('%s', async ([, step]) => {
    const { wrong } = await probeAll(step);
    expect(wrong).toEqual([]);
  });
});
