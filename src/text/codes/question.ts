import type { CodePage } from '../codes.ts';

/** Codes of questions and the command line. */
export const questionCodes = {
} as const satisfies Readonly<Record<string, CodePage>>;
