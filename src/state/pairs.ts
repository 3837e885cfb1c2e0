import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { allPairsOf } from '../analysis/symbolic/all-pairs.ts';
import type { NoRelation } from '../analysis/symbolic/pair.ts';
import { relationOf } from '../analysis/symbolic/pair.ts';
import { onceFor } from '../base/once.ts';
import type { Family } from '../model/header/address.ts';
import type { Network } from '../model/network/network.ts';

/** What gets from each pod to each other one's switch in a family, by classes; made once for a network. */
export function pairsOf(network: Network, family: Family): AllPairs | NoRelation {
  return (family === 'IPv4' ? pairsOfIPv4 : pairsOfIPv6)(network);
}

const pairsOfIPv4 = onceFor((network: Network) => make(network, 'IPv4'));
const pairsOfIPv6 = onceFor((network: Network) => make(network, 'IPv6'));

function make(network: Network, family: Family): AllPairs | NoRelation {
  const relation = relationOf(network, family, 'switch');
  return 'why' in relation ? relation : allPairsOf(relation);
}
