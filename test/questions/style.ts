import { PLAIN } from '../../src/interface/render/paint.ts';
import type { Style } from '../../src/interface/render/style.ts';

/** Text without colour and links, as a file gets it. */
export const STYLE: Style = { extent: 'plain', paint: PLAIN, explain: () => undefined };
