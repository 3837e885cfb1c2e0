import type { CodePage } from './code-page.ts';
import { fateCodes } from './codes/fates.ts';
import { ingressCodes } from './codes/ingress.ts';
import { kubernetesCodes } from './codes/kubernetes.ts';
import { lintCodes } from './codes/lint.ts';
import { namesCodes } from './codes/names.ts';
import { networkCodes } from './codes/network.ts';
import { notationCodes } from './codes/notation.ts';
import { optionCodes } from './codes/options.ts';
import { questionCodes } from './codes/question.ts';
import { textCodes } from './codes/text.ts';

/** Every stable code with its page: the only list. A code is never renamed nor used again for something else. */
export const CODES = {
  ...textCodes,
  ...kubernetesCodes,
  ...networkCodes,
  ...fateCodes,
  ...optionCodes,
  ...namesCodes,
  ...ingressCodes,
  ...notationCodes,
  ...questionCodes,
  ...lintCodes,
} as const;

/** A stable code of a diagnostic, a reason or an assumption. */
export type Code = keyof typeof CODES;

/** The page of a code, whatever its letter case; undefined if there is none. */
export function codePage(code: string): CodePage | undefined {
  return (CODES as Readonly<Record<string, CodePage>>)[code.toUpperCase()];
}
