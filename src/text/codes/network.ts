import type { CodePage } from '../codes.ts';

/** Codes of networks: ill-formedness, reasons why a message ends, violations. */
export const networkCodes = {
} as const satisfies Readonly<Record<string, CodePage>>;
