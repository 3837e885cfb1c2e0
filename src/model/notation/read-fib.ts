import type { Family } from '../network/family.ts';
import type { Table, Template } from '../network/fib.ts';
import type { Field, Members } from './field.ts';
import { complain, itemsIn, membersIn, originOf, textIn, textsIn, wordIn } from './field.ts';
import type { Key } from './keys.ts';
import type { Names } from './names.ts';
import type { SwitchNames } from './read-action.ts';
import { actionIn } from './read-action.ts';
import { matchIn } from './read-match.ts';

/** The name of the table of a FIB that has just one. */
export const MAIN = 'main';

/** The FIB that the fields of a node say: `fib`, one table, or `tables`, a pipeline; undefined where there is none. */
export function templateIn(fields: Members<Key<'node'>>, name: string, names: Names): Template | undefined {
  const { fib, tables, sessions } = fields;
  if (fib === undefined && tables === undefined && sessions === undefined) return undefined;
  if (fib !== undefined && tables !== undefined) {
    complain(tables, 'NOTATION_TWICE', 'fib and tables exclude each other: fib is a single table');
  }
  const kept = sessions && wordIn(sessions, ['kept', 'none']);
  return {
    name,
    tables: tables === undefined ? mainTable(fib, names) : tablesIn(tables, names),
    sessions: kept ?? 'none',
  };
}

function mainTable(fib: Field | undefined, names: Names): readonly Table[] {
  const known = { ...names, tables: new Map([[MAIN, 0]]) };
  return [{ name: MAIN, families: fib === undefined ? [] : rulesIn(fib, known), assumes: [] }];
}

function tablesIn(field: Field, names: Names): readonly Table[] {
  const all = itemsIn(field, 'a list of tables').map((item) => {
    const fields = membersIn(item, 'table') ?? {};
    const name = fields.name === undefined ? undefined : textIn(fields.name);
    if (fields.name === undefined) complain(item, 'NOTATION_MISSING', 'a table has a name');
    return { name: name ?? '', fields };
  });
  const numbers = new Map<string, number>();
  all.forEach(({ name }, number) => {
    if (!numbers.has(name)) numbers.set(name, number);
  });
  const known = { ...names, tables: numbers };
  return all.map(({ name, fields: { rules, assumes } }) => ({
    name,
    families: rules === undefined ? [] : rulesIn(rules, known),
    assumes: textsIn(assumes),
  }));
}

/** A list of rules, each a family of one. */
function rulesIn(field: Field, names: SwitchNames): readonly Family[] {
  return itemsIn(field, 'a list of rules').flatMap((item) => ruleIn(item, names) ?? []);
}

function ruleIn(field: Field, names: SwitchNames): Family | undefined {
  const fields = membersIn(field, 'rule', 'a rule, as {to: 10.1.1.1, forward: n1}');
  if (fields === undefined) return undefined;
  const label = fields.label === undefined ? '' : textIn(fields.label);
  const match = matchIn(fields, names);
  const action = actionIn(fields, field, names);
  if (action === undefined || label === undefined) return undefined;
  const { requirements, assumes } = fields;
  const remarks = { requirements: textsIn(requirements), assumes: textsIn(assumes) };
  return { label, match, action, origin: originOf(field), ...remarks };
}
