import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { allPairsOf } from '../analysis/symbolic/all-pairs.ts';
import type { NoRelation } from '../analysis/symbolic/pair.ts';
import { relationOf } from '../analysis/symbolic/pair.ts';
import { onceFor } from '../base/once.ts';
import type { Family } from '../model/header/address.ts';
import type { Network } from '../model/network/network.ts';
import type { State } from './state.ts';

/**
 * What gets from each pod to each other one in a family, by classes; made once for a network. To its switch, whoever
 * listens there; under option listens=declared, to ports that are declared.
 */
export function pairsOf(
  { network, profile }: Pick<State, 'network' | 'profile'>,
  family: Family,
): AllPairs | NoRelation {
  const known = made(network);
  const to = profile.options.listens === 'declared' ? 'process' : 'switch';
  const key = `${family} ${to}`;
  let pairs = known.get(key);
  if (pairs === undefined) {
    const relation = relationOf(network, family, to);
    pairs = 'why' in relation ? relation : allPairsOf(relation);
    known.set(key, pairs);
  }
  return pairs;
}

const made = onceFor((_: Network) => new Map<string, AllPairs | NoRelation>());
