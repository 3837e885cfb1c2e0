import fc from 'fast-check';
import type { Value, ValueMap } from '../../../src/text/value.ts';

/** Documents of `kind: Network`, as they may be written by hand: all that the notation has, and nothing wrong. */
export const documents: fc.Arbitrary<ValueMap> = fc
  .record({ switches: fc.integer({ min: 1, max: 3 }), processes: fc.integer({ min: 1, max: 3 }) })
  .chain(({ switches, processes }) => {
    const names: Named = {
      switches: Array.from({ length: switches }, (_, i) => `s.${i}`),
      processes: Array.from({ length: processes }, (_, i) => `c/${i}`),
    };
    return fc.record({
      apiVersion: fc.constant('fibula.dev/v1alpha1'),
      kind: fc.constant('Network'),
      metadata: fc.constant({ name: 'random' }),
      spec: partial(
        {
          nodes: fc.tuple(
            ...names.switches.map((name) => switchNamed(name, names)),
            ...names.processes.map((name) => processNamed(name, names)),
          ),
          services: list(partial({ name: words, addresses: list(address) }, []), 2),
          links: list(fc.oneof(pairs(names), record({ mesh: list(anyOf(names), 3) })), 5),
          sets: fc.constant(SETS).chain((all) => fc.tuple(...all.map((name) => setNamed(name, names)))),
          facts: fc.constant(FACTS.map((code) => ({ code, kind: 'tie', text: `${code} is open` }))),
          handles: fc.tuple(
            record({ name: fc.constant('deployment/shop/web'), nodes: list(anyOf(names), 2) }),
          ),
        },
        ['nodes', 'sets', 'facts'],
      ),
    });
  });

/** The same document, its mappings written in another order of keys. */
export function reordered(value: Value): Value {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const turned = Object.entries(value).reverse();
  return Object.fromEntries(turned.map(([key, member]) => [key, reordered(member)]));
}

interface Named {
  readonly switches: readonly string[];
  readonly processes: readonly string[];
}

const SETS = ['web', 'db'];
const FACTS = ['OPEN', 'TIE_1'];
const TABLES = ['first', 'second', 'third'];

const address = fc.constantFrom('10.1.1.1', '10.1.1.2', 'fd00::1', '127.0.0.1');
const addresses = oneOrMore(
  fc.oneof(address, fc.constantFrom('10.0.0.0/8', '10.1.1.1-10.1.1.6', '::/0', '*', 'none')),
);
const portNumber = fc.constantFrom(1, 80, 8080, 65535);
const portText = fc.constantFrom('80', '1-1024,8080', '*');
const protocol = fc.constantFrom('TCP', 'udp', 'TCP+UDP', 'other', 'none');
const ports = oneOrMore(fc.oneof(portNumber, portText));
const words = fc.constantFrom('a', 'b');
const number = fc.nat(3);

/** Some of the keys; those that are `needed` always. */
function partial(
  shape: Readonly<Record<string, fc.Arbitrary<Value>>>,
  needed: readonly string[],
): fc.Arbitrary<ValueMap> {
  return fc.record(shape, { requiredKeys: [...needed] }) as fc.Arbitrary<ValueMap>;
}

function record(shape: Readonly<Record<string, fc.Arbitrary<Value>>>): fc.Arbitrary<ValueMap> {
  return fc.record(shape) as fc.Arbitrary<ValueMap>;
}

function list(item: fc.Arbitrary<Value>, maxLength = 3): fc.Arbitrary<readonly Value[]> {
  return fc.array(item, { maxLength });
}

function oneOrMore(item: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 }));
}

function anyOf({ switches, processes }: Named): fc.Arbitrary<string> {
  return fc.constantFrom(...switches, ...processes);
}

function pairs(names: Named): fc.Arbitrary<Value> {
  return fc.tuple(anyOf(names), fc.constantFrom(...names.switches));
}

function common(names: Named): Readonly<Record<string, fc.Arbitrary<Value>>> {
  return {
    role: fc.constantFrom('none', 'container', 'daemon', 'pod', 'host', 'fabric', 'outside'),
    host: fc.oneof(fc.constantFrom(...names.switches), fc.constant('')),
  };
}

function switchNamed(name: string, names: Named): fc.Arbitrary<Value> {
  const always = { switch: fc.constant(name), ...common(names), addresses: list(address) };
  const sessions = fc.constantFrom('kept', 'none');
  return fc.oneof(
    partial({ ...always, sessions, fib: list(rule(names, ['main'])) }, ['switch']),
    partial({ ...always, sessions, tables: tables(names) }, ['switch']),
  );
}

function tables(names: Named): fc.Arbitrary<Value> {
  return fc
    .subarray(TABLES, { minLength: 1 })
    .chain((known) =>
      fc.tuple(
        ...known.map((name) =>
          partial({ name: fc.constant(name), assumes: list(words), rules: list(rule(names, known)) }, [
            'name',
          ]),
        ),
      ),
    );
}

function processNamed(name: string, names: Named): fc.Arbitrary<Value> {
  const port = fc.oneof(portNumber, fc.constantFrom('53/UDP', '80/TCP', '9/sctp'));
  const named = partial({ port, name: words, at: fc.constantFrom(...names.switches) }, ['port']);
  return partial({ process: fc.constant(name), ...common(names), listens: list(fc.oneof(port, named)) }, [
    'process',
  ]);
}

function setNamed(name: string, names: Named): fc.Arbitrary<Value> {
  const requirement = partial(
    {
      attribute: words,
      is: fc.constantFrom('in', 'not in', 'exists', 'absent'),
      values: list(fc.constantFrom('', 'x', 'y')),
    },
    ['attribute', 'is'],
  );
  const candidate = record({ node: fc.constantFrom(...names.processes), fact: fc.constantFrom(...FACTS) });
  return partial(
    {
      name: fc.constant(name),
      members: list(fc.constantFrom(...names.switches)),
      perhaps: list(candidate, 1),
      definition: list(requirement),
    },
    ['name'],
  );
}

/** A rule that may ask anything and do anything. */
function rule(names: Named, known: readonly string[]): fc.Arbitrary<Value> {
  const node = fc.oneof(anyOf(names), record({ set: fc.constantFrom(...SETS) }));
  const match = {
    label: words,
    from: addresses,
    fromPort: ports,
    to: addresses,
    via: node,
    out: node,
    sourceOwner: node,
    targetOwner: node,
    when: fc.dictionary(fc.constantFrom('reply', 'mark'), number, { noNullPrototype: true }),
    fact: fc.constantFrom(...FACTS),
    requirements: list(words),
    assumes: list(words),
  };
  const port = fc.oneof(
    partial({ port: ports, protocol: oneOrMore(protocol) }, []),
    record({ port: fc.constantFrom('80/TCP', '53/TCP+UDP', '*/ICMP', '1-9/none') }),
    fc.constant({}),
  );
  return fc
    .tuple(partial(match, []), port, action(names, known, 2))
    .map(([asked, where, done]) => ({ ...asked, ...where, ...done }));
}

function action(names: Named, known: readonly string[], depth: number): fc.Arbitrary<ValueMap> {
  const leaves = [
    record({ deliver: fc.constantFrom(...names.processes) }),
    record({ forward: fc.oneof(fc.constantFrom(...names.switches), fc.constant({ register: 'out' })) }),
    record({ discard: words }),
    record({ reject: words }),
    record({ next: fc.oneof(fc.constantFrom(...known), number) }),
  ];
  const inner = depth === 0 ? [] : nested(names, known, depth - 1);
  const end = fc.oneof(...leaves, ...inner);
  const set = record({
    set: partial({ mark: number, reply: number, out: fc.constantFrom(...names.switches) }, []),
  });
  const translate = record({
    translate: partial({ from: address, fromPort: portNumber, to: address, port: portNumber }, []),
  });
  return fc.oneof(
    end,
    translate,
    fc.tuple(set, end).map(([one, two]) => ({ ...one, ...two })),
    fc.tuple(translate, end).map(([one, two]) => ({ ...one, ...two })),
    fc.tuple(set, translate, end).map(([one, two, three]) => ({ ...one, ...two, ...three })),
  );
}

function nested(names: Named, known: readonly string[], depth: number): fc.Arbitrary<ValueMap>[] {
  const inner = action(names, known, depth);
  const weight = fc.option(number, { nil: undefined });
  const alternative = fc
    .tuple(weight, inner)
    .map(([heavy, done]) => (heavy === undefined ? done : { weight: heavy, ...done }));
  return [
    record({ then: inner }),
    partial({ choose: list(alternative), among: fc.constantFrom('backends', 'equals') }, ['choose']),
  ];
}
