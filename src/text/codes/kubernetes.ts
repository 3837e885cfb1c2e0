import type { CodePage } from '../codes.ts';

/** Codes of reading and planning Kubernetes objects. */
export const kubernetesCodes = {
} as const satisfies Readonly<Record<string, CodePage>>;
