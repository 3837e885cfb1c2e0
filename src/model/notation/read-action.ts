import { sortedBy } from '../../base/order.ts';
import { isMap } from '../../text/value.ts';
import type { Address } from '../header/address.ts';
import { parseAddress } from '../header/address.ts';
import type { Action, Alternative, HeaderChange } from '../network/action.ts';
import { OUT } from '../network/match.ts';
import type { NodeId } from '../network/node.ts';
import type { Field, Members } from './field.ts';
import { complain, described, entriesIn, itemsIn, membersIn, numberIn, textIn, wordIn } from './field.ts';
import type { Key } from './keys.ts';
import type { Names } from './names.ts';
import { named, nodeIn } from './names.ts';
import { MOST_IN_REGISTER, registerNamed, withoutAbsent } from './read-match.ts';

/** The names that the actions of one switch can use: also its tables, by name. */
export interface SwitchNames extends Names {
  readonly tables: ReadonlyMap<string, number>;
}

/** How an action can end. `then` is the rest of an action, written as a mapping of its own. */
const ENDS = ['deliver', 'forward', 'discard', 'reject', 'next', 'choose', 'then'] as const;

/**
 * The action that the fields of a rule say: first every `set`, by name, then `translate`, then the end. `field` is the
 * mapping they stand in. Undefined where it cannot be read, which is complained of.
 */
export function actionIn(
  fields: Members<Key<'action'>>,
  field: Field,
  names: SwitchNames,
): Action | undefined {
  const ends = ENDS.filter((key) => fields[key] !== undefined);
  const [end, second] = ends;
  if (second !== undefined)
    return complain(fields[second] as Field, 'NOTATION_ACTION', `${end} and ${second} exclude each other`);
  if (fields.among !== undefined && end !== 'choose')
    complain(fields.among, 'NOTATION_ACTION', 'among belongs to choose');
  const last = end && endIn(end, fields, names);
  if (end !== undefined && last === undefined) return undefined;
  const translated = fields.translate === undefined ? last : translationIn(fields.translate, last);
  const settings = fields.set === undefined ? [] : settingsIn(fields.set, names);
  if (translated === undefined) return complain(field, 'NOTATION_ACTION', missingEnd(fields));
  return settings.reduceRight<Action>(
    (then, { register, value }) => ({ kind: 'set', register, value, then }),
    translated,
  );
}

function missingEnd({ set, translate }: Members<Key<'action'>>): string {
  if (translate === undefined && set !== undefined)
    return 'what follows is missing: set alone decides nothing';
  return 'an action is missing: deliver, forward, discard, reject, translate, next or choose';
}

function endIn(
  end: (typeof ENDS)[number],
  fields: Members<Key<'action'>>,
  names: SwitchNames,
): Action | undefined {
  const field = fields[end] as Field;
  switch (end) {
    case 'deliver': {
      const to = nodeIn(field, names);
      return to === undefined ? undefined : { kind: 'deliver', to };
    }
    case 'forward': {
      const to = isMap(field.value) ? outIn(field) : nodeIn(field, names);
      return to === undefined ? undefined : { kind: 'forward', to };
    }
    case 'discard':
    case 'reject': {
      const reason = textIn(field, 'a text, the reason');
      return reason === undefined
        ? undefined
        : { kind: 'discard', reason, answer: end === 'reject' ? 'reject' : 'drop' };
    }
    case 'next': {
      const table = tableIn(field, names);
      return table === undefined ? undefined : { kind: 'next', table };
    }
    case 'choose':
      return choiceIn(field, fields.among, names);
    case 'then': {
      const inner = membersIn(field, 'action');
      return inner && actionIn(inner, field, names);
    }
  }
}

/** `{register: out}`: the neighbour that the register holds. */
function outIn(field: Field): 'out' | undefined {
  const register = membersIn(field, 'register')?.register;
  if (register === undefined)
    return complain(field, 'NOTATION_MISSING', 'expected the name of a node, or {register: out}');
  return wordIn(register, [OUT]) === undefined ? undefined : 'out';
}

/** A table by its name, or by its number from 0. */
function tableIn(field: Field, names: SwitchNames): number | undefined {
  return typeof field.value === 'number' ? numberIn(field, 0, 65535) : named(field, names.tables, 'table');
}

function choiceIn(field: Field, among: Field | undefined, names: SwitchNames): Action {
  const alternatives = itemsIn(field, 'a list of alternatives').flatMap((item): Alternative[] => {
    const fields = membersIn(item, 'alternative');
    if (fields === undefined) return [];
    const weight = fields.weight === undefined ? 1 : numberIn(fields.weight, 0, MOST_IN_REGISTER);
    const action = actionIn(fields, item, names);
    return weight === undefined || action === undefined ? [] : [{ weight, action }];
  });
  const way = among && wordIn(among, ['backends', 'equals']);
  return { kind: 'choose', among: way ?? 'backends', alternatives };
}

function translationIn(field: Field, then: Action | undefined): Action {
  const { from, fromPort, to, port } = membersIn(field, 'headerChange') ?? {};
  const header = withoutAbsent<HeaderChange>({
    source: from && addressIn(from),
    sourcePort: fromPort && numberIn(fromPort, 0, 65535),
    target: to && addressIn(to),
    targetPort: port && numberIn(port, 0, 65535),
  });
  return then === undefined ? { kind: 'translate', header } : { kind: 'translate', header, then };
}

/** One address. */
export function addressIn(field: Field): Address | undefined {
  const text = textIn(field, 'a text, as 10.1.1.1');
  if (text === undefined) return undefined;
  return parseAddress(text) ?? complain(field, 'NOTATION_VALUE', `${described(text)} is no address`);
}

/** What `set` puts in registers, by name: numbers, and in `out` a node. */
function settingsIn(field: Field, names: Names): { readonly register: string; readonly value: number }[] {
  const all = entriesIn(field, 'a mapping of registers, as {mark: 1}') ?? [];
  const settings = all.flatMap(([register, member]) => {
    const value: number | NodeId | undefined =
      register === OUT ? nodeIn(member, names) : numberIn(member, 0, MOST_IN_REGISTER);
    return registerNamed(register, member) && value !== undefined ? [{ register, value }] : [];
  });
  return sortedBy(settings, ({ register }) => register);
}
