import { describe } from 'vitest';
import { converse } from '../../src/analysis/headers/conversation.ts';
import type { Diagrams, HeaderSet } from '../../src/analysis/headers/diagram.ts';
import {
  ALL,
  at,
  below,
  intersect,
  NONE,
  piecesAt,
  subtract,
  union,
} from '../../src/analysis/headers/diagram.ts';
import { headersOf, ofProtocols } from '../../src/analysis/headers/header-set.ts';
import { forget } from '../../src/analysis/headers/image.ts';
import {
  DIFFERENT,
  ENDS,
  PROTOCOL,
  SOURCE,
  SOURCE_PORT,
  TARGET,
  TARGET_PORT,
} from '../../src/analysis/headers/level.ts';
import { reach } from '../../src/analysis/headers/reach.ts';
import type { Reading } from '../../src/analysis/headers/reading.ts';
import { readingOf } from '../../src/analysis/headers/reading.ts';
import { inEveryWorld, inSomeWorld } from '../../src/analysis/headers/worlds.ts';
import type { ConnectionSet } from '../../src/analysis/symbolic/connection-set.ts';
import {
  connections,
  differenceOfSets,
  formatConnections,
  unionOfSets,
} from '../../src/analysis/symbolic/connection-set.ts';
import { addressOf } from '../../src/analysis/symbolic/ends.ts';
import type { Relation } from '../../src/analysis/symbolic/pair.ts';
import { relationOf, verdictOf } from '../../src/analysis/symbolic/pair.ts';
import type { Interval } from '../../src/base/intervals.ts';
import type { Family } from '../../src/model/header/address.ts';
import { formatHeader } from '../../src/model/header/header.ts';
import { hasPorts, isConnectionOriented, PROTOCOLS } from '../../src/model/header/protocol.ts';
import { linked, neighbours } from '../../src/model/network/link.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { isSwitch, nameOf } from '../../src/model/network/node.ts';
import { SOURCE_PORT as EPHEMERAL } from '../../src/questions/delivery.ts';
import { ask } from '../../src/questions/headers.ts';
import type { Random } from '../generate/random.ts';
import { profileOf, stateOf } from './asking.ts';
import { answers, followed, looked, repliesTo, sendersOf, textOf } from './fates.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';
import { membersOf } from './members.ts';

/** Of so many processes of a cluster everything is sent. */
const SENDERS = 3;

function someOf<T>(all: readonly T[], random: Random): readonly T[] {
  return all.length <= SENDERS ? all : Array.from({ length: SENDERS }, () => random.pick(all));
}

/** Messages that all at once end otherwise than each followed by itself. */
function broken({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  const reading = readingOf(network);
  const senders = [...sendersOf(network)].filter(([by, over]) => linked(network.links, by, over));
  return someOf(senders, random).flatMap(([by, over]) => {
    const { fates } = reach(reading, by, over, reading.sendable);
    const members = fates.flatMap((fate) => membersOf(reading, fate.headers, random));
    return members.flatMap((header) => {
      met();
      const each = textOf(followed(reading, by, over, header));
      const all = textOf(looked(reading, fates, header));
      const name = nameOf(network.nodes, by);
      return each === all ? [] : [{ name, header: formatHeader(header), each, all }];
    });
  });
}

/** Messages whose replies at once end otherwise than each followed by itself. */
function brokenReplies({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  const reading = readingOf(network);
  const senders = [...sendersOf(network)].filter(([by, over]) => linked(network.links, by, over));
  return someOf(senders, random).flatMap(([by, over]) => {
    const answered = converse(reading, by, over, reading.sendable);
    return answered.flatMap(({ headers }) =>
      membersOf(reading, headers, random).flatMap((header) => {
        met();
        const each = textOf(answers(reading, by, over, header));
        const all = textOf(repliesTo(reading, answered, header));
        return each === all ? [] : [{ header: formatHeader(header), each, all }];
      }),
    );
  });
}

/** What arrives from one end at another, and its reply: by protocol and target port, for sure and perhaps. */
function delivered(reading: Reading, { finding }: Relation, source: NodeId, target: NodeId) {
  const { network, sets } = reading;
  const own = (node: NodeId) => addressOf(finding.ends, node);
  const process = [...neighbours(network.links, source)].find((node) => !isSwitch(network.nodes, node));
  if (process === undefined) return undefined;
  const between = headersOf(sets, {
    sources: [[own(source), own(source)]],
    targets: [[own(target), own(target)]],
    sourcePorts: [
      [0, 0],
      [EPHEMERAL, EPHEMERAL],
    ],
  });
  const sent = intersect(sets, between, reading.sendable);
  const { fates } = reach(reading, process, source, sent);
  const delivery = fates.filter(({ end }) => end.kind === 'delivered');
  const replies = converse(reading, process, source, sent);
  // Of a protocol that makes no connection the reply does not count.
  const connected = ofProtocols(sets, PROTOCOLS.filter(isConnectionOriented));
  const arriving = replies.filter(({ reply }) => reply === 'arrives');
  const lost = intersect(
    sets,
    sum(
      sets,
      replies.filter(({ reply }) => reply === 'lost'),
    ),
    connected,
  );
  const good = sets.ite(connected, sum(sets, arriving), sum(sets, delivery));
  const bad = union(
    sets,
    lost,
    sum(
      sets,
      fates.filter((fate) => !delivery.includes(fate)),
    ),
  );
  const [every, some] = [inEveryWorld, inSomeWorld].map((quantify) => (set: HeaderSet) => {
    const untied = quantify(sets, set, network.facts, 'tie');
    return quantify(sets, untied, network.facts, 'unknown');
  }) as [(set: HeaderSet) => HeaderSet, (set: HeaderSet) => HeaderSet];
  return {
    sure: connectionsIn(reading, every(subtract(sets, good, bad))),
    perhaps: connectionsIn(reading, some(good)),
  };
}

function sum(sets: Diagrams, parts: readonly { readonly headers: HeaderSet }[]): HeaderSet {
  return parts.reduce((all: HeaderSet, { headers }) => union(sets, all, headers), NONE);
}

/** A set of headers between two ends as a set of connections; without port 0 where a protocol has ports. */
function connectionsIn({ sets }: Reading, set: HeaderSet): ConnectionSet {
  const bare = forget(
    sets,
    intersect(sets, set, at(sets, ENDS, DIFFERENT)),
    new Set([ENDS, TARGET, SOURCE, SOURCE_PORT]),
  );
  let found: ConnectionSet = [];
  for (const [number, protocol] of PROTOCOLS.entries()) {
    const node = sets.nodeOf(bare);
    const one = node.level === PROTOCOL ? below(node, number) : bare;
    let first = 0;
    const ports: Interval<number>[] = [];
    for (const { last, to } of piecesAt(sets.nodeOf(one), one, TARGET_PORT)) {
      if (to === ALL) ports.push([first, Number(last)]);
      first = Number(last) + 1;
    }
    found = unionOfSets(found, connections([protocol], ports));
  }
  return found;
}

/** Port 0 of protocols that have ports: nobody sends there. */
const NOWHERE = connections(PROTOCOLS.filter(hasPorts), [[0, 0]]);

const FAMILIES: readonly Family[] = ['IPv4', 'IPv6'];

/** Pairs of ends whose verdict by halves is not what headers at once say, on any protocol and port. */
function brokenByHalves({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  const reading = readingOf(network);
  return FAMILIES.flatMap((family): unknown[] => {
    const relation = relationOf(network, family);
    if ('why' in relation) return [{ why: relation.why }];
    const nodes = Array.from(relation.finding.ends.nodes, (node) => node as NodeId);
    const pairs = nodes.flatMap((s) => nodes.filter((t) => s !== t).map((t) => [s, t] as const));
    return someOf(pairs, random).flatMap(([source, target]) => {
      const all = delivered(reading, relation, source, target);
      if (all === undefined) return [];
      const halves = verdictOf(relation, source, target);
      return (['sure', 'perhaps'] as const).flatMap((certainty) => {
        met();
        const [one, other] = [halves[certainty], all[certainty]].map((set) =>
          formatConnections(differenceOfSets(set, NOWHERE)),
        );
        const names = [source, target].map((node) => nameOf(network.nodes, node));
        return one === other ? [] : [{ family, names, certainty, halves: one, headers: other }];
      });
    });
  });
}

describe('all headers at once', () => {
  law(
    'end as each of them followed by itself, in clusters',
    { clusters: 12, questions: 1, meets: 100 },
    broken,
  );

  law(
    'say of two ends, on every protocol and port, what the halves of their verdict say',
    { clusters: 60, questions: 1, meets: 3 },
    brokenByHalves,
  );

  law(
    'are answered as each of them is, in clusters',
    { clusters: 8, questions: 1, meets: 10 },
    brokenReplies,
  );

  law(
    'are listed as a question asks for them, and one of each row was sent and ended so (04 §6)',
    { clusters: 12, questions: 1, meets: 20 },
    ({ random, objects, met }) => {
      const state = stateOf(objects, profileOf(random));
      const names = [...sendersOf(state.network)].map(([by]) => nameOf(state.network.nodes, by));
      return someOf(names, random).flatMap((from) => {
        // A reading that the replay does not bear out throws.
        const answer = ask(state, { from: from === '@outside' ? 'internet' : from });
        if ('error' in answer) return [{ from, answer }];
        for (const _ of answer.rows) met();
        return [];
      });
    },
  );
});
