import { eachLink, linked } from '../../model/network/link.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isSwitch } from '../../model/network/node.ts';
import type { HeaderSet } from './diagram.ts';
import { ALL, intersect, NONE, union } from './diagram.ts';
import type { End } from './passage.ts';
import { LOOPED, noLink } from './passage.ts';
import type { Reading } from './reading.ts';
import { passagesOf } from './through.ts';

/** The headers with which a message at the entrance of a node, from a neighbour, may end as asked. */
export type Senders = (by: NodeId, over: NodeId) => HeaderSet;

/** The entrance of a switch: who sends there. */
interface Entrance {
  readonly at: NodeId;
  readonly from: NodeId;
}

/**
 * Backwards from an end (R15): of every node and each of its links, the headers that, sent there, may end as `wanted`
 * says, each where open facts are so that it does. Nothing is said of where they are sent from: each link is asked.
 */
export function headersTo(reading: Reading, wanted: (end: End) => boolean): Senders {
  const { network, sets } = reading;
  const entrances = entrancesOf(reading);
  // What may go round for ever is what stays when everything is taken to, until proved otherwise; else it is built up.
  const start = wanted(LOOPED) ? ALL : NONE;
  const found = new Map<string, HeaderSet>();
  const at = (node: NodeId, from: NodeId): HeaderSet => {
    if (isSwitch(network.nodes, node)) return found.get(`${node} ${from}`) ?? start;
    return wanted({ kind: 'delivered', at: node }) ? ALL : NONE;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const entrance of entrances) {
      const key = `${entrance.at} ${entrance.from}`;
      let sum: HeaderSet = NONE;
      for (const { on, change, headers } of passagesOf(reading, entrance.at, entrance.from)) {
        if (on.kind !== 'sent') sum = wanted(on) ? union(sets, sum, headers) : sum;
        else {
          const some = reading.before(at(on.to, entrance.at), change);
          sum = union(sets, sum, intersect(sets, headers, some));
        }
      }
      if (sum === (found.get(key) ?? start)) continue;
      found.set(key, sum);
      changed = true;
    }
  }
  return (by, over) => {
    if (!linked(network.links, by, over)) return wanted(noLink(by)) ? ALL : NONE;
    return at(over, by);
  };
}

/** Every switch with each of its neighbours. */
function entrancesOf({ network }: Reading): Entrance[] {
  const both: Entrance[] = [];
  for (const [a, b] of eachLink(network.links)) both.push({ at: a, from: b }, { at: b, from: a });
  return both.filter(({ at }) => isSwitch(network.nodes, at));
}
