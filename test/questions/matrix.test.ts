import { describe, expect, test } from 'vitest';
import { askQuestion, nameOf, questionNamed } from '../../src/index.ts';
import { matrixCsv, matrixJsonLines, matrixText } from '../../src/interface/render/matrix.ts';
import type { MatrixAnswer } from '../../src/questions/matrix.ts';
import { ask as reach } from '../../src/questions/reach.ts';
import { stateOf as stateOfText } from '../cases/state-of.ts';
import { clusterOf } from '../generate/cluster.ts';
import { random } from '../generate/random.ts';
import { stateOf } from '../laws/asking.ts';
import { STYLE } from './style.ts';

const CLUSTER = `
{kind: Namespace, apiVersion: v1, metadata: {name: shop}}
---
kind: Deployment
apiVersion: apps/v1
metadata: {namespace: shop, name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
---
kind: Pod
apiVersion: v1
metadata: {namespace: shop, name: db, labels: {app: db}}
spec: {containers: [{name: db, image: db, ports: [{containerPort: 5432}]}]}
---
kind: Pod
apiVersion: v1
metadata: {namespace: shop, name: agent, labels: {app: agent}}
spec: {hostNetwork: true, containers: [{name: agent, image: agent}]}
---
kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: {namespace: shop, name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}, {port: 7000, endPort: 7010}]}]
`;

async function matrix(text: string, given: Record<string, string> = {}): Promise<MatrixAnswer> {
  const question = questionNamed('matrix');
  if (question === undefined) throw new Error('there is no question matrix');
  return (await askQuestion(question, stateOfText(text, {}), given)) as unknown as MatrixAnswer;
}

const pairs = ({ rows }: MatrixAnswer): string[] =>
  rows.map(({ source, target, allow }) => `${source.name} > ${target.name} ${JSON.stringify(allow)}`);

const EVERYTHING = '{"TCP":[[1,65535]],"UDP":[[1,65535]],"SCTP":[[1,65535]],"other":true}';

describe('a matrix', () => {
  test('has a row for each pair of workloads that exchange anything', async () => {
    const answer = await matrix(CLUSTER, { from: 'ns/shop', to: 'ns/shop' });
    expect(pairs(answer)).toEqual([
      `db > web ${EVERYTHING}`,
      'web > db {"TCP":[[5432,5432],[7000,7010]]}',
      `web > web ${EVERYTHING}`,
    ]);
  });

  test('has a row for each pair of pods', async () => {
    const answer = await matrix(CLUSTER, { by: 'pod', from: 'shop/db', to: 'ns/shop' });
    expect(pairs(answer)).toEqual([`web-0`, `web-1`].map((name) => `db > ${name} ${EVERYTHING}`));
  });

  test('says of namespaces what all pairs exchange, and what some do', async () => {
    const { rows } = await matrix(CLUSTER, { by: 'namespace', from: 'ns/shop', to: 'ns/shop' });
    expect(rows).toMatchObject([
      {
        allow: {
          TCP: [
            [5432, 5432],
            [7000, 7010],
          ],
        },
        some: { other: true },
      },
    ]);
  });

  test('names pods that it does not look at', async () => {
    expect((await matrix(CLUSTER)).left).toEqual(['shop/agent']);
  });

  test('refuses an end that is no pod', async () => {
    expect(await matrix(CLUSTER, { to: 'shop/nobody' })).toMatchObject({ error: { code: 'END_NOT_FOUND' } });
  });

  test('prints as a table, as csv, and a pair a line', async () => {
    const answer = await matrix(CLUSTER, { from: 'deploy/shop/web', to: 'shop/db' });
    expect(matrixCsv(answer)).toBe(
      'source,target,protocol,from_port,to_port\n' +
        'deployment/shop/web,pod/shop/db,TCP,5432,5432\ndeployment/shop/web,pod/shop/db,TCP,7000,7010\n',
    );
    expect(JSON.parse(matrixJsonLines(answer))).toMatchObject({
      source: { kind: 'Deployment', name: 'web' },
    });
    expect(matrixText(answer, STYLE)).toContain('deployment/shop/web   pod/shop/db   TCP 5432,7000-7010');
  });

  test('agrees with reach on every pair of pods of random clusters', async () => {
    let compared = 0;
    for (let seed = 0; seed < 12; seed++) {
      const state = stateOf(clusterOf(random(seed)));
      const question = questionNamed('matrix');
      if (question === undefined) throw new Error('there is no question matrix');
      const answer = (await askQuestion(question, state, {
        by: 'pod',
        family: 'IPv4',
      })) as unknown as MatrixAnswer;
      const named = new Map(
        answer.rows.map((row) => [
          `${row.source.namespace}/${row.source.name} ${row.target.namespace}/${row.target.name}`,
          row,
        ]),
      );
      const { network } = state;
      const pods = Array.from(network.nodes.roles.keys())
        .filter((id) => network.nodes.kinds[id] === 1 && network.nodes.roles[id] === 3)
        .map((id) => nameOf(network.nodes, id as never));
      for (const from of pods) {
        for (const to of pods) {
          if (from === to) continue;
          const row = named.get(`${from} ${to}`);
          for (const port of [80, 8080, 9090]) {
            const single = reach(state, { from, to, port });
            if ('error' in single || single.message?.source.includes(':')) continue;
            const within = (ranges: readonly (readonly [number, number])[] = []) =>
              ranges.some(([first, last]) => first <= port && port <= last);
            const word = within(row?.allow.TCP)
              ? 'reachable'
              : within(row?.unknown?.TCP)
                ? 'unknown'
                : 'unreachable';
            compared++;
            expect({ seed, from, to, port, word }).toEqual({
              seed,
              from,
              to,
              port,
              word: single.answer === 'ambiguous' ? 'unknown' : single.answer,
            });
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });
});

describe('the outside in a matrix', () => {
  const OPEN = `${CLUSTER}
---
kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: {namespace: shop, name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
  - {from: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}], ports: [{port: 8080}]}
  - {from: [{ipBlock: {cidr: 172.16.0.0/12}}], ports: [{port: 8080}]}
`;
  const text = ({ outside }: MatrixAnswer): string[] =>
    outside.map(({ source, target, allow }) => {
      const name = (end: typeof source) => ('ranges' in end ? end.ranges.flat().join('-') : end.name);
      return `${name(source)} > ${name(target)} ${JSON.stringify(allow)}`;
    });

  test('is in as few parts as rules tell apart, none of them cut out for pods', async () => {
    const answer = await matrix(OPEN, { from: 'internet', to: 'deploy/web', namespace: 'shop' });
    expect(text(answer)).toEqual([
      '0.0.0.0-9.255.255.255-11.0.0.0-255.255.255.255 > web {"TCP":[[8080,8080]]}',
    ]);
    expect(answer.rows).toEqual([]);
  });

  test('is where pods go as well, unless others were asked for', async () => {
    const answer = await matrix(OPEN, { from: 'pod/db', namespace: 'shop' });
    expect(text(answer)).toEqual([
      expect.stringContaining('db > 0.0.0.0'),
      expect.stringContaining('db > 10.0.0.0-10.255.255.255'),
    ]);
    const inner = await matrix(OPEN, { from: 'pod/db', to: 'ns/shop', namespace: 'shop' });
    expect(inner.outside).toEqual([]);
  });

  test('is a line of csv and of text, with parts that are the same in one', async () => {
    const answer = await matrix(OPEN, { from: 'pod/db', namespace: 'shop' });
    expect(matrixText(answer, STYLE)).toContain('pod/shop/db   external/0.0.0.0/0   all');
    const csv = matrixCsv(await matrix(OPEN, { from: 'internet', to: 'deploy/web', namespace: 'shop' }));
    expect(csv).toBe(
      'source,target,protocol,from_port,to_port\n"external/0.0.0.0-9.255.255.255,11.0.0.0-255.255.255.255",deployment/shop/web,TCP,8080,8080\n',
    );
  });
});
