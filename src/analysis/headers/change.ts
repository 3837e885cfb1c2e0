import type { HeaderChange } from '../../model/network/action.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { ALL, at, intersect, NONE } from './diagram.ts';
import type { Level, Point } from './level.ts';
import { SOURCE, SOURCE_PORT, TARGET, TARGET_PORT } from './level.ts';

/** Nothing is changed. */
export const NO_CHANGE: HeaderChange = {};

/** One change after another: what the later one sets stands. */
export function compose(first: HeaderChange, later: HeaderChange): HeaderChange {
  const set = Object.entries(later).filter(([, value]) => value !== undefined);
  return set.length === 0 ? first : { ...first, ...Object.fromEntries(set) };
}

/** A text that is equal for equal changes. */
export function changeKey({ source, sourcePort, target, targetPort }: HeaderChange): string {
  return `${source ?? ''},${sourcePort ?? ''},${target ?? ''},${targetPort ?? ''}`;
}

/** The point that a change sets at a level. */
export function setBy(change: HeaderChange, level: Level): Point | undefined {
  switch (level) {
    case SOURCE:
      return change.source;
    case TARGET:
      return change.target;
    case SOURCE_PORT:
      return change.sourcePort;
    case TARGET_PORT:
      return change.targetPort;
    default:
      return undefined;
  }
}

/** The levels of the fields that changes set. */
export const CHANGED: readonly Level[] = [TARGET, SOURCE, TARGET_PORT, SOURCE_PORT];

/** The headers of which two changes make the same. */
export function madeAlike(all: Diagrams, one: HeaderChange, other: HeaderChange): HeaderSet {
  let set: HeaderSet = ALL;
  for (const level of CHANGED) {
    const [a, b] = [setBy(one, level), setBy(other, level)];
    if (a === b) continue;
    const point = a ?? b;
    if (point === undefined || (a !== undefined && b !== undefined)) return NONE;
    set = intersect(all, set, at(all, level, point));
  }
  return set;
}

/** The change that makes of a reply's header what another one makes of a request's: ends change places. */
export function reverseChange({ source, sourcePort, target, targetPort }: HeaderChange): HeaderChange {
  return {
    ...(target === undefined ? {} : { source: target }),
    ...(targetPort === undefined ? {} : { sourcePort: targetPort }),
    ...(source === undefined ? {} : { target: source }),
    ...(sourcePort === undefined ? {} : { targetPort: sourcePort }),
  };
}
