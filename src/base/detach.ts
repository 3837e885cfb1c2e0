/** Shorter parts of a text are always copied. */
const SHORTEST_SLICE = 13;

/**
 * The same text, on its own. A part of a longer text keeps all of that in memory in the engines that we know: of a pod
 * read from YAML the name alone would hold 4 kB. A text that is joined and cut again holds no more than itself.
 */
export function detached(text: string): string {
  return text.length < SHORTEST_SLICE ? text : ` ${text}`.slice(1);
}
