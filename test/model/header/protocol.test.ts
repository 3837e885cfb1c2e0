import { expect, test } from 'vitest';
import {
  hasPorts,
  isConnectionOriented,
  PROTOCOLS,
  parseProtocol,
  protocolSet,
} from '../../../src/model/header/protocol.ts';

test('a protocol is read in upper, lower and mixed case', () => {
  for (const protocol of PROTOCOLS) {
    expect(parseProtocol(protocol)).toBe(protocol);
    expect(parseProtocol(protocol.toLowerCase())).toBe(protocol);
    expect(parseProtocol(protocol.toUpperCase())).toBe(protocol);
  }
  expect(parseProtocol('Tcp')).toBe('TCP');
});

test.each(['', 'TCP ', 'TCP4', 'IP', '6', 'ſCTP', 'UDPLite'])('%j is no protocol', (text) => {
  expect(parseProtocol(text)).toBeUndefined();
});

test('TCP, UDP and SCTP have ports; TCP and SCTP are connections', () => {
  expect(PROTOCOLS.filter(hasPorts)).toEqual(['TCP', 'UDP', 'SCTP']);
  expect(PROTOCOLS.filter(isConnectionOriented)).toEqual(['TCP', 'SCTP']);
});

test('a set of protocols has each once, in their order', () => {
  expect(protocolSet('other', 'UDP', 'TCP', 'UDP')).toEqual(['TCP', 'UDP', 'other']);
  expect(protocolSet()).toEqual([]);
});
