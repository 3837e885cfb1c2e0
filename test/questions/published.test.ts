import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { STANDARD } from '../../src/kubernetes/profile/profile.ts';
import type { ReachAnswer } from '../../src/questions/reach.ts';
import { ask } from '../../src/questions/reach.ts';
import type { State } from '../../src/state/state.ts';
import { readState } from '../../src/state/state.ts';
import type { Source } from '../../src/text/origin.ts';

const folder = fileURLToPath(new URL('../../../shared/real/', import.meta.url));

function stateOf(name: string): State {
  const files = readdirSync(`${folder}${name}`).filter((file) => /\.ya?ml$/.test(file));
  const sources = files.map(
    (file): Source => ({ name: file, bytes: () => readFileSync(`${folder}${name}/${file}`) }),
  );
  return readState(sources, { profile: STANDARD, namespace: 'default' });
}

function reach(state: State, from: string, to: string, port: number, namespace = 'default'): ReachAnswer {
  const answer = ask(state, { from, to, port, namespace });
  if ('error' in answer) throw new Error(answer.error.message);
  return answer;
}

/** What the manifests themselves declare: `NAME_SERVICE_ADDR: host:port` in the environment of a Deployment. */
function dependenciesOf(
  file: string,
): { readonly from: string; readonly host: string; readonly port: number }[] {
  const found = new Map<string, { from: string; host: string; port: number }>();
  for (const document of readFileSync(file, 'utf8').split(/^---$/m)) {
    const name = /^kind: Deployment[\s\S]*?^metadata:\n[\s\S]*?^ {2}name: (\S+)/m.exec(document)?.[1];
    if (name === undefined) continue;
    for (const [, host = '', port = ''] of document.matchAll(/_ADDR\n\s+value: "?([\w-]+):(\d+)"?/g)) {
      found.set(`${name} ${host}:${port}`, { from: name, host, port: Number(port) });
    }
  }
  return [...found.values()];
}

describe.skipIf(!existsSync(folder))(
  'Online Boutique with its policies (skipped where it is not at hand)',
  () => {
    const state = existsSync(folder) ? stateOf('online-boutique') : undefined;

    test('reaches by name each of the 16 services that its environment names, and not the one that does not exist', () => {
      const all = dependenciesOf(`${folder}online-boutique/release__kubernetes-manifests.yaml`);
      const answers = all.map(({ from, host, port }) => {
        const { answer, symptom } = reach(state as State, `deploy/${from}`, host, port);
        return { host, answer, symptom };
      });
      const missing = answers.filter(({ host }) => host === 'shoppingassistantservice');
      expect(missing).toEqual([
        { host: 'shoppingassistantservice', answer: 'unreachable', symptom: 'no such host' },
      ]);
      expect(answers.length - missing.length).toBe(16);
      expect(answers.filter(({ answer }) => answer === 'reachable')).toHaveLength(16);
    });
  },
);

describe.skipIf(!existsSync(folder))('Sock Shop with its policies (skipped where it is not at hand)', () => {
  const state = existsSync(folder) ? stateOf('sock-shop') : undefined;
  const shop = (from: string, to: string, port: number): ReachAnswer =>
    reach(state as State, `deploy/sock-shop/${from}`, to, port, 'sock-shop');
  const policies = (answer: ReachAnswer): unknown[] =>
    (answer.decidedBy ?? []).map(({ name, file, line, note }) => [name, `${file}:${line}`, note]);
  const CORTEX = [
    'cortex-access',
    'deploy__kubernetes__manifests-policy__netpol-cortex-access.yaml:8',
    'selects every pod',
  ];

  test.each(['front-end', 'orders'])(
    '%s does not reach carts: a null selector isolates it, and a typo opens nobody',
    (from) => {
      const answer = shop(from, 'carts', 80);
      expect([answer.answer, answer.code, answer.symptom]).toEqual([
        'unreachable',
        'POLICY_INGRESS',
        'timeout',
      ]);
      expect(policies(answer)).toEqual([CORTEX]);
      expect(answer.nearest).toContainEqual(
        expect.objectContaining({
          name: 'cart-access',
          failing: ['podSelector'],
          text: expect.stringContaining('podSelector name=cart; the pod has name=carts'),
          file: 'deploy__kubernetes__manifests-policy__netpol-cart-access.yaml',
        }),
      );
    },
  );

  test('carts does not reach its database, which admits cart', () => {
    const answer = shop('carts', 'carts-db', 27017);
    expect([answer.answer, answer.code]).toEqual(['unreachable', 'POLICY_INGRESS']);
    expect(policies(answer)).toContainEqual(CORTEX);
    expect(answer.nearest?.[0]).toMatchObject({
      name: 'carts-db-access',
      failing: ['peer'],
      text: expect.stringContaining('podSelector name=cart; the pod has name=carts'),
    });
  });

  test('front-end does not reach session-db, which only the null selector isolates', () => {
    const answer = shop('front-end', 'session-db', 6379);
    expect([answer.answer, policies(answer)]).toEqual(['unreachable', [CORTEX]]);
  });

  test('front-end reaches catalogue', () => {
    expect(shop('front-end', 'catalogue', 80).answer).toBe('reachable');
  });
});
