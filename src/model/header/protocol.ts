/** What a message is carried by: the protocols of a Service or NetworkPolicy port (S95), ICMP, or any other. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP' | 'ICMP' | 'other';

/** A set of protocols: each at most once, in the order of PROTOCOLS. */
export type ProtocolSet = readonly Protocol[];

/** All protocols, in their order. */
export const PROTOCOLS: ProtocolSet = ['TCP', 'UDP', 'SCTP', 'ICMP', 'other'];

/** The set of these protocols. */
export function protocolSet(...protocols: readonly Protocol[]): ProtocolSet {
  return PROTOCOLS.filter((protocol) => protocols.includes(protocol));
}

/** Whether the protocol's messages carry ports: TCP, UDP and SCTP do. */
export function hasPorts(protocol: Protocol): boolean {
  return protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP';
}

/** Whether nothing is delivered until a reply has come back: so for TCP and SCTP. */
export function isConnectionOriented(protocol: Protocol): boolean {
  return protocol === 'TCP' || protocol === 'SCTP';
}

/** The protocol that `text` names, in upper or lower case; or undefined. */
export function parseProtocol(text: string): Protocol | undefined {
  const name = text.toLowerCase();
  return PROTOCOLS.find((protocol) => protocol.toLowerCase() === name);
}
