import { unreachable } from '../../base/assert.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import { formatAddress } from '../header/address.ts';
import type { AddressSet } from '../header/address-set.ts';
import { formatAddressSet } from '../header/address-set.ts';
import type { PortSet } from '../header/port.ts';
import { formatPortSet } from '../header/port.ts';
import type { Action, HeaderChange } from '../network/action.ts';
import type { Table } from '../network/fib.ts';
import type { Match, NodeMatch } from '../network/match.ts';
import { OUT } from '../network/match.ts';
import type { Network } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { nameOf } from '../network/node.ts';
import type { Rule } from '../network/rule.ts';
import { factName } from './fact-name.ts';
import { formatProtocols, isAll, portsValue } from './port-text.ts';

/** A rule as a flow-style mapping: label, match, action, remarks. `tables`: those of its switch. */
export function ruleValue(network: Network, tables: readonly Table[], rule: Rule): ValueMap {
  const { label, match, action, requirements, assumes } = rule;
  return {
    ...(label === '' ? {} : { label }),
    ...matchValue(network, match),
    ...actionValue(network, tables, action),
    ...(requirements.length === 0 ? {} : { requirements }),
    ...(assumes.length === 0 ? {} : { assumes }),
  };
}

function matchValue(network: Network, match: Match): ValueMap {
  const { sources, sourcePorts, targets, from, out, sourceOwner, targetOwner, registers, fact } = match;
  const { targetPortName, ends, tie } = match;
  const sender = addressesValue(sources);
  const target = addressesValue(targets);
  return {
    ...(sender === undefined ? {} : { from: sender }),
    ...(sourcePorts === undefined || isAll(sourcePorts) ? {} : { fromPort: portsValue(sourcePorts) }),
    ...(target === undefined ? {} : { to: target }),
    ...portValue(match),
    ...(from === undefined ? {} : { via: nodeMatchValue(network, from) }),
    ...(out === undefined ? {} : { out: nodeMatchValue(network, out) }),
    ...(sourceOwner === undefined ? {} : { sourceOwner: nodeMatchValue(network, sourceOwner) }),
    ...(targetOwner === undefined ? {} : { targetOwner: nodeMatchValue(network, targetOwner) }),
    ...(targetPortName === undefined ? {} : { portName: targetPortName }),
    ...(ends === undefined ? {} : { ends }),
    ...(registers === undefined || registers.length === 0
      ? {}
      : { when: Object.fromEntries(registers.map(({ register, value }) => [register, value])) }),
    ...(fact === undefined ? {} : { fact: factName(network.facts, fact) }),
    ...(tie === undefined ? {} : { tie: factName(network.facts, tie) }),
  };
}

/** `10.1.1.1`, or a list where there are several; undefined for all addresses. */
function addressesValue(set: AddressSet | undefined): Value | undefined {
  const text = set === undefined ? '*' : formatAddressSet(set);
  if (text === '*') return undefined;
  const parts = text.split(',');
  return parts.length === 1 ? text : parts;
}

/** `port: 8080/TCP`, `port: 8080`, `protocol: TCP`. */
function portValue({ targetPorts, protocols }: Match): ValueMap {
  const ports: PortSet | undefined =
    targetPorts !== undefined && isAll(targetPorts) ? undefined : targetPorts;
  if (ports === undefined) return protocols === undefined ? {} : { protocol: formatProtocols(protocols) };
  if (protocols === undefined) return { port: portsValue(ports) };
  return { port: `${formatPortSet(ports)}/${formatProtocols(protocols)}` };
}

function nodeMatchValue({ nodes, sets }: Network, match: NodeMatch): Value {
  if ('node' in match) return nameOf(nodes, match.node);
  return 'set' in match ? { set: sets[match.set]?.name ?? '' } : { not: sets[match.not]?.name ?? '' };
}

/** An action: settings in name order, then a translation, then the end; whatever stands otherwise goes into `then`. */
function actionValue(network: Network, tables: readonly Table[], action: Action): ValueMap {
  const settings: [string, Value][] = [];
  let rest: Action | undefined = action;
  while (rest?.kind === 'set' && (settings.at(-1)?.[0] ?? '') < rest.register) {
    const { register, value }: { register: string; value: number } = rest;
    settings.push([register, register === OUT ? nameOf(network.nodes, value as NodeId) : value]);
    rest = rest.then;
  }
  const translated = rest.kind === 'translate' ? rest : undefined;
  const last = translated === undefined ? rest : translated.then;
  return {
    ...(settings.length === 0 ? {} : { set: Object.fromEntries(settings) }),
    ...(translated === undefined ? {} : { translate: changeValue(translated.header) }),
    ...(last === undefined ? {} : endValue(network, tables, last)),
  };
}

function endValue(network: Network, tables: readonly Table[], action: Action): ValueMap {
  switch (action.kind) {
    case 'deliver':
      return { deliver: nameOf(network.nodes, action.to) };
    case 'forward':
      return { forward: action.to === 'out' ? { register: OUT } : nameOf(network.nodes, action.to) };
    case 'discard':
      return action.answer === 'reject' ? { reject: action.reason } : { discard: action.reason };
    case 'next':
      return { next: tableValue(tables, action.table) };
    case 'choose':
      return {
        choose: action.alternatives.map(({ weight, action: inner }) => ({
          ...(weight === 1 ? {} : { weight }),
          ...actionValue(network, tables, inner),
        })),
        ...(action.among === 'backends' ? {} : { among: action.among }),
      };
    case 'translate':
    case 'set':
      return { then: actionValue(network, tables, action) };
    default:
      return unreachable(action);
  }
}

/** The name of a table; its number where the name is another's, or there is no such table. */
function tableValue(tables: readonly Table[], number: number): Value {
  const name = tables[number]?.name;
  return name !== undefined && tables.findIndex((table) => table.name === name) === number ? name : number;
}

function changeValue({ source, sourcePort, target, targetPort }: HeaderChange): ValueMap {
  return {
    ...(source === undefined ? {} : { from: formatAddress(source) }),
    ...(sourcePort === undefined ? {} : { fromPort: sourcePort }),
    ...(target === undefined ? {} : { to: formatAddress(target) }),
    ...(targetPort === undefined ? {} : { port: targetPort }),
  };
}
