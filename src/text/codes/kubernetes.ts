import type { CodePage } from '../code-page.ts';

/** Codes of reading and planning Kubernetes objects. */
export const kubernetesCodes = {} as const satisfies Readonly<Record<string, CodePage>>;
