import type { Code } from '../../text/codes.ts';

/** One thing that Kubernetes leaves open, and how it can be taken (03, kind OPEN). */
export interface ProfileOption {
  readonly key: string;
  /** What an answer that depends on it names. */
  readonly code: Code;
  readonly requirement: string;
  readonly values: readonly string[];
  readonly default: string;
  /** One sentence: what is decided. */
  readonly text: string;
}

/**
 * Every option that the compiled network depends on: the only list. `--assume KEY=VALUE` sets one; the defaults are
 * those of 03.
 */
export const OPTIONS = [
  {
    key: 'listens',
    code: 'LISTENS',
    requirement: 'S11',
    values: ['any', 'declared'],
    default: 'any',
    text: 'which ports have a listener: any port of a container, or the declared ones only',
  },
  {
    key: 'closedPorts',
    code: 'CLOSED_PORTS',
    requirement: 'F8',
    values: ['refused', 'loop'],
    default: 'refused',
    text: 'a port nobody listens on: refused at the target, or sent back to the host as the article literally says',
  },
  {
    key: 'podToOutside',
    code: 'POD_TO_OUTSIDE',
    requirement: 'S16',
    values: ['masqueraded', 'routed'],
    default: 'masqueraded',
    text: "a pod's source address outside the cluster: its host's address, or its own",
  },
  {
    key: 'outsideToPod',
    code: 'OUTSIDE_TO_POD',
    requirement: 'S17',
    values: ['unrouted', 'routed'],
    default: 'unrouted',
    text: 'whether a message from outside can be routed to a pod address',
  },
] as const satisfies readonly ProfileOption[];

/** The key of an option. */
export type OptionKey = (typeof OPTIONS)[number]['key'];

/** The values an option may take. */
export type OptionValue<K extends OptionKey> = Extract<
  (typeof OPTIONS)[number],
  { key: K }
>['values'][number];

/** A value for every option. */
export type Options = { readonly [K in OptionKey]: OptionValue<K> };

/** The defaults of all options. */
export const DEFAULT_OPTIONS: Options = Object.fromEntries(
  OPTIONS.map((option) => [option.key, option.default]),
) as unknown as Options;

/** The code that stands for an option in answers. */
export function optionCode(key: OptionKey): Code {
  return (OPTIONS.find((option) => option.key === key) as ProfileOption).code;
}
