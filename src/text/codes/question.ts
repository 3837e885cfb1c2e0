import type { CodePage } from '../code-page.ts';

/** Codes of questions and the command line. */
export const questionCodes = {} as const satisfies Readonly<Record<string, CodePage>>;
