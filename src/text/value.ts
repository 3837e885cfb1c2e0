/** What a text says, as JSON has it: YAML scalars are resolved as Kubernetes resolves them. */
export type Value = string | number | boolean | null | readonly Value[] | ValueMap;

/**
 * A mapping; its keys are in the order of the text. It may or may not have a prototype: look up fixed names, or own keys
 * (`Object.hasOwn`) where the name comes from a text.
 */
export interface ValueMap {
  readonly [key: string]: Value;
}

/** Whether a value is a mapping. */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a sequence. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
