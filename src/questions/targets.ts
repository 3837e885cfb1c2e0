import type { NodeId } from '../model/network/node.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import { familyAsked, leftOf } from './matrix.ts';
import { endsNamed } from './named-ends.ts';
import { readPort } from './port-input.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import type { ReachedAnswer } from './reached.ts';
import { exchangedWith, grouped, nameAt, numbered, schema } from './reached.ts';

export { schema };

/** What pods can reach: all pods at once, by what they exchange, in a few words. */
export function ask(state: State, input: Input): ReachedAnswer | Refusal {
  const end = String(input.from ?? '');
  const port = readPort(input);
  if (port !== undefined && 'error' in port) return port;
  const family = familyAsked(state, input);
  const pairs = pairsOf(state, family);
  if ('why' in pairs) return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${pairs.why}`);
  const named = endsNamed(state, pairs, end, input);
  if ('error' in named) return named;
  const among = numbered(pairs, port);
  if (typeof among !== 'number') return among;
  const nodes = Array.from(pairs.relation.finding.ends.nodes, (node) => node as NodeId);
  return {
    answer: 'listed',
    end,
    family,
    ...grouped(state, nodes, exchangedWith(pairs, named, 'from', among), (index) => {
      const other = named.ends.find((one) => one !== index);
      return other === undefined
        ? undefined
        : { from: nameAt(state, nodes, other), to: nameAt(state, nodes, index) };
    }),
    left: leftOf(state, pairs),
  };
}
