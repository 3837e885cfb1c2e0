import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/kubernetes/ingress/decide.ts';
import { matchesHost } from '../../../src/kubernetes/ingress/hosts.ts';
import { ingressTables } from '../../../src/kubernetes/ingress/table.ts';
import { clusterOf, virtual } from '../names/objects.ts';
import { ingress, ingressClass } from './objects.ts';

const folder = new URL('../../conformance/ingress/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T;

interface PathRow {
  readonly row: number;
  readonly paths: readonly { readonly pathType: string; readonly path: string }[];
  readonly requests: readonly string[];
  readonly winner: number | null;
}

interface HostRow {
  readonly host: string;
  readonly hostHeader: string;
  readonly match: boolean;
}

describe('the documentation’s table of paths (S135)', () => {
  const rows = read<{ rows: readonly PathRow[] }>('path-match.json').rows.flatMap((row) =>
    row.requests.map((request) => ({ ...row, request })),
  );

  test('has 18 rows', () => {
    expect(new Set(rows.map(({ row }) => row)).size).toBe(18);
  });

  test.each(rows)(
    'row $row: $request of $paths is taken by path number $winner',
    ({ paths, request, winner }) => {
      const given = paths.map(({ pathType, path }, index) => `${pathType} ${path} web${index}:80`);
      const cluster = clusterOf({
        services: paths.map((_, index) => virtual(`shop/web${index}`, [])),
        ingressClasses: [ingressClass('nginx')],
        ingresses: [ingress('shop/web', { '': given })],
      });
      const [table] = ingressTables(cluster);
      const decision = table && decide(table, { host: 'any.example', path: request });
      if (winner === null)
        expect(decision).toMatchObject({ kind: 'status', status: 404, code: 'ING_NO_RULE' });
      else expect(decision).toMatchObject({ kind: 'backend', backends: [{ name: `web${winner}` }] });
    },
  );
});

describe('the documentation’s table of hosts (S134)', () => {
  const { rows } = read<{ rows: readonly HostRow[] }>('host-wildcard.json');

  test.each(rows)('$host means $hostHeader: $match', ({ host, hostHeader, match }) => {
    expect(matchesHost(host, hostHeader, 'one label')).toBe(match);
  });
});
