import { describe } from 'vitest';
import { nameOf, nodeIds } from '../../src/index.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import type { NodeSet, SetId } from '../../src/model/network/set.ts';
import { membership, setsHolding } from '../../src/model/network/set.ts';
import { profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

/** What the lists of a set say of a node. */
function listed({ members, perhaps }: NodeSet, node: NodeId): ReturnType<typeof membership> {
  if (members.includes(node)) return 'yes';
  return perhaps.find((one) => one.node === node)?.fact ?? 'no';
}

const isAscending = (nodes: readonly number[]): boolean =>
  nodes.every((node, at) => at === 0 || (nodes[at - 1] as number) < node);

describe('a set of pods', () => {
  law(
    'holds who is in its lists and nobody else, and whom it holds finds it (01 §1.9)',
    { clusters: 60, questions: 0, meets: 200 },
    ({ random, objects, met }) => {
      const { nodes, sets } = stateOf(objects, profileOf(random)).network;
      const disordered = sets.filter(
        ({ members, perhaps }) =>
          !isAscending([...members]) ||
          !isAscending(perhaps.map(({ node }) => node)) ||
          perhaps.some(({ node }) => members.includes(node)),
      );
      const wrong = [...nodeIds(nodes)].flatMap((node) => {
        const holding = setsHolding(sets, node);
        if (!isAscending(holding)) return [{ node: nameOf(nodes, node), holding }];
        return sets.flatMap((set, id) => {
          met();
          const verdict = listed(set, node);
          const isFound = holding.includes(id as SetId) === (verdict !== 'no');
          if (membership(set, node) === verdict && isFound) return [];
          return [{ set: set.name, node: nameOf(nodes, node), verdict, holding }];
        });
      });
      return [...disordered.map(({ name }) => name), ...wrong];
    },
  );
});
