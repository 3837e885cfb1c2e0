import type { NodeId } from '../model/network/node.ts';
import { parseEnd } from '../state/end.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import { familyAsked, leftOf } from './matrix.ts';
import { endsNamed } from './named-ends.ts';
import { readPort } from './port-input.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import type { ReachedAnswer } from './reached.ts';
import { amongOf, exchangedWith, grouped, nameAt, schema } from './reached.ts';
import { sourcesOfService } from './service-sources.ts';

export { schema };

/** Who can reach pods, or a service: all pods at once, by what they exchange, in a few words. */
export function ask(state: State, input: Input): ReachedAnswer | Refusal {
  const end = String(input.to ?? '');
  const port = readPort(input);
  if (port !== undefined && 'error' in port) return port;
  const family = familyAsked(state, input);
  const pairs = pairsOf(state, family);
  if ('why' in pairs) return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${pairs.why}`);
  const left = leftOf(state, pairs);
  const nodes = Array.from(pairs.relation.finding.ends.nodes, (node) => node as NodeId);
  const parsed = parseEnd(end);
  if (parsed.kind === 'object' && parsed.object === 'service') {
    const exchanged = sourcesOfService(state, pairs, input);
    if (typeof exchanged !== 'function') return exchanged;
    const namespace = typeof input.namespace === 'string' ? { namespace: input.namespace } : {};
    const ends = (index: number) => ({ from: nameAt(state, nodes, index), to: end, ...namespace });
    return { answer: 'listed', end, ...grouped(state, nodes, exchanged, ends), left };
  }
  const named = endsNamed(state, pairs, end, input);
  if ('error' in named) return named;
  const among = amongOf(pairs, named, port);
  if (typeof among !== 'number') return among;
  return {
    answer: 'listed',
    end,
    family,
    ...grouped(state, nodes, exchangedWith(pairs, named, 'to', among), (index) => {
      const other = named.ends.find((one) => one !== index);
      return other === undefined
        ? undefined
        : { from: nameAt(state, nodes, index), to: nameAt(state, nodes, other) };
    }),
    left,
  };
}
