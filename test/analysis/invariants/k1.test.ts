import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../src/analysis/invariants/check.ts';
import type { Sent } from '../../../src/analysis/invariants/invariant.ts';
import { groupsOf } from '../../../src/analysis/invariants/invariant.ts';
import type { Mutation } from '../../../src/analysis/invariants/mutation.ts';
import { breaks, mutated, mutations } from '../../../src/analysis/invariants/mutation.ts';
import { ARTICLE, STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { eventsOf } from '../../../src/model/exchange/event.ts';
import { follow } from '../../../src/model/exchange/follow.ts';
import { address as addressOf } from '../../../src/model/header/address.ts';
import type { Header } from '../../../src/model/header/header.ts';
import { faultsOf } from '../../../src/model/network/fault.ts';
import { linkCount } from '../../../src/model/network/link.ts';
import type { Network } from '../../../src/model/network/network.ts';
import { nameOf, nodeIds } from '../../../src/model/network/node.ts';
import { ruleCount } from '../../../src/model/network/rules.ts';
import { k1, named } from '../../generate/k1.ts';

const article = k1(ARTICLE);

function headerTo(target: string, targetPort: number): Header {
  const to = addressOf(target);
  return { protocol: 'TCP', source: to, sourcePort: 49152, target: to, targetPort };
}

/** `N2 16`, `N3 64 violated`. */
function summary(network: Network): string[] {
  return checkAll(network).map(({ name, checked, answer }) => `${name} ${checked} ${answer}`);
}

function wordOf(network: Network, mutation: Mutation): string {
  const name = (id: Parameters<typeof nameOf>[1]) => nameOf(network.nodes, id).replace(/^default\//, '');
  if (mutation.kind === 'drop rule') return `${mutation.rule.label} of ${name(mutation.at)}`;
  return `link ${mutation.between.map(name).join(' – ')}`;
}

/** `F1 of p1 → N2`: what each mutation breaks. */
function broken(network: Network): string[] {
  return [...mutations(network)].map((mutation) => {
    const names = breaks(network, mutation).map(({ name }) => name);
    return `${wordOf(network, mutation)} → ${names.join(' ')}`;
  });
}

describe('K1 of the article (01 §4)', () => {
  test('has 16 nodes, 15 links and 28 rules (R7, R8)', () => {
    let rules = 0;
    for (const id of nodeIds(article.nodes)) rules += ruleCount(article, id);
    expect([article.nodes.size, linkCount(article.links), rules]).toEqual([16, 15, 28]);
  });

  test.each([ARTICLE, STANDARD])(
    'has 16 pairs of N2, 64 of N3, 8 of N4, and violates nothing: $name (R11)',
    (profile) => {
      const all = summary(k1(profile));
      expect(all).toContain('N2 16 holds');
      expect(all).toContain('N3 64 holds');
      expect(all).toContain('N4 8 holds');
      expect(all.filter((line) => !line.endsWith(' holds'))).toEqual([]);
    },
  );

  test('in the article profile loops only where nobody listens, and says so (01 §8.2)', () => {
    const loop = checkAll(article).find(({ name }) => name === 'no-loop');
    expect(loop?.answer).toBe('holds');
    expect(loop?.notes).toMatchObject([{ code: 'CLOSED_PORTS' }]);
    expect(loop?.notes[0]?.message).toMatch(/^closedPorts=loop: \d+ messages/);
    const example = loop?.notes[0]?.example?.disposition;
    expect(example?.kind === 'looped' && example.cycle.map((id) => nameOf(article.nodes, id))).toEqual([
      'default/p1',
      'n1',
    ]);
  });

  test('in the standard profile loops nowhere', () => {
    const loop = checkAll(k1(STANDARD)).find(({ name }) => name === 'no-loop');
    expect(loop).toMatchObject({ answer: 'holds', notes: [], violations: [] });
  });

  test('breaks a constraint with every rule that is dropped, and says which (R12)', () => {
    const rules = broken(article).filter((line) => !line.startsWith('link'));
    expect(rules).toHaveLength(28);
    expect(rules.filter((line) => line.endsWith('→ '))).toEqual([]);
    expect([...new Set(rules.map((line) => line.replace(/ of \S+/, '')))].sort()).toEqual([
      'F1 → N2',
      'F2 → N3 N3h N4',
      'F3 → N3',
      'F4 → N3 N3h N4',
      'F5 → N3 N3h',
    ]);
  });

  test('breaks a constraint with every link that is dropped, and says which (R12)', () => {
    const links = broken(article).filter((line) => line.startsWith('link'));
    expect(links.map((line) => line.replace('link ', '')).sort()).toEqual([
      'd1/d1 – n1 → N3h N4',
      'd2/d2 – n2 → N3h N4',
      'n1 – n2 → N3 N3h',
      'p1 – n1 → N3 N3h N4',
      'p1/c1-1 – p1 → N2 N3 N3h N4',
      'p1/c1-2 – p1 → N2 N3 N3h N4',
      'p2 – n2 → N3 N3h N4',
      'p2/c2-1 – p2 → N2 N3 N3h N4',
      'p2/c2-2 – p2 → N2 N3 N3h N4',
      'p3 – n1 → N3 N3h N4',
      'p3/c3-1 – p3 → N2 N3 N3h N4',
      'p3/c3-2 – p3 → N2 N3 N3h N4',
      'p4 – n2 → N3 N3h N4',
      'p4/c4-1 – p4 → N2 N3 N3h N4',
      'p4/c4-2 – p4 → N2 N3 N3h N4',
    ]);
  });

  test('stays well-formed with any link dropped: its rules go with it', () => {
    for (const mutation of mutations(article)) {
      expect(faultsOf(mutated(article, mutation)).faults).toEqual([]);
    }
  });

  test('with F3 first breaks N2, N3 and N4 (01 §5)', () => {
    const templates = article.fibs.templates.map((template) => {
      if (template.name !== 'pod') return template;
      const [table] = template.tables;
      const families = [...(table?.families ?? [])].sort(
        (a, b) => Number(b.label === 'F3') - Number(a.label === 'F3'),
      );
      return { ...template, tables: [{ name: 'main', assumes: [], families }] };
    });
    const wrong: Network = { ...article, fibs: { ...article.fibs, templates } };
    const violated = checkAll(wrong).filter(({ answer }) => answer === 'violated');
    expect(violated.map(({ name, violations }) => `${name} ${violations.length}`)).toEqual([
      'N2 16',
      'N3 64',
      'N3h 16',
      'N4 8',
      'no-loop 80',
      'no-black-hole 16',
    ]);
  });

  test('asks of no daemon that it reaches a pod of another host (R13)', () => {
    const n1 = named(article, 'n1');
    const d1 = named(article, 'default/d1/d1');
    const fenced = {
      ...article,
      handles: new Map(),
      fibs: {
        ...article.fibs,
        patches: new Map([
          [
            n1,
            [
              {
                kind: 'insert' as const,
                at: { table: 0, family: 1, row: 0 },
                rule: {
                  id: { table: 0, family: 1, row: 0 },
                  label: 'fence',
                  match: { from: { node: d1 } },
                  action: { kind: 'discard' as const, reason: 'FENCED', answer: 'drop' as const },
                  requirements: [],
                  assumes: [],
                },
              },
            ],
          ],
        ]),
      },
    };
    const [trace] = follow(fenced, d1, n1, {
      header: { ...headerTo('10.1.2.1', 8080), source: addressOf('10.1.0.1') },
    });
    expect(trace?.disposition).toMatchObject({ kind: 'discarded', reason: 'FENCED' });
    expect(summary(fenced).filter((line) => line.startsWith('N'))).toEqual([
      'N1 6 holds',
      'N2 16 holds',
      'N3 64 holds',
      'N3h 0 holds',
      'N4 8 holds',
    ]);
  });

  test('names who sent what, where it was lost and by which rule, in groups of one cause', () => {
    const f5 = [...mutations(article)].find(
      (mutation) => mutation.kind === 'drop rule' && mutation.rule.label === 'F5',
    ) as Mutation;
    const [n3] = breaks(article, f5);
    const groups = groupsOf(n3?.violations ?? []);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.count).toBe(8);
    expect(n3?.violations).toHaveLength(8);
    expect(groups[0]?.first.message).toBe(
      'default/p1/c1-1 sent TCP 10.1.1.1:49152 → 10.1.2.1:8080 to default/p2/c2-1: it is lost at n1, where no rule matches',
    );
    expect(groups[0]?.first.counterexample?.disposition).toMatchObject({ reason: 'NO_MATCH' });
    const { by, over, header } = (groups[0]?.first.sent ?? {}) as Sent;
    expect(follow(mutated(article, f5), by, over, { header })[0]).toEqual(groups[0]?.first.counterexample);
  });
});

describe('the life of a message in K1 (R14, 01 §5)', () => {
  const short = (id: Parameters<typeof nameOf>[1]) => nameOf(article.nodes, id).split('/').at(-1);
  const life = (by: string, over: string, source: string, target: string, port: number) => {
    const traces = follow(article, named(article, by), named(article, over), {
      header: { ...headerTo(target, port), source: addressOf(source) },
    });
    expect(traces).toHaveLength(1);
    const [trace] = traces;
    const hops = trace?.hops.map(({ at, steps }) =>
      [short(at), ...steps.map(({ rule }) => `(${rule?.label})`)].join(' '),
    );
    return { way: hops?.join(' → '), events: trace === undefined ? [] : eventsOf(trace) };
  };

  test.each([
    ['default/p1/c1-1', 'default/p1', '127.0.0.1', '127.0.0.1', 9090, 'c1-1 → p1 (F1) → c1-2', 4],
    [
      'default/p1/c1-1',
      'default/p1',
      '10.1.1.1',
      '10.1.1.2',
      8080,
      'c1-1 → p1 (F3) → n1 (F4) → p3 (F2) → c3-1',
      8,
    ],
    [
      'default/p1/c1-1',
      'default/p1',
      '10.1.1.1',
      '10.1.2.1',
      8080,
      'c1-1 → p1 (F3) → n1 (F5) → n2 (F4) → p2 (F2) → c2-1',
      10,
    ],
    ['default/d1/d1', 'n1', '10.1.0.1', '10.1.1.1', 8080, 'd1 → n1 (F4) → p1 (F2) → c1-1', 6],
  ] as const)('%s by %s from %s to %s:%i is %s', (by, over, source, target, port, way, count) => {
    const { way: went, events } = life(by, over, source, target, port);
    expect(went).toBe(way);
    expect(events).toHaveLength(count);
    expect(events.map(({ event }) => event)).toEqual(
      Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 'Send' : 'Recv')),
    );
  });
});
