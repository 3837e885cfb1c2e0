import { describe, expect, test } from 'vitest';
import { parseEnd, parsePortName, splitTarget } from '../../src/state/end.ts';

describe('the name of an end', () => {
  test.each([
    ['web/web-0', { kind: 'object', object: 'pod', namespace: 'web', name: 'web-0' }],
    ['pod/web-0', { kind: 'object', object: 'pod', name: 'web-0' }],
    ['pod/shop/web-0', { kind: 'object', object: 'pod', namespace: 'shop', name: 'web-0' }],
    ['shop/pod/web-0', { kind: 'object', object: 'pod', namespace: 'shop', name: 'web-0' }],
    ['deploy/web', { kind: 'object', object: 'deployment', name: 'web' }],
    ['sts/shop/db', { kind: 'object', object: 'statefulset', namespace: 'shop', name: 'db' }],
    ['shop/ds/agent', { kind: 'object', object: 'daemonset', namespace: 'shop', name: 'agent' }],
    ['svc/shop/db', { kind: 'object', object: 'service', namespace: 'shop', name: 'db' }],
    ['node/n1', { kind: 'object', object: 'node', name: 'n1' }],
    ['daemon/n1/agent', { kind: 'object', object: 'daemon', namespace: 'n1', name: 'agent' }],
    [
      'shop/web/nginx',
      { kind: 'object', object: 'container', namespace: 'shop', name: 'web', container: 'nginx' },
    ],
    ['c1-1', { kind: 'word', word: 'c1-1' }],
    ['postgres.data', { kind: 'word', word: 'postgres.data' }],
    ['internet', { kind: 'internet' }],
  ])('%s is read', (text, end) => expect(parseEnd(text)).toEqual(end));

  test.each(['10.1.1.2', 'fd00::1', '[fd00::1]', '::ffff:10.1.1.2'])('%s is an address', (text) => {
    expect(parseEnd(text).kind).toBe('address');
  });

  test.each(['constructor/x', '__proto__/x', 'toString/x/y'])('%s names no kind by accident', (text) => {
    expect(parseEnd(text)).toMatchObject({ kind: 'object' });
    expect(['pod', 'container']).toContain((parseEnd(text) as { object: string }).object);
  });
});

describe('TO:PORT', () => {
  test.each([
    ['shop/web:80', { to: 'shop/web', port: '80' }],
    ['shop/web:80/udp', { to: 'shop/web', port: '80/udp' }],
    ['svc/db:pg', { to: 'svc/db', port: 'pg' }],
    ['10.1.1.2:8080', { to: '10.1.1.2', port: '8080' }],
    ['[fd00::1]:8080', { to: 'fd00::1', port: '8080' }],
    ['[fd00::1]', { to: '[fd00::1]' }],
    ['fd00::1', { to: 'fd00::1' }],
    ['fd00::/8', { to: 'fd00::/8' }],
    ['dns:api.example.com', { to: 'dns:api.example.com' }],
    ['dns:api.example.com:443', { to: 'dns:api.example.com', port: '443' }],
    ['shop/web', { to: 'shop/web' }],
    ['shop/web:', { to: 'shop/web', port: '' }],
  ])('%s is cut', (text, parts) => expect(splitTarget(text)).toEqual(parts));
});

describe('a port', () => {
  test.each([
    ['80', { port: 80 }],
    ['80/udp', { port: 80, protocol: 'UDP' }],
    ['http', { port: 'http' }],
    ['dns-tcp/TCP', { port: 'dns-tcp', protocol: 'TCP' }],
  ])('%s is read', (text, port) => expect(parsePortName(text)).toEqual(port));

  test.each(['0', '65536', '-1', '080', '80/quic', '80/tcp/x', 'HTTP', 'a_b', ''])('%s is none', (text) => {
    expect(parsePortName(text)).toBeUndefined();
  });
});
