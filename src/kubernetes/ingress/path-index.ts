import { onceFor } from '../../base/once.ts';
import type { PathPattern } from './paths.ts';
import { matchesPath } from './paths.ts';

/** Whatever is for the paths that a pattern means. */
interface ForPaths {
  readonly pattern: PathPattern;
}

/** The places of patterns in a list, by what can be looked up of a path; expressions have to be tried. */
interface PathIndex {
  readonly exact: ReadonlyMap<string, readonly number[]>;
  /** Without the slash at the end. */
  readonly prefix: ReadonlyMap<string, readonly number[]>;
  readonly regex: readonly number[];
}

/** A list as long as this is looked through as fast as it is looked up in. */
const FEW = 16;

const indexOf = onceFor((list: readonly ForPaths[]): PathIndex => {
  const exact = new Map<string, number[]>();
  const prefix = new Map<string, number[]>();
  const regex: number[] = [];
  list.forEach(({ pattern: { kind, value } }, place) => {
    if (kind === 'Regex') regex.push(place);
    else if (kind === 'Exact') put(exact, value, place);
    else put(prefix, value.endsWith('/') ? value.slice(0, -1) : value, place);
  });
  return { exact, prefix, regex };
});

function put(index: Map<string, number[]>, key: string, place: number): void {
  const places = index.get(key);
  if (places === undefined) index.set(key, [place]);
  else places.push(place);
}

/** The places of all in a list whose pattern means a path, in the order of the list: the same as to try each (S135). */
export function placesFor(list: readonly ForPaths[], path: string): readonly number[] {
  if (list.length <= FEW) {
    return list.flatMap(({ pattern }, place) => (matchesPath(pattern, path) ? [place] : []));
  }
  const { exact, prefix, regex } = indexOf(list);
  const groups = [exact.get(path), prefix.get(path)];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    groups.push(prefix.get(path.slice(0, slash)));
  }
  groups.push(regex.filter((place) => matchesPath((list[place] as ForPaths).pattern, path)));
  const found = groups.filter((group) => group !== undefined && group.length > 0);
  const [first = []] = found;
  return found.length < 2 ? first : (found.flat() as number[]).sort((a, b) => a - b);
}
