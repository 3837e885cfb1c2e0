import { readNumber, resolveScalar, resolveTagged, ScalarFault, SMALL, YAML_TAG } from './scalar.ts';

const MAX_INT64 = (1n << 63n) - 1n;

/** A key that is nothing but itself: it begins with a letter with which no word of YAML begins. */
export const SIMPLE_KEY = /^[a-eg-mp-su-xzA-EG-MP-SU-XZ_/$]/;

/**
 * The text that Kubernetes makes of a scalar used as a key: `on` is "true", `0x10` is "16", `1e20` is "1e+20".
 * A null key, and an integer above 2^63 - 1, are faults.
 */
export function resolveKey(text: string): string | ScalarFault {
  return keyOf(resolveScalar(text), text);
}

/** As resolveKey, for a key with a tag. */
export function resolveTaggedKey(tag: string, text: string): string | ScalarFault {
  const value = resolveTagged(tag, text);
  if (value instanceof ScalarFault || typeof value === 'string') return value;
  if (tag === `${YAML_TAG}float` && typeof value === 'number') return formatFloat(value, text);
  return keyOf(value, text);
}

function keyOf(value: string | number | boolean | null, text: string): string | ScalarFault {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value === null) return new ScalarFault('KEY_NULL', 'a key is empty or null');
  const integer = readNumber(text);
  if (typeof integer !== 'bigint') return SMALL.test(text) ? String(value) : formatFloat(value, text);
  return integer <= MAX_INT64
    ? String(integer)
    : new ScalarFault('KEY_TOO_LARGE', `the key ${text} is above 2^63 - 1`);
}

/** As strconv.FormatFloat(value, 'g', -1, 32): the shortest digits that give the same float32. */
function formatFloat(value: number, text: string): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return text.startsWith('-') ? '-0' : '0';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toExponential(digits - 1))) !== single) digits++;
  const [mantissa, exponent] = single.toExponential(digits - 1).split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return single.toFixed(Math.max(0, digits - 1 - power));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
