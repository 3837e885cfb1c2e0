import { ALL_OF } from '../../model/header/address-set.ts';
import type { Header } from '../../model/header/header.ts';
import type { HeaderMatch } from '../../model/header/header-match.ts';
import type { Protocol, ProtocolSet } from '../../model/header/protocol.ts';
import { hasPorts, PROTOCOLS } from '../../model/header/protocol.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { ALL, at, below, intersect, subtract, union, within } from './diagram.ts';
import type { Level, Point } from './level.ts';
import {
  DIFFERENT,
  ENDS,
  FIRST_FACT,
  PROTOCOL,
  SAME,
  SOURCE,
  SOURCE_PORT,
  TARGET,
  TARGET_PORT,
} from './level.ts';

/** The headers that a match asks for. */
export function headersOf(all: Diagrams, match: HeaderMatch): HeaderSet {
  const { protocols, sources, sourcePorts, targets, targetPorts } = match;
  let set: HeaderSet = ALL;
  if (sourcePorts !== undefined) set = intersect(all, within(all, SOURCE_PORT, sourcePorts), set);
  if (targetPorts !== undefined) set = intersect(all, within(all, TARGET_PORT, targetPorts), set);
  if (protocols !== undefined) set = intersect(all, ofProtocols(all, protocols), set);
  if (sources !== undefined) set = intersect(all, within(all, SOURCE, sources), set);
  if (targets !== undefined) set = intersect(all, within(all, TARGET, targets), set);
  return set;
}

/** The headers of some protocols. */
export function ofProtocols(all: Diagrams, protocols: ProtocolSet): HeaderSet {
  return protocols.reduce(
    (sum: HeaderSet, one) => union(all, sum, at(all, PROTOCOL, PROTOCOLS.indexOf(one))),
    subtract(all, ALL, ALL),
  );
}

/** The headers that there are: both addresses of one family, and port 0 where the protocol has none. */
export function sendable(all: Diagrams): HeaderSet {
  const ipv4 = { sources: ALL_OF('IPv4'), targets: ALL_OF('IPv4') };
  const ipv6 = { sources: ALL_OF('IPv6'), targets: ALL_OF('IPv6') };
  const families = union(all, headersOf(all, ipv4), headersOf(all, ipv6));
  const without: HeaderMatch = {
    protocols: PROTOCOLS.filter((one) => !hasPorts(one)),
    sourcePorts: [[0, 0]],
    targetPorts: [[0, 0]],
  };
  const ported = ofProtocols(all, PROTOCOLS.filter(hasPorts));
  return intersect(all, families, union(all, ported, headersOf(all, without)));
}

/** The set of one header. */
export function only(all: Diagrams, { protocol, source, sourcePort, target, targetPort }: Header): HeaderSet {
  return headersOf(all, {
    protocols: [protocol],
    sources: [[source, source]],
    sourcePorts: [[sourcePort, sourcePort]],
    targets: [[target, target]],
    targetPorts: [[targetPort, targetPort]],
  });
}

/** How open facts must turn out for a header to be in a set: a diagram over facts alone. */
export function factsFor(all: Diagrams, set: HeaderSet, header: Header): HeaderSet {
  for (let one = set; ; ) {
    const node = all.nodeOf(one);
    if (node.level >= FIRST_FACT) return one;
    one = below(node, pointOf(header, node.level));
  }
}

/** The point of a header at a level. */
export function pointOf(header: Header, level: Level): Point {
  switch (level) {
    case ENDS:
      return header.source === header.target ? SAME : DIFFERENT;
    case TARGET:
      return header.target;
    case SOURCE:
      return header.source;
    case TARGET_PORT:
      return header.targetPort;
    case SOURCE_PORT:
      return header.sourcePort;
    default:
      return PROTOCOLS.indexOf(header.protocol);
  }
}

/** The protocol at a point. */
export function protocolAt(point: Point): Protocol {
  return PROTOCOLS[Number(point)] as Protocol;
}
