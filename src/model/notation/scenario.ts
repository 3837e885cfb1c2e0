import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Item } from '../../text/item.ts';
import type { Origin } from '../../text/origin.ts';
import type { Protocol } from '../header/protocol.ts';
import { parseProtocol } from '../header/protocol.ts';
import { headOf } from './document.ts';
import type { Field } from './field.ts';
import {
  complain,
  described,
  itemsIn,
  membersIn,
  numberIn,
  originOf,
  textIn,
  wordIn,
  wrongType,
} from './field.ts';

/** Messages to be sent at once (`kind: Scenario`). Ends are as a user writes them: what they mean, a network tells. */
export interface Scenario {
  readonly name: string;
  readonly messages: readonly ScenarioMessage[];
}

/** Messages of one kind. */
export interface ScenarioMessage {
  readonly from: string;
  /** Possibly with a port: `shop/web:80`. */
  readonly to: string;
  /** A number or a name. */
  readonly port?: number | string;
  readonly protocol?: Protocol;
  /** The round in which they are sent, from 0. */
  readonly at: number;
  /** How many of them. */
  readonly count: number;
  readonly expects: 'nothing' | 'reply';
  readonly origin: Origin;
}

/** How many messages one entry may send, and the last round in which it may. */
const MOST = 1_000_000;

/** A `kind: Scenario` as data. Total: what cannot be read is a diagnostic, and with an error there is no scenario. */
export function readScenario(item: Item): { scenario: Scenario | undefined; diagnostics: Diagnostic[] } {
  const { name, spec, diagnostics } = headOf(item, 'Scenario');
  const list = spec && membersIn(spec, 'scenario')?.messages;
  if (spec !== undefined && list === undefined) complain(spec, 'NOTATION_MISSING', 'messages is missing');
  const messages = list === undefined ? [] : itemsIn(list, 'a list of messages').flatMap(messageIn);
  const refused = diagnostics.some(({ severity }) => severity === 'error');
  return { scenario: refused ? undefined : { name, messages }, diagnostics };
}

function messageIn(item: Field): ScenarioMessage[] {
  const fields = membersIn(item, 'message', 'a message, as {from: c1, to: 10.1.2.1, port: 8080}');
  if (fields === undefined) return [];
  const { from, to, port, protocol, at, count, expects } = fields;
  if (from === undefined || to === undefined) complain(item, 'NOTATION_MISSING', 'a message has from and to');
  const ends = { from: from && textIn(from), to: to && textIn(to) };
  const wanted = port && portIn(port);
  const carrier = protocol && protocolIn(protocol);
  const round = at === undefined ? 0 : numberIn(at, 0, MOST);
  const number = count === undefined ? 1 : numberIn(count, 1, MOST);
  const answer = expects === undefined ? 'nothing' : wordIn(expects, ['nothing', 'reply']);
  if (ends.from === undefined || ends.to === undefined) return [];
  return [
    {
      from: ends.from,
      to: ends.to,
      ...(wanted === undefined ? {} : { port: wanted }),
      ...(carrier === undefined ? {} : { protocol: carrier }),
      at: round ?? 0,
      count: number ?? 1,
      expects: answer ?? 'nothing',
      origin: originOf(item),
    },
  ];
}

function portIn(field: Field): number | string | undefined {
  const { value } = field;
  if (typeof value === 'number') return numberIn(field, 1, 65535);
  return typeof value === 'string' && value !== '' ? value : wrongType(field, 'a port, as 8080 or http');
}

function protocolIn(field: Field): Protocol | undefined {
  const text = textIn(field);
  if (text === undefined) return undefined;
  return (
    parseProtocol(text) ??
    complain(field, 'NOTATION_VALUE', `${described(text)} is no protocol`, 'TCP, UDP, SCTP, ICMP or other')
  );
}
