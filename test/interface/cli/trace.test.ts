import { describe, expect, test } from 'vitest';
import { fibula, K1 } from '../run-cli.ts';

/** What trace prints of K1, with the names of files cut to what follows the repository. */
async function traced(line: string): Promise<string> {
  const { stdout } = await fibula(`trace ${K1} ${line}`);
  return `\n${stdout.replace(/\S*(?=examples\/k1)/g, '')}`;
}

describe('trace', () => {
  test('prints the life of a message between pods of two nodes', async () => {
    expect(await traced('--profile article c1-1 10.1.2.1:8080')).toBe(`
Message   TCP 10.1.1.1:49152 → 10.1.2.1:8080

#  AT                       LOOKUP                                           ACTION   HEADER AFTER
0  process default/p1/c1-1                                                   send
1  pod default/p1           F3  * → node n1                                  forward  unchanged
2  node n1                  F5  10.1.2.1 → node n2                           forward  unchanged
    └ Pod default/p2  examples/k1/cluster.yaml:73:1
3  node n2                  F4  10.1.2.1 → pod default/p2                    forward  unchanged
    └ Pod default/p2  examples/k1/cluster.yaml:73:1
4  pod default/p2           F2  10.1.2.1:8080/TCP → process default/p2/c2-1  deliver  unchanged
    └ Pod default/p2 spec.containers[0].ports[0]  examples/k1/cluster.yaml:83:7
5  process default/p2/c2-1                                                   receive

Events    10 (--events lists them)
Result    reachable: default/p2/c2-1 receives TCP 10.1.1.1:49152 → 10.1.2.1:8080
Assumed   CLOSED_PORTS closedPorts=loop (a port nobody listens on: refused at the target, or sent back to the host as the article literally says)
`);
  });

  test('prints a loop as a loop', async () => {
    const text = await traced('--profile article c1-1 10.1.2.1:7070');
    expect(text).toContain('    loop: default/p2 → n2 → default/p2 …\n');
    expect(text).toContain('unreachable: the client sees a timeout (LOOP: the message comes again');
    expect(text).toContain('Assumed   CLOSED_PORTS closedPorts=loop (');
  });

  test('lists the events of the exchange with --events', async () => {
    expect(await traced('--profile article --events c1-1 127.0.0.1:9090')).toContain(`
Events    4
     EVENT  AT               LINK                          MESSAGE
     Send   default/p1/c1-1  default/p1/c1-1 → default/p1  TCP 127.0.0.1:49152 → 127.0.0.1:9090
     Recv   default/p1       default/p1/c1-1 → default/p1  TCP 127.0.0.1:49152 → 127.0.0.1:9090
     Send   default/p1       default/p1 → default/p1/c1-2  TCP 127.0.0.1:49152 → 127.0.0.1:9090
     Recv   default/p1/c1-2  default/p1 → default/p1/c1-2  TCP 127.0.0.1:49152 → 127.0.0.1:9090
`);
  });

  test('shows the reply where replies are asked for', async () => {
    const way =
      'process default/p2/c2-1 → pod default/p2 → node n2 → node n1 → pod default/p1 → process default/p1/c1-1';
    expect(await traced('c1-1 10.1.2.1:8080')).toContain(`Reply     delivered: ${way}\n`);
    expect(await traced('--one-way c1-1 10.1.2.1:8080')).not.toContain('Reply');
    expect(await traced('--profile article c1-1 10.1.2.1:8080')).not.toContain('Reply');
    expect(await traced('c1-1 10.1.2.1:8080/udp')).not.toContain('Reply');
  });

  test('leaves out steps that only pass on, unless -v asks for them', async () => {
    const line = 'c1-1 10.1.2.1:8080';
    expect(await traced(line)).not.toContain('next table');
    expect(await traced(`-v ${line}`)).toContain('*, next table');
  });

  test('says what a translation leaves of the header', async () => {
    expect(await traced('c1-1 8.8.8.8:53/udp')).toContain('translate  from 10.1.0.1:49152\n');
  });

  test('says that a container is only assumed to listen', async () => {
    const text = await traced('c1-1 10.1.1.2:7070');
    expect(text).toContain('→ a container of pod default/p3 (assumed)');
    expect(text).toContain('a container of pod default/p3');
    expect(text).toContain('LISTENS listens=any');
  });

  test('says how many messages the ends mean where it shows one of several', async () => {
    expect(await traced('c1-1 default/p2')).toContain('Note      one of 2 messages that these ends mean');
  });

  test('has colours on a terminal only, and never with NO_COLOR', async () => {
    const line = `trace ${K1} c1-1 10.1.1.2:8080`;
    const colour = '\u001b[';
    expect((await fibula(line)).stdout).not.toContain(colour);
    expect((await fibula(line, { terminal: 'yes' })).stdout).toContain(colour);
    expect((await fibula(line, { terminal: 'yes', env: { NO_COLOR: '1' } })).stdout).not.toContain(colour);
  });

  test('takes TO:PORT, with the port by position or by option', async () => {
    const json = async (line: string): Promise<unknown> =>
      JSON.parse((await fibula(`trace -o json ${K1} ${line}`)).stdout).message;
    const message = await json('c1-1 10.1.1.2:8080');
    expect(await json('c1-1 10.1.1.2 --port 8080')).toEqual(message);
    expect(await json('c1-1 10.1.1.2:8080 --port 8080')).toEqual(message);
    expect(await json('c1-1 default/p3:8080 --protocol tcp')).toEqual(message);
    expect(await json('pod/p1 pod/default/p3:8080')).toEqual(message);
  });

  test('names a container in full as another sender than its bare name does not', async () => {
    const text = await traced('--profile article default/p1/c1-2 10.1.1.2:9090');
    expect(text).toContain('0  process default/p1/c1-2');
    expect(text).toContain('receives TCP 10.1.1.1:49152 → 10.1.1.2:9090');
  });

  test('sends from a node as its daemon', async () => {
    expect(await traced('--profile article d1 10.1.1.1:8080')).toContain('0  daemon default/d1/d1');
    expect(await traced('--profile article node/n1 10.1.1.1:8080')).toContain('0  daemon default/d1/d1');
  });
});
