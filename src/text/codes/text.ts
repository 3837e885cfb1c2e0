import type { CodePage } from '../code-page.ts';

/** Codes of reading a text. */
export const textCodes = {} as const satisfies Readonly<Record<string, CodePage>>;
