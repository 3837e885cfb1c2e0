import type { CodePage } from '../codes.ts';

/** Codes of reading a text. */
export const textCodes = {
} as const satisfies Readonly<Record<string, CodePage>>;
