import type { Explain } from './explain.ts';
import type { Paint } from './paint.ts';

/** How much is printed: `all` shows what only passes on too, `events` lists events. */
export type Extent = 'plain' | 'events' | 'all';

/** How an answer is printed as text. */
export interface Style {
  readonly extent: Extent;
  readonly paint: Paint;
  readonly explain: Explain;
}
