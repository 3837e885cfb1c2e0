/**
 * The fields in which two readings of one object differ, as the model sees them (R6): where they come from does not count,
 * nor do annotations.
 */
export function differingFields(one: object, other: object): string[] {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  fields.delete('origin');
  fields.delete('annotations');
  const differing = [...fields].filter(
    (field) => text(one[field as keyof typeof one]) !== text(other[field as keyof typeof other]),
  );
  return differing.sort();
}

/** Objects read by one reader have their keys in one order. */
function text(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}n` : part)) ?? '';
}
