import { readFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { QUESTIONS, questionNamed } from '../../../src/index.ts';
import { fibula, inRepository, K1, runCli } from '../run-cli.ts';

type Reply = {
  readonly id: unknown;
  readonly answer?: string;
  readonly error?: Record<string, string>;
} & Record<string, unknown>;

/** Asks lines of JSON on standard input; an object stands for its text. */
async function asked(...lines: readonly (object | string)[]): Promise<readonly Reply[]> {
  const stdin = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { stdout, code } = await fibula(`ask ${K1} --profile article --questions -`, { stdin });
  expect(code).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const reach = { question: 'reach', from: 'c1-1', to: 'default/p2', port: 8080, protocol: 'TCP' };

describe('a line of ask', () => {
  test('is answered by a line with its id and the answer', async () => {
    const [reply] = await asked({ id: 7, ...reach });
    expect(reply).toMatchObject({
      id: 7,
      answer: 'reachable',
      disposition: 'delivered',
      sourceSeen: '10.1.1.1',
      message: { protocol: 'TCP', target: '10.1.2.1', targetPort: 8080 },
    });
    for (const absent of ['code', 'symptom', 'probability', 'unknown', 'error'])
      expect(reply).not.toHaveProperty(absent);
  });

  test('names the rule that decided, the symptom and what was assumed', async () => {
    const [reply] = await asked({ id: 'a', ...reach, port: 7070 });
    expect(reply).toMatchObject({
      id: 'a',
      answer: 'unreachable',
      disposition: 'looped',
      code: 'LOOP',
      symptom: 'timeout',
    });
    expect(reply?.assumed).toEqual(['CLOSED_PORTS']);
  });

  test.each(QUESTIONS.map(({ name }) => name))('may ask every question: %s', async (name) => {
    const own = {
      headers: { from: 'c1-1' },
      sources: { to: 'p1' },
      targets: { from: 'p1' },
      exposure: { to: 'p1' },
      fib: { switch: 'n1' },
      get: { kind: 'pods' },
    };
    const given = { trace: reach, reach, ...own }[name] ?? {};
    const [reply] = await asked({ id: 1, ...given, question: name });
    expect(reply).not.toHaveProperty('error');
    const { id: _, ...answer } = reply as Reply;
    const schema = (await questionNamed(name)?.load())?.schema;
    expect(schema).toBeDefined();
    if (schema !== undefined) expect([...Value.Errors(schema, answer)]).toEqual([]);
  });

  test.each([
    ['that is no JSON', '{"id": 1, "question": ', null, 'MALFORMED_QUESTION', 'this line is no JSON'],
    ['that is no object', '[1]', null, 'MALFORMED_QUESTION', 'this line is no JSON object'],
    ['without a question', '{"id": 1}', 1, 'MALFORMED_QUESTION', 'question is missing'],
    [
      'with an unknown question',
      '{"id": 1, "question": "raech"}',
      1,
      'UNKNOWN_QUESTION',
      'there is no question raech',
    ],
    [
      'with an unknown parameter',
      { id: 1, ...reach, prot: 'TCP' },
      1,
      'UNKNOWN_PARAMETER',
      'no parameter prot',
    ],
    [
      'without a required parameter',
      '{"id": 1, "question": "reach", "from": "c1-1"}',
      1,
      'MISSING_PARAMETER',
      'reach needs to',
    ],
    [
      'with a value of another type',
      { id: 1, ...reach, oneWay: 'yes' },
      1,
      'BAD_PARAMETER',
      'oneWay is true or false',
    ],
    [
      'with a list for a value',
      { id: 1, ...reach, to: ['a'] },
      1,
      'BAD_PARAMETER',
      'to is the name of an end',
    ],
    [
      'with an unknown end',
      { id: 1, ...reach, to: 'default/p9' },
      1,
      'END_NOT_FOUND',
      'there is no default/p9',
    ],
    ['with a port out of range', { id: 1, ...reach, port: 70000 }, 1, 'BAD_PORT', '70000 is no port'],
  ])('%s is answered with an error, and the rest go on', async (_, line, id, code, message) => {
    const [first, second] = await asked(line, { id: 2, ...reach });
    expect(first).toMatchObject({ id, error: { code, message: expect.stringContaining(message) } });
    expect(first).not.toHaveProperty('answer');
    expect(second).toMatchObject({ id: 2, answer: 'reachable' });
  });

  test('may be blank, and is then no question; the last needs no line feed; \\r\\n ends lines too', async () => {
    const lines = ['', `${JSON.stringify({ id: 1, ...reach })}\r`, '  ', { id: 2, ...reach }];
    expect((await asked(...lines)).map(({ id }) => id)).toEqual([1, 2]);
  });

  test('echoes any id as it is, and null where there is none', async () => {
    const replies = await asked({ id: { a: [1] }, ...reach }, { id: 'ü\u2028', ...reach }, { ...reach });
    expect(replies.map(({ id }) => id)).toEqual([{ a: [1] }, 'ü\u2028', null]);
  });

  test('takes a port in the port field as a number, a text with a protocol, or a name', async () => {
    const replies = await asked(
      { id: 1, ...reach, port: '8080' },
      { id: 2, ...reach, port: '8080/tcp' },
      { id: 3, ...reach, port: 'http' },
    );
    expect(replies.map(({ answer, error }) => answer ?? error?.code)).toEqual([
      'reachable',
      'reachable',
      'PORT_NOT_FOUND',
    ]);
  });
});

describe('ask', () => {
  test('reads questions from a file, and the input from a pipe', async () => {
    const stdin = readFileSync(inRepository('examples/k1/cluster.yaml'), 'utf8');
    const { mkdtempSync, writeFileSync, rmSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/fibula-ask-');
    writeFileSync(`${folder}/q.jsonl`, `${JSON.stringify({ id: 1, ...reach })}\n`);
    const { stdout, code } = await fibula(`ask --questions ${folder}/q.jsonl`, { stdin });
    rmSync(folder, { recursive: true });
    expect([code, JSON.parse(stdout).answer]).toEqual([0, 'reachable']);
  });

  test('is exit code 2 after a malformed line with --strict only', async () => {
    expect(await fibula(`ask ${K1} --questions -`, { stdin: 'nonsense\n' })).toMatchObject({ code: 0 });
    expect(await fibula(`ask ${K1} --strict --questions -`, { stdin: 'nonsense\n' })).toMatchObject({
      code: 2,
    });
  });

  test('takes names, and objects that name no namespace, in the namespace of -n', async () => {
    const asked = async (line: object): Promise<{ answer?: string; error?: { code: string } }> =>
      JSON.parse((await fibula(`ask -n other ${K1} --questions -`, { stdin: JSON.stringify(line) })).stdout);
    expect((await asked({ ...reach, to: 'pod/p2' })).answer).toBe('reachable');
    expect((await asked({ ...reach, to: 'pod/p2', namespace: 'default' })).error?.code).toBe('END_NOT_FOUND');
  });

  test('refuses standard input for both the questions and the input', async () => {
    const { code, stderr } = await runCli(['ask', '-f', '-', '--questions', '-'], { stdin: '' });
    expect([code, stderr]).toEqual([2, 'error USAGE: standard input is asked for twice\n']);
  });

  test('names a file of questions that is not there', async () => {
    const { code, stderr } = await fibula(`ask ${K1} --questions /nowhere/q.jsonl`);
    expect(code).toBe(2);
    expect(stderr).toContain('error FILE_NOT_FOUND: cannot read the questions in /nowhere/q.jsonl');
  });

  test('answers an ill-formed network with an error to every question but verify', async () => {
    const network = `-f ${inRepository('examples/broken/w6-pod-on-two-hosts.yaml')}`;
    const stdin = `${JSON.stringify({ id: 1, ...reach })}\n${JSON.stringify({ id: 2, question: 'verify' })}\n`;
    const { stdout } = await fibula(`ask ${network} --questions -`, { stdin });
    const [first, second] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ id: 1, error: { code: 'NETWORK_ILL_FORMED' } });
    expect(second).toMatchObject({ id: 2, answer: 'violated' });
  });
});
