import { describe } from 'vitest';
import { policyDirectories } from '../../src/kubernetes/compile/policy-match.ts';
import { DIRECTIONS } from '../../src/kubernetes/objects/policy.ts';
import { cellAt } from '../../src/model/network/network.ts';
import type { SetId } from '../../src/model/network/set.ts';
import type { GetAnswer } from '../../src/questions/get.ts';
import { ask } from '../../src/questions/get.ts';
import type { Origin } from '../../src/text/origin.ts';
import { profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

/** `NAMESPACE/NAME` of the switch or of a process of a pod. */
const podNameOf = (name: string): string => name.split('/').slice(0, 2).join('/');

describe('get policies', () => {
  law(
    'counts as many pods as the set that the policy isolates has members (S76, S80)',
    { clusters: 150, questions: 0, meets: 1 },
    ({ random, objects, met }) => {
      const state = stateOf(objects, profileOf(random, { enforced: 'yes' }));
      const { nodes, sets, directories } = state.network;
      const rows = (ask(state, { kind: 'policies' }) as GetAnswer).rows;
      const counts = new Map(rows.map((row) => [String(row[0]), row[3]]));
      return DIRECTIONS.flatMap((direction) => {
        const isolations = directories[policyDirectories(direction).isolations];
        if (isolations === undefined) return [];
        return Array.from({ length: isolations.size }, (_, row) => {
          met();
          const { object } = cellAt(isolations, 'origin', row) as Origin;
          const name = `${object?.namespace}/${object?.name}`;
          const set = sets[cellAt(isolations, 'subject', row) as SetId];
          // A pod of the host network is there by its processes.
          const pods = new Set(Array.from(set?.members ?? [], (node) => podNameOf(nodes.names[node] ?? '')));
          return { name, members: pods.size, counted: counts.get(name) };
        }).filter(({ members, counted }) => members !== counted);
      });
    },
  );
});
