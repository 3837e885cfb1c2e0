import { unreachable } from '../../base/assert.ts';
import { compareText } from '../../base/order.ts';
import type { Address } from '../header/address.ts';
import { formatAddress } from '../header/address.ts';
import type { AddressSet } from '../header/address-set.ts';
import { formatAddressSet } from '../header/address-set.ts';
import type { PortSet } from '../header/port.ts';
import { formatPortSet } from '../header/port.ts';
import type { ProtocolSet } from '../header/protocol.ts';
import type { Action, Alternative, HeaderChange } from '../network/action.ts';
import type { Match, NodeMatch } from '../network/match.ts';
import { OUT } from '../network/match.ts';
import type { Network } from '../network/network.ts';
import { templateOf } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { nameOf } from '../network/node.ts';
import type { Rule } from '../network/rule.ts';
import { factName } from './fact-name.ts';

/** How many alternatives of a choice `formatAction` names. */
const MOST_NAMED = 8;

/**
 * A rule in the article's columns, sender's address and port, target's address and port: `F4 * * 10.1.2.1 * → forward
 * default/p2`. What else it asks stands in brackets. Complete: rules of one text at one switch do the same. `at`: the
 * switch, for the names of its tables.
 */
export function printRule(network: Network, rule: Rule, at?: NodeId): string {
  const { sources, sourcePorts, targets, targetPorts, protocols } = rule.match;
  const columns = [
    rule.label === '' ? '-' : rule.label,
    addressesText(sources),
    portsText(sourcePorts),
    addressesText(targets),
    `${portsText(targetPorts)}${protocolSuffix(protocols)}`,
  ];
  const action = actionText({ network, at, most: Number.POSITIVE_INFINITY }, rule.action);
  return `${columns.join(' ')}${bracketed(network, rule.match)} → ${action}`;
}

/** What a rule asks of a message, in short: `10.1.1.1:8080/TCP`, `*`, `10.96.0.1:80/TCP from 10.0.0.0/8 [via p1]`. */
export function formatMatch(network: Network, match: Match): string {
  const { sources, sourcePorts, targets, targetPorts, protocols } = match;
  const target = `${endpointText(targets, targetPorts)}${protocolSuffix(protocols)}`;
  const source = endpointText(sources, sourcePorts);
  return `${target}${source === '*' ? '' : ` from ${source}`}${bracketed(network, match)}`;
}

/**
 * What a rule does, in short: `deliver c2-1`, `forward n1`, `discard PORT_CLOSED (refused)`, `→ 10.2.2.2:5432, then
 * forward n1`. Of a choice among many, the first few are named. `at`: the switch, for the names of its tables.
 */
export function formatAction(network: Network, action: Action, at?: NodeId): string {
  return actionText({ network, at, most: MOST_NAMED }, action);
}

/** What an action is printed with. */
interface Printing {
  readonly network: Network;
  readonly at: NodeId | undefined;
  /** How many alternatives of a choice are named. */
  readonly most: number;
}

function actionText(printing: Printing, action: Action): string {
  const { nodes } = printing.network;
  switch (action.kind) {
    case 'deliver':
      return `deliver ${nameOf(nodes, action.to)}`;
    case 'forward':
      return action.to === 'out' ? 'forward out' : `forward ${nameOf(nodes, action.to)}`;
    case 'discard':
      return `discard ${action.reason}${action.answer === 'reject' ? ' (refused)' : ''}`;
    case 'translate':
      return `${changeText(action.header)}${thenText(printing, action.then)}`;
    case 'set': {
      const value = action.register === OUT ? nameOf(nodes, action.value as NodeId) : String(action.value);
      return `set ${action.register}=${value}${thenText(printing, action.then)}`;
    }
    case 'next':
      return `next ${tableText(printing, action.table)}`;
    case 'choose':
      return choiceText(printing, action.among, action.alternatives);
    default:
      return unreachable(action);
  }
}

function thenText(printing: Printing, then: Action | undefined): string {
  return then === undefined ? '' : `, then ${actionText(printing, then)}`;
}

function tableText({ network, at }: Printing, table: number): string {
  const name = at === undefined ? undefined : templateOf(network, at)?.tables[table]?.name;
  return name === undefined ? `table ${table}` : name;
}

/** `→ 10.2.2.2:5432`, `→ :5432`, `source → 10.1.0.1`. */
function changeText({ source, sourcePort, target, targetPort }: HeaderChange): string {
  const to = changedEndpoint(target, targetPort);
  const from = changedEndpoint(source, sourcePort);
  const parts = [...(to === '' ? [] : [`→ ${to}`]), ...(from === '' ? [] : [`source → ${from}`])];
  return parts.length === 0 ? '→ unchanged' : parts.join(', ');
}

function changedEndpoint(address: Address | undefined, port: number | undefined): string {
  const host = address === undefined ? '' : formatAddress(address);
  if (port === undefined) return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * `deliver any of c1, c2`; `→ one of 10.2.2.1:5432, 10.2.2.2:5432`; with weights that differ, `2× ` before each. A
 * choice of one way reads as that way.
 */
function choiceText(printing: Printing, among: 'backends' | 'equals', all: readonly Alternative[]): string {
  const one = among === 'equals' ? 'any of' : 'one of';
  const [only] = all;
  if (only === undefined) return `${one} nothing`;
  if (all.length === 1 && only.weight > 0) return actionText(printing, only.action);
  const weighed = all.some(({ weight }) => weight !== 1);
  const texts = all.slice(0, printing.most).map(({ weight, action }) => ({
    weight: weighed ? `${weight}× ` : '',
    action: actionText(printing, action),
  }));
  const more = all.length > texts.length ? [`${all.length - texts.length} more`] : [];
  // A verb that all share stands in front, once, if nothing goes on behind it.
  for (const verb of ['deliver ', 'forward ', '→ ']) {
    if (!texts.every(({ action }) => action.startsWith(verb) && !action.includes(', '))) continue;
    return `${verb}${one} ${[...texts.map((text) => text.weight + text.action.slice(verb.length)), ...more].join(', ')}`;
  }
  return `${one} (${[...texts.map((text) => text.weight + text.action), ...more].join(' | ')})`;
}

function addressesText(set: AddressSet | undefined): string {
  return set === undefined ? '*' : formatAddressSet(set);
}

function portsText(set: PortSet | undefined): string {
  return set === undefined ? '*' : formatPortSet(set);
}

/** `10.1.1.1:8080`, `[fd00::1]:8080`, `10.1.1.1`, `*:8080`, `*`. */
function endpointText(addresses: AddressSet | undefined, ports: PortSet | undefined): string {
  const host = addressesText(addresses);
  const port = portsText(ports);
  if (port === '*') return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function protocolSuffix(protocols: ProtocolSet | undefined): string {
  if (protocols === undefined) return '';
  return `/${protocols.length === 0 ? 'none' : protocols.join('+')}`;
}

/** What a match asks beyond the header, as ` [via p1; reply=1]`. */
function bracketed(network: Network, match: Match): string {
  const { from, out, sourceOwner, targetOwner, targetPortName, ends, registers = [], fact, tie } = match;
  const asked = [
    ...(from === undefined ? [] : [`via ${nodeMatchText(network, from)}`]),
    ...(out === undefined ? [] : [`out ${nodeMatchText(network, out)}`]),
    ...(sourceOwner === undefined ? [] : [`source of ${nodeMatchText(network, sourceOwner)}`]),
    ...(targetOwner === undefined ? [] : [`target of ${nodeMatchText(network, targetOwner)}`]),
    ...(targetPortName === undefined ? [] : [`port named ${targetPortName}`]),
    ...(ends === undefined ? [] : ['back to its sender']),
    ...registers.map(({ register, value }) => `${register}=${value}`).sort(compareText),
    ...(fact === undefined ? [] : [`if ${factName(network.facts, fact)}`]),
    ...(tie === undefined ? [] : [`where ${factName(network.facts, tie)}`]),
  ];
  return asked.length === 0 ? '' : ` [${asked.join('; ')}]`;
}

function nodeMatchText(network: Network, match: NodeMatch): string {
  if ('node' in match) return nameOf(network.nodes, match.node);
  if ('not' in match) return `none of ${network.sets[match.not]?.name ?? '?'}`;
  return `set ${network.sets[match.set]?.name ?? '?'}`;
}
