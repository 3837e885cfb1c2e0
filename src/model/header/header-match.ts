import { contains, intersect } from '../../base/intervals.ts';
import type { AddressSet } from './address-set.ts';
import type { Header } from './header.ts';
import type { PortSet } from './port.ts';
import type { ProtocolSet } from './protocol.ts';

/** What is asked of a header (01 §1.5): each field lies in its set; an absent field asks nothing. */
export interface HeaderMatch {
  readonly protocols?: ProtocolSet;
  readonly sources?: AddressSet;
  readonly sourcePorts?: PortSet;
  readonly targets?: AddressSet;
  readonly targetPorts?: PortSet;
}

/** Whether the header is what the match asks for. */
export function matchesHeader(match: HeaderMatch, header: Header): boolean {
  const { protocols, sources, sourcePorts, targets, targetPorts } = match;
  return (
    (targets === undefined || contains(targets, header.target)) &&
    (sources === undefined || contains(sources, header.source)) &&
    (targetPorts === undefined || contains(targetPorts, header.targetPort)) &&
    (sourcePorts === undefined || contains(sourcePorts, header.sourcePort)) &&
    (protocols === undefined || protocols.includes(header.protocol))
  );
}

/** The match of the headers that both ask for, or undefined if there are none. */
export function intersectMatches(a: HeaderMatch, b: HeaderMatch): HeaderMatch | undefined {
  const protocols = both(a.protocols, b.protocols, (x, y) => x.filter((protocol) => y.includes(protocol)));
  const sources = both(a.sources, b.sources, intersect);
  const sourcePorts = both(a.sourcePorts, b.sourcePorts, intersect);
  const targets = both(a.targets, b.targets, intersect);
  const targetPorts = both(a.targetPorts, b.targetPorts, intersect);
  for (const field of [protocols, sources, sourcePorts, targets, targetPorts]) {
    if (field?.length === 0) return undefined;
  }
  return {
    ...(protocols && { protocols }),
    ...(sources && { sources }),
    ...(sourcePorts && { sourcePorts }),
    ...(targets && { targets }),
    ...(targetPorts && { targetPorts }),
  };
}

/** What both sets have in common; an absent one is the set of all. */
function both<S>(a: S | undefined, b: S | undefined, intersection: (a: S, b: S) => S): S | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : intersection(a, b);
}
