/** What a code means, in half a sentence; undefined for codes that nobody knows. */
export type Explain = (code: string) => string | undefined;
