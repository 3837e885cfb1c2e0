/** What `explain-code` prints of a code: what it means, and what to do. */
export interface CodePage {
  /** One sentence. */
  readonly title: string;
  /** Why it is said, an example, what to do. Plain text, paragraphs separated by an empty line. */
  readonly text: string;
}
