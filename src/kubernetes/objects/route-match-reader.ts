import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import { entriesIn, has, mapIn, textIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { choiceIn } from './choice.ts';
import type { RouteMatch } from './gateway.ts';
import { readHttpPath } from './http-path.ts';

const PATH_TYPES = ['Exact', 'PathPrefix', 'RegularExpression'] as const;
const TEXT_TYPES = ['Exact', 'RegularExpression'] as const;

/** What matches every request: a rule that asks for nothing. */
export const EVERY_PATH: Omit<RouteMatch, 'path'> = {
  pathMatch: { type: 'PathPrefix', value: '/' },
  headers: [],
  queries: [],
};

/** A match of an HTTPRoute; undefined if a part of it cannot be used, since it would match more without. */
export function readHttpMatch(value: ValueMap, path: string, reading: Reading): RouteMatch | undefined {
  const given = mapIn(value, 'path');
  const type = choiceOr(given, 'PathPrefix', PATH_TYPES, `${path}.path`, reading);
  const text = textIn(given, 'value') ?? '/';
  const checked =
    type === 'RegularExpression'
      ? detached(text)
      : readHttpPath(text, 'parts', `${path}.path.value`, reading);
  const headers = readTexts(value, 'headers', path, reading);
  const queries = readTexts(value, 'queryParams', path, reading);
  const method = textIn(value, 'method');
  if (type === undefined || checked === undefined || headers === undefined || queries === undefined) {
    return undefined;
  }
  return {
    pathMatch: { type, value: checked },
    ...(method === undefined ? {} : { method: detached(method) }),
    headers: headers.map((header) => ({ ...header, name: header.name.toLowerCase() })),
    queries,
    path,
  };
}

/** A match of a GRPCRoute, as one of the requests that carry it: POST to /SERVICE/METHOD (S139). */
export function readGrpcMatch(value: ValueMap, path: string, reading: Reading): RouteMatch | undefined {
  const given = mapIn(value, 'method');
  const type = choiceOr(given, 'Exact', TEXT_TYPES, `${path}.method`, reading);
  const headers = readTexts(value, 'headers', path, reading);
  if (type === undefined || headers === undefined) return undefined;
  const pathMatch = grpcPath(type, textIn(given, 'service'), textIn(given, 'method'));
  const named = headers.map((header) => ({ ...header, name: header.name.toLowerCase() }));
  return { pathMatch, headers: named, queries: [], path };
}

function grpcPath(
  type: 'Exact' | 'RegularExpression',
  service: string | undefined,
  method: string | undefined,
): RouteMatch['pathMatch'] {
  if (service === undefined && method === undefined) return EVERY_PATH.pathMatch;
  if (type === 'Exact' && service !== undefined) {
    return method === undefined
      ? { type: 'PathPrefix', value: detached(`/${service}/`) }
      : { type: 'Exact', value: detached(`/${service}/${method}`) };
  }
  const part = (text: string | undefined): string =>
    text === undefined ? '[^/]+' : type === 'Exact' ? text.replace(/[^A-Za-z0-9_]/g, '\\$&') : `(?:${text})`;
  return { type: 'RegularExpression', value: `/${part(service)}/${part(method)}` };
}

/** The choice in the field `type`; undefined only where it is wrong. */
function choiceOr<T extends string>(
  map: ValueMap,
  otherwise: T,
  choices: readonly T[],
  path: string,
  reading: Reading,
): T | undefined {
  return has(map, 'type') && map.type !== '' ? choiceIn(map, 'type', choices, path, reading) : otherwise;
}

/** Headers or query parameters; undefined if one of them cannot be used. */
function readTexts(
  value: ValueMap,
  field: string,
  base: string,
  reading: Reading,
): RouteMatch['headers'] | undefined {
  const texts: RouteMatch['headers'][number][] = [];
  for (const { index, value: one } of entriesIn(value, field)) {
    const path = `${base}.${field}[${index}]`;
    const type = choiceOr(one, 'Exact', TEXT_TYPES, path, reading);
    const name = textIn(one, 'name');
    if (type === undefined || name === undefined || typeof one.value !== 'string') return undefined;
    texts.push({ type, name: detached(name), value: detached(one.value) });
  }
  return texts;
}
