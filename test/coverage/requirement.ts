import type { OptionKey } from '../../src/index.ts';

/**
 * DEF: the API or the documentation states it as behaviour. QUOTE: one of its sentences about the network model. IMPL: the
 * service proxy or a controller does it, though the API does not promise it. OPEN: left to the implementation.
 */
export type Kind = 'DEF' | 'QUOTE' | 'IMPL' | 'OPEN';

/** What a requirement has beside its text. Every sentence says why something usual is missing. */
export interface Aside {
  /** The options that say how what is open is taken. */
  readonly options?: readonly OptionKey[];
  /** Why it has no option, though it is open. */
  readonly fixed?: string;
  /** Why no code says that it implements it. */
  readonly nowhere?: string;
  /** Why it cannot concern a new connection, so that no case shows it. */
  readonly aside?: string;
  /** Why no case of it is unreachable: what is refused is not known. */
  readonly unknown?: string;
  /** Why its accepting and its refusing case differ by more than one field. */
  readonly apart?: string;
}

/** One thing that Kubernetes says about messages, in our own words. */
export interface Requirement extends Aside {
  readonly number: number;
  readonly section: string;
  readonly kind: Kind;
  readonly text: string;
}

/** One line of a section. */
export type Line = readonly [number: number, kind: Kind, text: string, aside?: Aside];

/** A section of requirements. */
export function section(name: string, lines: readonly Line[]): readonly Requirement[] {
  return lines.map(([number, kind, text, aside]) => ({ number, section: name, kind, text, ...aside }));
}
