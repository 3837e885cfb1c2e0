import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../../src/model/exchange/event.ts';
import { follow, followReply } from '../../../src/model/exchange/follow.ts';
import { run } from '../../../src/model/exchange/run.ts';
import type { Trace } from '../../../src/model/exchange/trace.ts';
import { finalHeader } from '../../../src/model/exchange/trace.ts';
import { headerKey, reverseHeader, sameHeader } from '../../../src/model/header/header.ts';
import type { FactId } from '../../../src/model/network/fact.ts';
import { linked } from '../../../src/model/network/link.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { isSwitch } from '../../../src/model/network/node.ts';
import type { Flavour } from '../../generate/network.ts';
import { ANYTHING, sendings } from '../../generate/network.ts';
import { SEED } from '../../generate/seed.ts';

const runs = { seed: SEED, numRuns: 1500 };
const PLAIN: Flavour = { translate: 'none', facts: 'none', choose: 'none' };

/** Properties of every trace of a random message in a random network. */
function everyTrace(flavour: Flavour, holds: (trace: Trace, at: Parameters<typeof follow>) => void): void {
  fc.assert(
    fc.property(sendings(flavour), ({ network, by, over, header }) => {
      const traces = follow(network, by, over, { header });
      expect(traces.length).toBeGreaterThan(0);
      for (const trace of traces) holds(trace, [network, by, over, { header }]);
    }),
    runs,
  );
}

describe('the life of a message, in any network', () => {
  test('always ends: delivered to whom, refused or discarded where and why, or looping through which cycle (R15)', () => {
    const kinds = new Map<string, number>();
    everyTrace(ANYTHING, ({ disposition, hops }, [network]) => {
      kinds.set(disposition.kind, (kinds.get(disposition.kind) ?? 0) + 1);
      const last = hops.at(-1)?.at;
      if (disposition.kind === 'looped') {
        expect(disposition.cycle.length).toBeGreaterThan(0);
        expect(disposition.cycle.at(-1)).toBe(last);
        const path = hops.map(({ at }) => at);
        expect(path.slice(-disposition.cycle.length)).toEqual(disposition.cycle);
      } else {
        expect(disposition.at).toBe(last);
        expect(isSwitch(network.nodes, disposition.at)).toBe(disposition.kind !== 'delivered');
      }
    });
    for (const kind of ['delivered', 'refused', 'discarded', 'looped']) {
      expect(kinds.get(kind), kind).toBeGreaterThan(20);
    }
  });

  test('crosses a link with every exchange (R1)', () => {
    everyTrace(ANYTHING, ({ hops }, [network, by, over]) => {
      expect(hops[0]?.at).toBe(by);
      expect(hops[1]?.at).toBe(over);
      for (const { at, from } of hops.slice(1)) {
        expect(linked(network.links, from as NodeId, at)).toBe(true);
      }
      hops.slice(1).forEach(({ from }, i) => {
        expect(from).toBe(hops[i]?.at);
      });
    });
  });

  test('passes through switches only, from a process to at most one other (R5)', () => {
    everyTrace(ANYTHING, ({ hops, disposition }, [network]) => {
      hops.forEach(({ at, steps }, i) => {
        const end = i === 0 || (i === hops.length - 1 && disposition.kind === 'delivered');
        expect(isSwitch(network.nodes, at)).toBe(!end);
        expect(steps.length > 0).toBe(!end);
      });
    });
  });

  test('is made of two events for each exchange: one Send, then one Recv, of one message over one link (R2)', () => {
    everyTrace(ANYTHING, (trace) => {
      const events = eventsOf(trace);
      expect(events).toHaveLength(2 * (trace.hops.length - 1));
      for (let i = 0; i < events.length; i += 2) {
        const [send, receive] = [events[i], events[i + 1]];
        expect(send?.event).toBe('Send');
        expect(receive?.event).toBe('Recv');
        expect(send?.link).toEqual([send?.at, receive?.at]);
        expect(receive?.link).toEqual(send?.link);
        expect(receive?.header).toEqual(send?.header);
      }
    });
  });

  test('changes its header nowhere but in a rule that translates (R3)', () => {
    everyTrace(ANYTHING, ({ hops }) => {
      hops.forEach((hop, i) => {
        let header = hop.header;
        for (const step of hop.steps) {
          expect(step.before).toEqual(header);
          if (!sameHeader(step.before, step.after)) {
            expect(JSON.stringify(step.rule?.action, stringified)).toContain('"translate"');
          }
          header = step.after;
        }
        const next = hops[i + 1];
        if (next !== undefined) expect(next.header).toEqual(header);
      });
    });
  });

  test('on networks without translate, arrives with the header with which it was sent (R3, N3)', () => {
    everyTrace({ ...ANYTHING, translate: 'none' }, (trace, [, , , { header }]) => {
      expect(finalHeader(trace)).toEqual(header);
    });
  });

  test('is discarded where no rule matches, and only there for that reason (R4)', () => {
    everyTrace(ANYTHING, ({ hops, disposition }) => {
      const missed = hops.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'no match');
      expect(missed.length).toBeLessThanOrEqual(1);
      if (missed.length === 1) expect(disposition).toMatchObject({ kind: 'discarded', reason: 'NO_MATCH' });
    });
  });

  test('without open facts and choices, is one', () => {
    fc.assert(
      fc.property(sendings(PLAIN), ({ network, by, over, header }) => {
        expect(follow(network, by, over, { header })).toHaveLength(1);
      }),
      runs,
    );
  });

  test('takes probabilities that sum up to 1 in every world of open facts (R17, 01 §1.12)', () => {
    fc.assert(
      fc.property(sendings(), ({ network, by, over, header }) => {
        const traces = follow(network, by, over, { header });
        for (let world = 0; world < 1 << network.facts.length; world++) {
          const taken = (fact: FactId) => (((world >> fact) & 1) === 1 ? 'holds' : 'fails');
          const mine = traces.filter(({ assumed }) => [...assumed].every(([fact, as]) => taken(fact) === as));
          const sum = mine.reduce((all, { probability }) => all + probability, 0);
          expect(sum).toBeCloseTo(1, 9);
        }
      }),
      runs,
    );
  });

  test('crosses no link that is not there, not even the first (R1)', () => {
    fc.assert(
      fc.property(sendings(), ({ network, by, header }) => {
        for (let over = 0; over < network.nodes.size; over++) {
          if (linked(network.links, by, over as NodeId)) continue;
          const [trace, ...more] = follow(network, by, over as NodeId, { header });
          expect(more).toEqual([]);
          expect(trace?.disposition).toEqual({ kind: 'discarded', at: by, reason: 'NO_LINK' });
          expect(trace?.hops).toHaveLength(1);
          const sending = { by, over: over as NodeId, message: { header }, expects: 'nothing' } as const;
          expect(run(network, [sending])).toMatchObject({ events: [], traces: [trace] });
        }
      }),
      { ...runs, numRuns: 300 },
    );
  });
});

describe('a loop', () => {
  test('comes back to where it was: its cycle, gone through once more, meets the same header (R15)', () => {
    everyTrace(PLAIN, ({ hops, disposition }, [network]) => {
      if (disposition.kind !== 'looped' || disposition.cycle.length === 1) return;
      const start = hops.length - disposition.cycle.length;
      const again = hops[start];
      expect(linked(network.links, hops.at(-1)?.at as NodeId, again?.at as NodeId)).toBe(true);
      expect(hops.at(-1)?.steps.at(-1)?.after).toEqual(again?.header);
    });
  });

  test('meets no arrival twice before it is noticed', () => {
    everyTrace(ANYTHING, ({ hops }) => {
      const keys = hops.map(({ at, from, header }) => `${at} ${from ?? ''} ${headerKey(header)}`);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });
});

describe('a reply', () => {
  test('has the header of the message that arrived, turned round, and ends too (S74, R15)', () => {
    let delivered = 0;
    let lost = 0;
    everyTrace(ANYTHING, (trace, [network]) => {
      const replies = followReply(network, trace);
      if (trace.disposition.kind !== 'delivered') {
        expect(replies).toEqual([]);
        return;
      }
      expect(replies.length).toBeGreaterThan(0);
      for (const reply of replies) {
        expect(reply.message.header).toEqual(reverseHeader(finalHeader(trace)));
        expect(reply.hops[0]?.at).toBe(trace.hops.at(-1)?.at);
        expect(reply.hops[1]?.at).toBe(trace.hops.at(-2)?.at);
        for (const [fact, taken] of trace.assumed) expect(reply.assumed.get(fact)).toBe(taken);
        if (reply.disposition.kind === 'delivered') delivered++;
        else lost++;
      }
    });
    expect(delivered).toBeGreaterThan(20);
    expect(lost).toBeGreaterThan(0);
  });
});

describe('a run of one message', () => {
  test('is the way that follow finds, where there is one way (01 §8.5)', () => {
    fc.assert(
      fc.property(sendings({ ...PLAIN, translate: 'some' }), ({ network, by, over, header }) => {
        const [trace] = follow(network, by, over, { header });
        const { traces, events } = run(network, [{ by, over, message: { header }, expects: 'nothing' }]);
        expect(traces).toEqual([trace]);
        const written = events.map(({ event, at, link, header }) => ({ event, at, link, header }));
        const expected = eventsOf(trace as Trace);
        expect(written.slice(0, expected.length)).toEqual(expected);
        // A loop of several nodes is noticed at the exchange that closes it.
        const looped = trace?.disposition.kind === 'looped' && written.length > expected.length;
        expect(written).toHaveLength(expected.length + (looped ? 2 : 0));
      }),
      runs,
    );
  });

  test('is one of the ways that follow finds', () => {
    fc.assert(
      fc.property(sendings(), ({ network, by, over, header }) => {
        const all = follow(network, by, over, { header });
        const [one] = run(network, [{ by, over, message: { header }, expects: 'nothing' }]).traces;
        const paths = all.map(({ hops, disposition }) => ({ path: hops.map(({ at }) => at), disposition }));
        expect(paths).toContainEqual({ path: one?.hops.map(({ at }) => at), disposition: one?.disposition });
      }),
      runs,
    );
  });
});

function stringified(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
