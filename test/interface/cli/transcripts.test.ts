import { describe, expect, test } from 'vitest';
import { fibula, inRepository } from '../run-cli.ts';

const folder = inRepository('docs/transcripts');
const said = async (story: string, rest: string): Promise<string> => {
  const [command = '', ...words] = rest.split(' ');
  const files = ['cluster', ...(story === '' ? [] : [story])].map((name) => `-f ${folder}/${name}.yaml`);
  return (await fibula([command, ...files, ...words].join(' '))).stdout;
};

describe('an answer in words', () => {
  test('names a backend once, whatever becomes of the message, and gives no chance where none is known', async () => {
    const text = await said('tie', 'reach shop/web api.data');
    expect(text).toContain('it depends on which policy of equal priority is asked first; where it fails, ');
    expect(text).toContain('Backends  3\n');
    expect(text).toContain(
      '     data/api-1 10.244.1.21:8080  reachable or unreachable TIER_INGRESS  sees 10.244.1.10\n',
    );
    expect(text).not.toContain('%');
  });

  test('says in words what is not known, and on what it rests', async () => {
    const text = await said('cilium', 'reach shop/web api.data');
    expect(text).toContain(
      'Because   the input has policies of a kind that is not modelled (OTHER_POLICY)\nRests     on CiliumNetworkPolicy data/api ',
    );
    expect(text).not.toContain('Isolated');
  });

  test('names who isolates where the query for a name is lost, and no plugin with which it is lost too', async () => {
    const text = await said('dns', 'reach shop/web api.data');
    expect(text).toContain('DNS_BLOCKED');
    expect(text).toContain('Isolated  by shop/only-api (selects every pod); nearest:\n');
    expect(text).not.toContain('CNI_DEPENDENT');
    const other = await said('dns', 'reach shop/web svc/data/api');
    expect(other).toContain('Depends   on the plugin (CNI_DEPENDENT): egressPolicy=before: unreachable\n');
  });

  test('names the end that was asked for outside of the cluster', async () => {
    expect(await said('local', 'reach internet svc/data/api-public')).toMatch(
      /^reachable: internet \(\S+\) → data\/api-public:80\/TCP\n/,
    );
    const named = await said('external-name', 'trace shop/web payments --assume enforced=no');
    expect(named).toContain('payments.shop.svc.cluster.local  CNAME api.payments.example\n');
    expect(named).toContain('the outside receives TCP 192.168.1.1:49152 → payments:443;');
  });

  test('shows a request with its endpoints, and hides entries of the balancer that make no difference', async () => {
    const to = 'ingress/data/front@api.example.com/v1';
    const text = await said('ingress', `trace internet ${to}`);
    expect(text).toContain('33.3 %  ingress-nginx/controller → data/api:80 at 10.244.2.22:8080  200\n');
    expect(text).not.toContain('Backends');
    expect(await said('ingress', `reach internet ${to}`)).toMatch(
      /^reachable: internet .*\/v1, status 200\n/,
    );
  });

  test('puts the rule first of whose peer the least fails', async () => {
    const { stdout } = await fibula(
      `reach -f ${inRepository('examples/shop')} internet ingress/shop/front@shop.example.com/catalogue`,
    );
    expect(stdout).toMatch(/; nearest:\n {4}shop\/from-ingress ingress\[0\]: from namespaceSelector name=/);
  });

  test('says that a pod finds its own name without asking anybody', async () => {
    expect(await said('', 'trace shop/web web')).toContain(
      'Resolve   web: 10.244.1.10, in its own hosts file\n',
    );
  });
});
