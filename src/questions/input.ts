import { nearest } from '../text/nearest.ts';
import type { Input, Parameter, Question, Refusal } from './question.ts';
import { refuse } from './question.ts';

/**
 * Values given for a question's parameters, checked: all that are required, none that it does not have, each of its
 * type. What an end or a port means is for the question to find.
 */
export function readInput(question: Question, given: Readonly<Record<string, unknown>>): Input | Refusal {
  const { parameters, name } = question;
  const input: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const parameter = parameters.find((candidate) => candidate.name === key);
    if (parameter === undefined) return unknownParameter(question, key);
    const read = readValue(parameter, value);
    if (read === undefined) {
      return refuse('BAD_PARAMETER', `${key} is ${expected(parameter)}, not ${JSON.stringify(value)}`);
    }
    input[key] = read;
  }
  const missing = parameters.filter(
    (parameter) => parameter.need === 'required' && !(parameter.name in input),
  );
  if (missing.length === 0) return input;
  return refuse(
    'MISSING_PARAMETER',
    `${name} needs ${missing.map((parameter) => parameter.name).join(' and ')}`,
  );
}

function unknownParameter({ name, parameters }: Question, key: string): Refusal {
  const names = parameters.map((parameter) => parameter.name);
  const [close] = nearest(key, names, 1);
  const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  const hint = close === undefined ? undefined : `did you mean ${close}?`;
  return refuse('UNKNOWN_PARAMETER', `${name} has no parameter ${key}: ${known}`, hint);
}

function readValue({ type, choices }: Parameter, value: unknown): string | number | boolean | undefined {
  switch (type) {
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
    }
    case 'port':
      return (typeof value === 'string' && value !== '') || typeof value === 'number' ? value : undefined;
    case 'choice':
      return typeof value === 'string' && choices?.includes(value) ? value : undefined;
    case 'end':
    case 'protocol':
    case 'text':
      return typeof value === 'string' && value !== '' ? value : undefined;
  }
}

function expected({ type, choices = [] }: Parameter): string {
  switch (type) {
    case 'flag':
      return 'true or false';
    case 'number':
      return 'a whole number from 0';
    case 'port':
      return 'a port, as 80 or "http"';
    case 'choice':
      return `one of ${choices.join(', ')}`;
    case 'end':
      return 'the name of an end, as shop/web';
    case 'protocol':
    case 'text':
      return 'a text';
  }
}
