import { readFileSync } from 'node:fs';

/** Cluster K1 of the article, as it is given. */
export const K1_BYTES: Uint8Array = readFileSync(new URL('../../examples/k1/cluster.yaml', import.meta.url));
