import type { ValueMap } from '../../text/value.ts';
import { textIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';

/**
 * One of the few texts that the field of the mapping at `base` may have; undefined if it is absent, or any other one,
 * which is reported.
 */
export function choiceIn<T extends string>(
  map: ValueMap,
  field: string,
  choices: readonly T[],
  base: string,
  reading: Reading,
): T | undefined {
  const text = textIn(map, field);
  if (text === undefined) return undefined;
  const choice = choices.find((one) => one === text);
  if (choice === undefined) refuseChoice(text, choices, base === '' ? field : `${base}.${field}`, reading);
  return choice;
}

/** Reports a text that is none of those that may stand there. */
export function refuseChoice(text: string, choices: readonly string[], path: string, reading: Reading): void {
  const field = path.slice(path.lastIndexOf('.') + 1);
  const close = choices.find((one) => one.toLowerCase() === text.toLowerCase());
  const message = `${field} is one of ${choices.join(', ')}, not ${JSON.stringify(text)}`;
  refuse(reading, 'INVALID_VALUE', message, path, close === undefined ? undefined : `write ${close}`);
}
