import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assumptions } from '../../../src/model/exchange/assumptions.ts';
import { assuming, NO_ASSUMPTIONS } from '../../../src/model/exchange/assumptions.ts';
import { lookup } from '../../../src/model/exchange/lookup.ts';
import type { Probe } from '../../../src/model/exchange/probe.ts';
import type { Header } from '../../../src/model/header/header.ts';
import type { FactId } from '../../../src/model/network/fact.ts';
import type { Match, NodeMatch } from '../../../src/model/network/match.ts';
import type { Network } from '../../../src/model/network/network.ts';
import { cellAt, LISTENERS, ownerOf } from '../../../src/model/network/network.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import type { Rule } from '../../../src/model/network/rule.ts';
import { rules } from '../../../src/model/network/rules.ts';
import { headers, networks } from '../../generate/network.ts';
import { SEED } from '../../generate/seed.ts';

/** Every way to take all open facts. */
function worlds(network: Network): Assumptions[] {
  let all: Assumptions[] = [NO_ASSUMPTIONS];
  network.facts.forEach((_, fact) => {
    all = all.flatMap((some) => [
      assuming(some, fact as FactId, 'holds'),
      assuming(some, fact as FactId, 'fails'),
    ]);
  });
  return all;
}

/** What a match means, spelled out once more: no term, no index, every fact taken. */
function matches(network: Network, match: Match, probe: Probe, world: Assumptions): boolean {
  const { header, registers } = probe;
  const lies = <T extends bigint | number>(set: readonly (readonly [T, T])[] | undefined, x: T) =>
    set === undefined || set.some(([first, last]) => first <= x && x <= last);
  const isIn = (asked: NodeMatch | undefined, node: number | undefined): boolean => {
    if (asked === undefined) return true;
    if ('not' in asked) return network.sets[asked.not]?.members.includes(node ?? -1) !== true;
    if (node === undefined || node === -1) return false;
    if ('node' in asked) return asked.node === node;
    const set = network.sets[asked.set];
    if (set === undefined) return false;
    if (set.members.includes(node)) return true;
    return set.perhaps.some((one) => one.node === node && world.get(one.fact) === 'holds');
  };
  return (
    (match.protocols === undefined || match.protocols.includes(header.protocol)) &&
    lies(match.sources, header.source) &&
    lies(match.targets, header.target) &&
    lies(match.sourcePorts, header.sourcePort) &&
    lies(match.targetPorts, header.targetPort) &&
    isIn(match.from, probe.from) &&
    isIn(match.out, registers.get('out')) &&
    isIn(match.sourceOwner, ownerOf(network, header.source)) &&
    isIn(match.targetOwner, ownerOf(network, header.target)) &&
    (match.ends === undefined || header.source === header.target) &&
    (match.targetPortName === undefined || isNamed(network, match.targetPortName, header)) &&
    (match.registers ?? []).every(({ register, value }) => (registers.get(register) ?? 0) === value) &&
    (match.fact === undefined || world.get(match.fact) === 'holds') &&
    (match.tie === undefined || world.get(match.tie) === 'holds')
  );
}

/** Whether the owner of the target has a listener of that name where the message goes, row by row. */
function isNamed(network: Network, name: string, { target, targetPort, protocol }: Header): boolean {
  const listeners = network.directories[LISTENERS];
  const owner = ownerOf(network, target);
  const rows = Array.from({ length: listeners?.size ?? 0 }, (_, row) => row);
  return rows.some(
    (row) =>
      owner !== undefined &&
      cellAt(listeners, 'switch', row) === owner &&
      cellAt(listeners, 'name', row) === name &&
      cellAt(listeners, 'port', row) === targetPort &&
      cellAt(listeners, 'protocol', row) === protocol,
  );
}

function agrees(assumed: Assumptions, world: Assumptions): boolean {
  return [...assumed].every(([fact, taken]) => world.get(fact) === taken);
}

const probes: fc.Arbitrary<Probe> = fc.record({
  header: headers,
  from: fc.nat(7).map((id) => id as NodeId),
  registers: fc.constantFrom(
    new Map(),
    new Map([['mark', 1]]),
    new Map([
      ['reply', 1],
      ['out', 2],
    ]),
    new Map([['out', 5]]),
  ),
});

const asked = fc.record({ network: networks(), probe: probes, at: fc.nat(7), table: fc.nat(2) });

describe('lookup', () => {
  test('is the first match over rules(fib), in every world of open facts (R4, 01 §1.11)', () => {
    fc.assert(
      fc.property(asked, ({ network, probe, at, table }) => {
        const self = (at % network.nodes.size) as NodeId;
        const found = lookup(network, self, table, probe, NO_ASSUMPTIONS);
        const written = [...rules(network, self, table)];
        for (const world of worlds(network)) {
          const expected = written.find(({ match }) => matches(network, match, probe, world));
          const mine = found.filter(({ assumed }) => agrees(assumed, world));
          expect(mine.map(({ rule }) => rule)).toEqual([expected]);
        }
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  test('takes no fact otherwise than it was taken before (01 §1.12)', () => {
    fc.assert(
      fc.property(asked, ({ network, probe, at, table }) => {
        const self = (at % network.nodes.size) as NodeId;
        const found = lookup(network, self, table, probe, NO_ASSUMPTIONS);
        for (const world of worlds(network)) {
          const [sure, ...more] = lookup(network, self, table, probe, world);
          expect(more).toEqual([]);
          const before = found.find(({ assumed }) => agrees(assumed, world));
          expect(sure?.rule).toEqual(before?.rule);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test('of a table that is not there, or of a process, finds nothing', () => {
    fc.assert(
      fc.property(asked, ({ network, probe }) => {
        expect(lookup(network, 0 as NodeId, 0, probe, NO_ASSUMPTIONS)).toEqual([
          { rule: undefined, assumed: NO_ASSUMPTIONS },
        ]);
        const last = (network.nodes.size - 1) as NodeId;
        expect(lookup(network, last, 9, probe, NO_ASSUMPTIONS)).toEqual([
          { rule: undefined, assumed: NO_ASSUMPTIONS },
        ]);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});

/** Coverage of the generator: the law above is worth what it is asked. */
test('the generator makes matches that hold, of rules with terms, in most lookups it is asked for', () => {
  let hits = 0;
  let facts = 0;
  fc.assert(
    fc.property(asked, ({ network, probe, at }) => {
      const self = (network.nodes.size - 1 - (at % 2)) as NodeId;
      const found = lookup(network, self, 0, probe, NO_ASSUMPTIONS);
      if (found.some(({ rule }: { rule: Rule | undefined }) => rule !== undefined)) hits++;
      if (found.length > 1) facts++;
    }),
    { seed: SEED, numRuns: 500 },
  );
  expect(hits).toBeGreaterThan(125);
  expect(facts).toBeGreaterThan(10);
});
