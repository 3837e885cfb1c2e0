import { compareText } from '../../base/order.ts';
import { nearest } from '../../text/nearest.ts';
import type { OptionKey, Options } from './options.ts';
import { DEFAULT_OPTIONS, OPTIONS } from './options.ts';

/**
 * How a cluster becomes a network: which of the two graphs of 01 §3 (`article`: F1–F5 and nothing else; `standard`:
 * F1–F9 with fabric and outside), and how what Kubernetes leaves open is taken.
 */
export interface Profile {
  readonly name: string;
  readonly graph: 'article' | 'standard';
  readonly options: Options;
}

/** What real clusters have: the default. */
export const STANDARD: Profile = { name: 'standard', graph: 'standard', options: DEFAULT_OPTIONS };

/** F1–F5 literally (01 §3, §8.2). */
export const ARTICLE: Profile = {
  name: 'article',
  graph: 'article',
  options: { ...DEFAULT_OPTIONS, listens: 'declared', closedPorts: 'loop' },
};

/** The profiles known by name. */
export const PROFILES: readonly Profile[] = [STANDARD, ARTICLE];

/** A profile with one option set, or why it cannot be: `text` names what is known. */
export function assume(profile: Profile, key: string, value: string): Profile | { readonly problem: string } {
  const option = OPTIONS.find((candidate) => candidate.key === key);
  if (option === undefined) {
    const keys = OPTIONS.map((candidate) => candidate.key).sort(compareText);
    const [close] = nearest(key, keys, 1);
    const hint = close === undefined ? '' : `; did you mean ${close}?`;
    return { problem: `there is no option ${key}${hint} (options: ${keys.join(', ')})` };
  }
  if (!(option.values as readonly string[]).includes(value)) {
    return { problem: `option ${key} is one of ${option.values.join(', ')}, not ${value}` };
  }
  if (
    profile.graph === 'article' &&
    (key as OptionKey) !== 'listens' &&
    (key as OptionKey) !== 'closedPorts'
  ) {
    return { problem: `the article profile has no ${key}: it is F1 to F5 and nothing else` };
  }
  return { ...profile, options: { ...profile.options, [key]: value } };
}
