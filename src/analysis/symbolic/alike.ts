import type { Family } from '../../model/network/family.ts';
import { isTerm } from '../../model/network/instantiate.ts';
import { entriesOf } from './entries.ts';
import type { Situation } from './situation.ts';
import { NODE_FIELDS, placeAsked, placeIn } from './situation.ts';
import type { Finding, Stage } from './way.ts';

/**
 * Whether two stages are of the same tables and ask the same of messages, though they stand in different situations: what
 * they ask of places are the same places, and of the switch itself nothing. Those that do not look alike may be.
 */
export function isAlike(a: Stage, b: Stage, finding: Finding): boolean {
  if (a.side !== b.side || a.template !== b.template || a.exit !== b.exit) return false;
  if (a.tables.join() !== b.tables.join()) return false;
  return a.tables.every((number) =>
    (a.template.tables[number]?.families ?? []).every((family) =>
      isSame(family, a.situation, b.situation, finding),
    ),
  );
}

function isSame(family: Family, a: Situation, b: Situation, finding: Finding): boolean {
  const { each, match } = family;
  for (const field of NODE_FIELDS) {
    if (match[field] === undefined) continue;
    const [one, other] = [placeAsked(field, a), placeAsked(field, b)];
    if (typeof one === 'object' || typeof other === 'object') return false;
    if ((one && placeIn(a, one)) !== (other && placeIn(b, other))) return false;
  }
  const parts = [...Object.values(match), ...(each?.where ?? []).map(({ to }) => to)];
  if (!parts.some((part) => isTerm(part) && 'self' in part)) return true;
  const [one, other] = [neverMatches(family, a, finding), neverMatches(family, b, finding)];
  return one !== 'perhaps' && one === other;
}

/** Whether a family that asks something of the switch itself matches nobody, whoever the ends are. */
function neverMatches(
  family: Family,
  situation: Situation,
  { knowledge, table }: Finding,
): 'yes' | 'perhaps' {
  return entriesOf([family], situation, knowledge, table)?.length === 0 ? 'yes' : 'perhaps';
}
