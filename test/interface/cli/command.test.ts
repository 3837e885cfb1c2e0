import { describe, expect, test } from 'vitest';
import { CODES, QUESTIONS } from '../../../src/index.ts';
import { fibula, inRepository, K1 } from '../run-cli.ts';

describe('help', () => {
  test('lists every question of the registry and every other command', async () => {
    const { stdout } = await fibula('--help');
    const others = ['simulate', 'diff', 'ask', 'tour', 'explain-code', 'version', 'completion'];
    for (const name of [...QUESTIONS.map((question) => question.name), ...others])
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(stdout).not.toContain('__complete');
    expect(stdout).not.toContain('default: []');
  });

  test('of a command lists what it takes, and the options of all commands', async () => {
    const { stdout } = await fibula('reach --help');
    expect(stdout).toContain('Usage: fibula reach [options] <FROM> <TO[:PORT]>');
    expect(stdout).toContain('--one-way');
    expect(stdout).toContain('--filename <PATH>');
    expect(await fibula('help reach')).toMatchObject({ stdout });
  });
});

describe('reach', () => {
  test('does not answer for an address that was only planned (S144)', async () => {
    const shop = '-f examples/shop shop/cart-0';
    const listed = JSON.parse((await fibula('get pods -o json -f examples/shop')).stdout).rows as string[][];
    const planned = listed.find(([name]) => name === 'data/postgres-0')?.[3];
    const { code, stdout } = await fibula(`reach ${shop} ${planned}:5432 -o json`);
    expect([code, JSON.parse(stdout).unknown]).toEqual([3, ['PLANNED_ADDRESS']]);
    expect((await fibula(`reach ${shop} data/postgres-0:5432`)).code).toBe(0);
  });

  test('puts an IPv6 address in brackets before the port', async () => {
    const { stdout } = await fibula(`reach ${K1} c1-1 [::1]:8080`);
    expect(stdout).toContain('→ [::1]:8080/TCP\n');
  });

  test('answers in few lines, with the reason and the place', async () => {
    const yes = await fibula(`reach ${K1} --profile article c1-1 c2-1`);
    expect(yes.stdout.split('\n')[0]).toBe('reachable: default/p1/c1-1 → default/p2/c2-1:8080/TCP');
    const no = await fibula(`reach ${K1} --assume listens=declared c1-1 default/p2:7070`);
    expect(no.stdout).toContain('unreachable: default/p1/c1-1 → default/p2:7070/TCP\n');
    expect(no.stdout).toContain('Because   the client sees connection refused (PORT_CLOSED: ');
  });

  test('sends every message that its ends mean', async () => {
    expect((await fibula(`reach ${K1} c1-1 default/p2`)).stdout).toContain('reachable (2 messages agree): ');
  });
});

describe('fib', () => {
  test('lists the rules of a switch as a table with their origin', async () => {
    const { stdout } = await fibula(`fib ${K1} --profile article default/p2`);
    const lines = stdout.replace(/ {2,}\S+ \S+.*$/gm, (row) => row.trimEnd()).split('\n');
    expect(lines[0]).toBe('Switch    pod default/p2 (10.1.2.1)');
    expect(lines[2]).toMatch(/^RULE {3}TARGET +ACTION +ORIGIN$/);
    const rules = lines.slice(3, 8).map((line) => line.split(/ {3,}/).slice(0, 3).join(' | '));
    expect(rules).toEqual([
      'F1 | 127.0.0.1:8080/TCP | deliver default/p2/c2-1',
      'F1 | 127.0.0.1:9090/TCP | deliver default/p2/c2-2',
      'F2 | 10.1.2.1:8080/TCP | deliver default/p2/c2-1',
      'F2 | 10.1.2.1:9090/TCP | deliver default/p2/c2-2',
      'F3 | * | forward n2',
    ]);
  });

  test('looks a message up, as ip route get does', async () => {
    const { stdout } = await fibula(`fib ${K1} n1 --lookup 10.1.2.1:8080/tcp`);
    expect(stdout).toContain('F5  10.1.2.1 → node n2   forward   unchanged');
    expect(stdout).toContain('Result    to n2: TCP 10.1.0.1:49152 → 10.1.2.1:8080');
  });
});

describe('get', () => {
  test('counts what there is where no kind is named', async () => {
    const { stdout } = await fibula(`get ${K1} --profile article`);
    expect(stdout).toMatch(/nodes of the graph +16\n/);
    expect(stdout).toMatch(/links +15\n/);
    expect(stdout).toMatch(/rules +28\n/);
  });

  test.each(['pod', 'pods', 'PODS', 'switches', 'switch'])('takes %s for a kind', async (kind) => {
    expect((await fibula(`get ${K1} ${kind}`)).stdout).toContain('default/p1');
  });

  test('prints columns as kubectl does', async () => {
    const { stdout } = await fibula(`get ${K1} --profile article pods`);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'NAME         ROLE   HOST   ADDRESSES   RULES',
      'default/p1   pod    n1     10.1.1.1        5',
    ]);
  });
});

describe('verify', () => {
  test('counts the pairs of K1: 16 for N2, 64 for N3, 8 for N4', async () => {
    for (const profile of ['article', 'standard']) {
      const { stdout } = await fibula(`verify ${K1} --profile ${profile} -o json`);
      const { invariants } = JSON.parse(stdout) as { invariants: { name: string; checked: number }[] };
      const checked = Object.fromEntries(invariants.map((one) => [one.name, one.checked]));
      expect(checked).toMatchObject({ N2: 16, N3: 64, N4: 8 });
    }
  });

  test('shows the life of a message that violates a constraint, and the rule that did it', async () => {
    const { stdout } = await fibula(`verify -f ${inRepository('examples/broken/n3-nat-between-pods.yaml')}`);
    expect(stdout).toMatch(/N3 +16 +violated/);
    expect(stdout).toContain('HEADER_CHANGED: c1-1 sent TCP 10.1.1.1:49152 → 10.1.2.1:8080 to c2-1');
    expect(stdout).toMatch(/translate +from 10\.1\.0\.1:49152/);
    expect(stdout).toContain('n3-nat-between-pods.yaml:33:11');
  });

  test('says what each rule and each link of K1 is needed for', async () => {
    const { stdout } = await fibula(`verify ${K1} --profile article --mutations`);
    expect(stdout).toContain('28 rules and 15 links dropped, one at a time: each breaks a constraint');
  });
});

describe('simulate', () => {
  const toy = `-f ${inRepository('examples/toy/network.yaml')}`;
  const scenario = inRepository('examples/toy/scenario.yaml');

  test('prints the event log, and how each message ended', async () => {
    const { code, stdout } = await fibula(`simulate ${scenario} ${toy}`);
    expect(code).toBe(0);
    expect(stdout).toContain(
      ' 1  Send         0  P1.1  P1.1 → S1  TCP 10.0.1.1:49152 → 10.0.2.1:8080        1',
    );
    expect(stdout).toContain('(reply to 0)  P2.1  delivered  P1.1');
  });

  test('gives the same as data', async () => {
    const { stdout } = await fibula(`simulate -o json ${scenario} ${toy}`);
    const run = JSON.parse(stdout);
    expect(run.scenario).toBe('two-messages');
    expect(run.events).toHaveLength(18);
    expect(run.messages.map((message: { disposition: string }) => message.disposition)).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ]);
  });

  test('refuses a file without a scenario, and ends that are not there', async () => {
    const none = await fibula(`simulate ${inRepository('examples/toy/network.yaml')} ${toy}`);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('SCENARIO_NOT_FOUND') });
    const lost = await fibula(`simulate ${scenario} ${K1}`);
    expect(lost.code).toBe(2);
    expect(lost.stderr).toMatch(/scenario\.yaml:7:\d+: error END_NOT_FOUND: there is no P1\.1/);
  });
});

describe('explain-code', () => {
  test.each(Object.keys(CODES))('has a page for %s', async (code) => {
    const { code: exit, stdout } = await fibula(`explain-code ${code.toLowerCase()}`);
    expect(exit).toBe(0);
    expect(stdout.startsWith(`${code}: `)).toBe(true);
    expect(stdout.split('\n').length).toBeGreaterThan(2);
  });

  test('lists all codes where none is named', async () => {
    const { stdout } = await fibula('explain-code -o json');
    expect(JSON.parse(stdout)).toHaveLength(Object.keys(CODES).length);
  });
});

describe('completion', () => {
  const completed = async (...words: string[]): Promise<string[]> => {
    const { main } = await import('../run-cli.ts').then(({ runCli }) => ({ main: runCli }));
    return (await main(['__complete', ...words])).stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '');
  };

  test.each(['bash', 'zsh', 'fish'])('prints a script for %s that asks __complete', async (shell) => {
    expect((await fibula(`completion ${shell}`)).stdout).toContain('fibula __complete --');
  });

  test('of the first word is a command', async () => {
    expect(await completed('tr')).toEqual(['trace', ':4']);
    expect(await completed('--', 'ver')).toEqual(['verify', 'version', ':4']);
  });

  test('of an option is an option, and of its value what it takes', async () => {
    expect(await completed('trace', '--one')).toEqual(['--one-way', ':4']);
    expect(await completed('graph', '-o', '')).toEqual(['svg', 'dot', 'mermaid', 'json', 'yaml', ':4']);
    expect(await completed('trace', '--assume', 'listens=')).toEqual([
      'listens=any',
      'listens=declared',
      ':4',
    ]);
    expect(await completed('trace', '-f', '')).toEqual([':0']);
  });
});

describe('tour', () => {
  test('shows the four lives of a message and the constraints, in under 120 lines', async () => {
    const { code, stdout, stderr } = await fibula('tour');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/\$ fibula trace/g)).toHaveLength(4);
    expect(stdout.match(/Events {4}(\d+)/g)).toEqual([
      'Events    4',
      'Events    8',
      'Events    10',
      'Events    6',
    ]);
    expect(stdout.match(/Result {4}holds/g)).toHaveLength(2);
    expect(stdout.split('\n').length).toBeLessThan(120);
  });
});

describe('version', () => {
  test('is that of the package', async () => {
    expect((await fibula('version')).stdout).toMatch(/^fibula \d+\.\d+\.\d+\n$/);
    expect((await fibula('--version')).stdout).toBe((await fibula('version')).stdout);
    expect(JSON.parse((await fibula('version -o json')).stdout)).toHaveProperty('version');
  });
});
