import { describe, expect, test } from 'vitest';
import { networkPolicySteps } from './load.ts';
import { probeAll } from './probe.ts';

// Each pod probes the Service of every other one, so that what policies see is the pod behind it (S109).
describe("a compiled network says what Kubernetes' own NetworkPolicy tests say", () => {
  const steps = networkPolicySteps();

  test('there are 65 steps', () => expect(steps).toHaveLength(65));

  test.for(steps.map((step) => [step.name, step] as const))('%s', async ([, step]) => {
    const { probes, wrong } = await probeAll(step);
    expect(probes).toBeGreaterThanOrEqual(72);
    expect(wrong).toEqual([]);
  });
});
