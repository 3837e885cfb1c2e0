import { describe, expect, test } from 'vitest';
import { adminPolicySteps, networkPolicySteps } from '../conformance/load.ts';
import { reach } from './reach.ts';

describe('the oracle agrees with upstream', () => {
  for (const [what, steps] of [
    ['NetworkPolicy', networkPolicySteps()],
    ['AdminNetworkPolicy', adminPolicySteps()],
  ] as const)
    test(what, () => {
      let count = 0;
      const wrong = [];
      for (const { name, objects, probes } of steps)
        for (const { from, to, address, protocol, port, connected } of probes) {
          const { answer } = reach(objects, { source: { pod: from }, target: { address }, protocol, port });
          count += 1;
          if (answer !== (connected ? 'reachable' : 'unreachable'))
            wrong.push({ name, from, to, answer, connected });
        }
      console.log(steps.length, count);
      expect(wrong).toEqual([]);
    });
});
