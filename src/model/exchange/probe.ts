import { unreachable } from '../../base/assert.ts';
import type { Address } from '../header/address.ts';
import { containsAddress } from '../header/address-set.ts';
import type { Header } from '../header/header.ts';
import { containsPort } from '../header/port.ts';
import type { FactId } from '../network/fact.ts';
import type { MatchPattern, Term } from '../network/family.ts';
import type { Frame } from '../network/instantiate.ts';
import { columnOf, isTerm, matchPart } from '../network/instantiate.ts';
import type { Match, NodeMatch, Register } from '../network/match.ts';
import { OUT } from '../network/match.ts';
import type { Network } from '../network/network.ts';
import { isNamedPort, ownerOf } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { NO_NODE } from '../network/node.ts';
import { membership } from '../network/set.ts';
import type { Assumptions } from './assumptions.ts';

/** What a table is asked about: a message as it stands in the middle of a switch. */
export interface Probe {
  readonly header: Header;
  /** The node it came from: a neighbour, or a process of this switch. */
  readonly from: NodeId;
  readonly registers: ReadonlyMap<Register, number>;
}

/** Whether a match holds: yes, no, or as an open fact goes that is not assumed either way yet. */
export type Verdict = 'yes' | 'no' | FactId;

/** Whether a match, possibly with terms, holds of a probe. The first open fact met, in field order, is returned. */
export function evaluate(pattern: MatchPattern, frame: Frame, probe: Probe, assumed: Assumptions): Verdict {
  let open: FactId | undefined;
  for (const field in pattern) {
    const part = pattern[field as keyof Match];
    if (part === undefined) continue;
    const verdict = partVerdict(field as keyof Match, part, frame, probe);
    const settled = typeof verdict === 'number' ? settle(verdict, assumed) : verdict;
    if (settled === 'no') return 'no';
    if (settled !== 'yes') open ??= settled;
  }
  return open ?? 'yes';
}

function settle(fact: FactId, assumed: Assumptions): Verdict {
  const taken = assumed.get(fact);
  if (taken === undefined) return fact;
  return taken === 'holds' ? 'yes' : 'no';
}

/** One part of a match. A term that stands for one value is compared as that value, without making a set of it. */
function partVerdict(
  field: keyof Match,
  part: NonNullable<Match[keyof Match]> | Term,
  frame: Frame,
  probe: Probe,
): Verdict {
  if (isTerm(part)) {
    if ('row' in part) {
      const cell = columnOf(frame, part.row).cells[frame.row];
      if (typeof cell === 'bigint' || (typeof cell === 'string' && field === 'protocols'))
        return yes(cell === probedCell(field, frame, probe));
      if (typeof cell === 'number' && field.endsWith('Ports'))
        return yes(cell === probedCell(field, frame, probe));
    }
    const value = matchPart(field, part, frame);
    return value === undefined ? 'yes' : fixedPart(field, value, frame.network, probe);
  }
  return fixedPart(field, part, frame.network, probe);
}

function fixedPart(
  field: keyof Match,
  part: NonNullable<Match[keyof Match]>,
  network: Network,
  probe: Probe,
): Verdict {
  const { header, registers } = probe;
  switch (field) {
    case 'protocols':
      return yes((part as NonNullable<Match['protocols']>).includes(header.protocol));
    case 'sources':
      return yes(containsAddress(part as NonNullable<Match['sources']>, header.source));
    case 'targets':
      return yes(containsAddress(part as NonNullable<Match['targets']>, header.target));
    case 'sourcePorts':
      return yes(containsPort(part as NonNullable<Match['sourcePorts']>, header.sourcePort));
    case 'targetPorts':
      return yes(containsPort(part as NonNullable<Match['targetPorts']>, header.targetPort));
    case 'from':
      return nodeVerdict(part as NodeMatch, probe.from, network);
    case 'out':
      return nodeVerdict(part as NodeMatch, registers.get(OUT) as NodeId | undefined, network);
    case 'sourceOwner':
      return nodeVerdict(part as NodeMatch, ownerOf(network, header.source), network);
    case 'targetOwner':
      return nodeVerdict(part as NodeMatch, ownerOf(network, header.target), network);
    case 'ends':
      return yes(header.source === header.target);
    case 'targetPortName': {
      const owner = ownerOf(network, header.target);
      const { protocol, targetPort } = header;
      return yes(owner !== undefined && isNamedPort(network, owner, part as string, protocol, targetPort));
    }
    case 'registers':
      return yes(
        (part as NonNullable<Match['registers']>).every(
          ({ register, value }) => (registers.get(register) ?? 0) === value,
        ),
      );
    case 'fact':
    case 'tie':
      return part as FactId;
    default:
      return unreachable(field);
  }
}

/** The value of the probe that a field of a match is about, where it is one value; undefined otherwise. */
export function probedCell(
  field: keyof Match,
  frame: Frame,
  probe: Probe,
): Address | number | string | undefined {
  const { header } = probe;
  switch (field) {
    case 'protocols':
      return header.protocol;
    case 'sources':
      return header.source;
    case 'targets':
      return header.target;
    case 'sourcePorts':
      return header.sourcePort;
    case 'targetPorts':
      return header.targetPort;
    case 'from':
      return probe.from;
    case 'out':
      return probe.registers.get(OUT) ?? NO_NODE;
    case 'sourceOwner':
      return ownerOf(frame.network, header.source) ?? NO_NODE;
    case 'targetOwner':
      return ownerOf(frame.network, header.target) ?? NO_NODE;
    case 'targetPortName':
    case 'ends':
    case 'registers':
    case 'fact':
    case 'tie':
      return undefined;
    default:
      return unreachable(field);
  }
}

function nodeVerdict(match: NodeMatch, node: NodeId | undefined, network: Network): Verdict {
  if ('not' in match) {
    const except = network.sets[match.not];
    return yes(node === undefined || except === undefined || membership(except, node) !== 'yes');
  }
  if (node === undefined || node === NO_NODE) return 'no';
  if ('node' in match) return yes(match.node === node);
  const set = network.sets[match.set];
  return set === undefined ? 'no' : membership(set, node);
}

function yes(condition: boolean): 'yes' | 'no' {
  return condition ? 'yes' : 'no';
}
