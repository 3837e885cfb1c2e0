import { describe, expect, test } from 'vitest';
import { fibula, inRepository, K1 } from '../run-cli.ts';

const BROKEN = `-f ${inRepository('examples/broken')}`;

describe('the exit code', () => {
  test.each([
    ['a message that arrives', `trace ${K1} c1-1 10.1.1.2:8080`, 0],
    ['yes', `reach ${K1} c1-1 default/p2:8080`, 0],
    ['constraints that hold', `verify ${K1}`, 0],
    ['a list', `get ${K1} pods`, 0],
    ['a table', `fib ${K1} n1`, 0],
    ['a lookup that discards', `fib ${K1} --profile article n1 --lookup 1.2.3.4:80`, 0],
    ['a picture', `graph ${K1}`, 0],
    ['a matrix', `matrix ${K1}`, 0],
    ['no difference', `diff ${inRepository('examples/shop')} ${inRepository('examples/shop')}`, 0],
    ['help', '--help', 0],
    ['help of a command', 'trace --help', 0],
    ['a version', 'version', 0],
    ['nothing asked', '', 0],
  ])('is 0 for %s', async (_, line, code) => expect(await fibula(line)).toMatchObject({ code }));

  test.each([
    ['no', `reach ${K1} --profile article c1-1 default/p2:7070`],
    ['a message that is lost', `trace ${K1} --profile article c1-1 10.9.9.9:80`],
    ['a constraint that is violated', `verify ${BROKEN}/loop.yaml`],
    ['an ill-formed network under verify', `verify ${BROKEN}/w6-pod-on-two-hosts.yaml`],
  ])('is 1 for %s', async (_, line) => expect(await fibula(line)).toMatchObject({ code: 1 }));

  test.each([
    ['an unknown command', 'trcae a b', "unknown command 'trcae' (Did you mean trace?)"],
    ['a missing command', K1, 'a command is missing'],
    ['an unknown option', `trace ${K1} --prot tcp c1-1 n1`, "unknown option '--prot'"],
    ['a missing argument', `trace ${K1} c1-1`, "missing required argument 'TO[:PORT]'"],
    ['an argument too many', `fib ${K1} n1 n2`, 'too many arguments'],
    [
      'a format that the answer has not',
      `trace ${K1} -o svg c1-1 10.1.1.2:8080`,
      '-o svg is not one of text, json, yaml',
    ],
    ['two ports that differ', `trace ${K1} c1-1 p2:80 --port 81`, 'two ports'],
    ['an unknown end', `reach ${K1} c1-1 default/p9:80`, 'END_NOT_FOUND'],
    ['a port name that nobody has', `reach ${K1} c1-1 default/p2:http`, 'PORT_NOT_FOUND'],
    ['a port out of range', `reach ${K1} c1-1 default/p2:65536`, 'BAD_PORT'],
    ['a protocol that is none', `reach ${K1} c1-1 default/p2:80 --protocol quic`, 'BAD_PROTOCOL'],
    ['a lookup that is none', `fib ${K1} n1 --lookup n2`, 'BAD_LOOKUP'],
    ['a kind that is none', `get ${K1} podz`, 'did you mean pods?'],
    ['a budget that is no number', `verify ${K1} --budget many`, 'BAD_PARAMETER'],
    ['an unknown code', 'explain-code LOPO', 'the nearest: LOOP'],
    ['an unknown shell', 'completion tcsh', 'tcsh is not one of bash, zsh, fish'],
    ['an unknown profile', `get ${K1} --profile artcle`, 'artcle is no profile'],
    ['an assumption without a value', `get ${K1} --assume listens`, 'is not KEY=VALUE'],
    ['an assumption that is none', `get ${K1} --assume listen=any`, 'did you mean listens?'],
    [
      'a value that an option has not',
      `get ${K1} --assume listens=all`,
      'option listens is one of any, declared',
    ],
    ['no input', 'get', 'nothing to read'],
    [
      'an ill-formed network',
      `reach ${BROKEN}/w6-pod-on-two-hosts.yaml c1-1 c2-1`,
      'W6: pod p1 is on two hosts',
    ],
  ])('is 2 for %s', async (_, line, said) => {
    const ran = await fibula(line);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(said);
  });

  test('is 3 for what cannot be told', async () => {
    const network = `-f ${inRepository('examples/toy/network.yaml')}`;
    expect(await fibula(`verify ${network}`)).toMatchObject({ code: 3 });
  });

  test('is 3 where the ends disagree', async () => {
    const both = await fibula('reach --profile article deploy/web default/lone:8080', { stdin: DISAGREEING });
    expect(both).toMatchObject({ code: 3 });
    expect(both.stdout).toContain('ambiguous: 2 messages, which disagree');
    expect(both.stdout).toContain('1 reachable, as');
    expect(both.stdout).toContain('1 unreachable, as');
  });

  test('is 70 for a bug, in one line, with its stack only from -v=6', async () => {
    const stdin = Object.assign(Promise.reject(new Error('the disk is on fire')), {});
    stdin.catch(() => {});
    const broken = {
      async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
        yield await stdin;
      },
    };
    const { main } = await import('../../../src/interface/cli/main.ts');
    const run = async (...args: string[]): Promise<[number, string]> => {
      let err = '';
      const code = await main(args, {
        stdin: broken,
        stdout: { write: () => {} },
        stderr: { write: (text) => (err += text) },
        env: {},
        waiting: (work) => work(),
      });
      return [code, err];
    };
    expect(await run('get')).toEqual([70, 'fibula: internal error: the disk is on fire\n']);
    const [code, said] = await run('get', '-v=6');
    expect(code).toBe(70);
    expect(said).toContain('exit-code.test.ts');
  });
});

/** Two pods of a deployment, one on the target's host and one has no rule at all. */
const DISAGREEING = `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: torn}
spec:
  nodes:
    - {process: web-0/c, role: container}
    - {process: web-1/c, role: container}
    - {process: lone/c, role: container, listens: [8080]}
    - {switch: default/web-0, role: pod, addresses: [10.0.0.1], fib: [{forward: n1}]}
    - {switch: default/web-1, role: pod, addresses: [10.0.0.2], fib: []}
    - {switch: default/lone, role: pod, addresses: [10.0.0.3], fib: [{to: 10.0.0.3, port: 8080/TCP, deliver: lone/c}]}
    - {switch: n1, role: host, addresses: [10.1.0.1], fib: [{to: 10.0.0.3, forward: default/lone}]}
  links:
    - [web-0/c, default/web-0]
    - [web-1/c, default/web-1]
    - [lone/c, default/lone]
    - [default/web-0, n1]
    - [default/web-1, n1]
    - [default/lone, n1]
  handles:
    - {name: deployment/default/web, nodes: [default/web-0, default/web-1]}
`;
