import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { follow, followReply } from '../../../src/model/exchange/follow.ts';
import type { LoggedEvent, Sending } from '../../../src/model/exchange/run.ts';
import { run } from '../../../src/model/exchange/run.ts';
import type { Trace } from '../../../src/model/exchange/trace.ts';
import { finalHeader } from '../../../src/model/exchange/trace.ts';
import { address, formatAddress } from '../../../src/model/header/address.ts';
import type { Header } from '../../../src/model/header/header.ts';
import { formatHeader } from '../../../src/model/header/header.ts';
import { linked } from '../../../src/model/network/link.ts';
import type { Network } from '../../../src/model/network/network.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { nameOf } from '../../../src/model/network/node.ts';
import { compiled, named } from '../../generate/k1.ts';
import { ANYTHING, headers, sendings } from '../../generate/network.ts';
import { SEED } from '../../generate/seed.ts';

/** Several messages in one random network. */
const manySendings = sendings(ANYTHING).chain(({ network }) => {
  const { links, nodes } = network;
  const starts = [...links.a]
    .map((one, i) => [one, links.b[i]] as const)
    .filter(([one]) => nodes.kinds[one] === 0);
  const one: fc.Arbitrary<Sending> = fc
    .record({
      which: fc.nat(),
      header: headers,
      expects: fc.constantFrom('nothing' as const, 'reply' as const),
    })
    .map(({ which, header, expects }) => {
      const [by, over] = starts[which % starts.length] as readonly [number, number];
      return { by: by as NodeId, over: over as NodeId, message: { header }, expects };
    });
  return fc.record({ network: fc.constant(network), all: fc.array(one, { maxLength: 6 }) });
});

/** The header with which a message was sent. */
function headerOf(trace: Trace | undefined): Header {
  if (trace === undefined) throw new Error('no such message');
  return trace.message.header;
}

const runs = { seed: SEED, numRuns: 800 };

describe('a run of many messages (01 §1.2, §8.5)', () => {
  test('goes on until every queue is empty: each Send has its Recv, later, by the same link (R2)', () => {
    fc.assert(
      fc.property(manySendings, ({ network, all }) => {
        const { events } = run(network, all);
        const open = new Map<string, LoggedEvent[]>();
        for (const event of events) {
          const key = `${event.link} ${event.message}`;
          expect(linked(network.links, ...event.link)).toBe(true);
          if (event.event === 'Send') {
            expect(event.at).toBe(event.link[0]);
            open.set(key, [...(open.get(key) ?? []), event]);
          } else {
            expect(event.at).toBe(event.link[1]);
            const sent = open.get(key)?.shift();
            expect(sent?.header).toEqual(event.header);
          }
        }
        expect([...open.values()].flat()).toEqual([]);
      }),
      runs,
    );
  });

  test('takes from a queue in the order in which it was filled, and loses nothing', () => {
    fc.assert(
      fc.property(manySendings, ({ network, all }) => {
        const queues = new Map<NodeId, string[]>();
        for (const { event, link, message, header, waiting } of run(network, all).events) {
          const queue = queues.get(link[1]) ?? [];
          queues.set(link[1], queue);
          const what = `${message} ${link} ${formatHeader(header)}`;
          if (event === 'Send') queue.push(what);
          else expect(queue.shift()).toBe(what);
          expect(waiting).toBe(queue.length);
        }
      }),
      runs,
    );
  });

  test('ends every message, and answers each that arrives and expects it, once (R15)', () => {
    fc.assert(
      fc.property(manySendings, ({ network, all }) => {
        const { traces, answers } = run(network, all);
        const arrived = all.flatMap(({ expects }, i) =>
          expects === 'reply' && traces[i]?.disposition.kind === 'delivered' ? [i] : [],
        );
        expect([...answers.values()].toSorted((a, b) => a - b)).toEqual(arrived);
        expect(traces).toHaveLength(all.length + arrived.length);
        for (const [reply, to] of answers) {
          expect(traces[reply]?.hops[0]?.at).toBe(traces[to]?.hops.at(-1)?.at);
          const { source, target } = headerOf(traces[reply]);
          const seen = finalHeader(traces[to] as (typeof traces)[number]);
          expect([source, target]).toEqual([seen.target, seen.source]);
        }
      }),
      runs,
    );
  });

  test('gives the same every time', () => {
    fc.assert(
      fc.property(manySendings, ({ network, all }) => {
        expect(run(network, all)).toEqual(run(network, all));
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

/** A service on the host: h translates both ways or does not; p and q stand behind it. */
function service(sessions: 'kept' | 'none', fibs: { h?: string; q?: string } = {}): Network {
  const translate = '{to: 10.96.0.1, port: 80, translate: {to: 10.0.0.2, port: 8080}, then: {forward: q}}';
  const routes = '{to: 10.0.0.1, forward: p}, {to: 10.0.0.2, forward: q}';
  return compiled(
    `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: service}
spec:
  nodes:
  - {switch: h, role: host, sessions: ${sessions}, fib: [${fibs.h ?? `${translate}, ${routes}`}]}
  - {switch: p, role: pod, sessions: ${sessions}, fib: [{to: 10.0.0.1, port: 9999, deliver: c}, {forward: h}]}
  - {switch: q, role: pod, sessions: ${sessions}, fib: [${fibs.q ?? '{to: 10.0.0.2, port: 8080, deliver: e}, {forward: h}'}]}
  - {process: c, role: container}
  - {process: o, role: container}
  - {process: e, role: container}
  links: [[c, p], [o, p], [e, q], [p, h], [q, h]]
`,
    STANDARD,
  );
}

describe('sessions (01 §1.13, S74)', () => {
  const header: Header = {
    protocol: 'TCP',
    source: address('10.0.0.1'),
    sourcePort: 40000,
    target: address('10.96.0.1'),
    targetPort: 80,
  };
  const sent = (network: Network, by = 'c') => {
    const [trace, ...more] = follow(network, named(network, by), named(network, 'p'), { header });
    expect(more).toEqual([]);
    if (trace === undefined) throw new Error('no way');
    return { trace, replies: followReply(network, trace) };
  };
  const end = (network: Network, { disposition }: { disposition: { kind: string; at?: NodeId } }) =>
    `${disposition.kind} ${disposition.at === undefined ? '' : nameOf(network.nodes, disposition.at)}`;

  test('bring a reply back to the process that asked, with the header that it expects', () => {
    for (const by of ['c', 'o']) {
      const network = service('kept');
      const { trace, replies } = sent(network, by);
      expect(end(network, trace)).toBe('delivered e');
      expect(formatAddress(finalHeader(trace).target)).toBe('10.0.0.2');
      expect(replies.map((reply) => end(network, reply))).toEqual([`delivered ${by}`]);
      expect(formatHeader(finalHeader(replies[0] as typeof trace))).toBe('TCP 10.96.0.1:80 → 10.0.0.1:40000');
    }
  });

  test('that nobody keeps leave the reply to the FIBs, which lose it', () => {
    const network = service('none');
    const { trace, replies } = sent(network);
    expect(end(network, trace)).toBe('delivered e');
    expect(replies).toHaveLength(1);
    expect(replies[0]?.disposition).toMatchObject({ kind: 'looped' });
  });

  test('do not route: a reply that no rule knows is lost all the same', () => {
    const network = service('kept', { q: '{to: 10.0.0.2, port: 8080, deliver: e}' });
    const { trace, replies } = sent(network);
    expect(end(network, trace)).toBe('delivered e');
    expect(replies.map((reply) => end(network, reply))).toEqual(['discarded q']);
  });

  test('of a message that was lost are none', () => {
    const network = service('kept', { h: '{to: 10.96.0.1, discard: BLOCKED}' });
    const { trace, replies } = sent(network);
    expect(end(network, trace)).toBe('discarded h');
    expect(replies).toEqual([]);
  });

  test('serve a run as they serve one message', () => {
    const network = service('kept');
    const sending = (by: string, port: number): Sending => ({
      by: named(network, by),
      over: named(network, 'p'),
      message: { header: { ...header, sourcePort: port } },
      expects: 'reply',
    });
    const { traces, answers } = run(network, [sending('c', 40000), sending('o', 40001)]);
    expect(traces.map((trace) => end(network, trace))).toEqual([
      'delivered e',
      'delivered e',
      'delivered c',
      'delivered o',
    ]);
    expect([...answers]).toEqual([
      [2, 0],
      [3, 1],
    ]);
  });
});
