import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Errors } from 'typebox/schema';
import { describe, expect, test } from 'vitest';
import { KEYS } from '../../../src/model/notation/keys.ts';
import { writeNetwork } from '../../../src/model/notation/write.ts';
import type { Value } from '../../../src/text/value.ts';
import { SEED } from '../../generate/seed.ts';
import { documents } from './document.ts';
import { fileItem, itemOf, itemOfValue, network, soundNetwork } from './reading.ts';

/** A JSON Schema, as far as these tests look into it. */
interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8'),
  ) as Schema;
const schemas = { Network: read('network'), Scenario: read('scenario') };

/** What a value does not meet, as the schema's own path. */
function violations(schema: Schema, value: Value): string[] {
  const [, errors] = Errors(schema, value);
  return errors.map(({ schemaPath }) => schemaPath);
}

const root = new URL('../../../', import.meta.url);
const examples = ['examples/toy', 'examples/broken'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file}`),
);

describe('the schema admits', () => {
  test.each(examples)('%s', (path) => {
    const { value } = fileItem(path);
    const { kind } = value as { readonly kind: 'Network' | 'Scenario' };
    expect(violations(schemas[kind], value)).toEqual([]);
  });
  test('every document that can be read, and what is written of it', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(violations(schemas.Network, document)).toEqual([]);
        const written = writeNetwork(soundNetwork(itemOfValue(document)));
        expect(violations(schemas.Network, written)).toEqual([]);
      }),
      { numRuns: 100, seed: SEED },
    );
  });
});

describe('the schema refuses', () => {
  test.each([
    '{switch: a, rol: pod}',
    '{role: pod}',
    '{switch: a, process: a}',
    '{switch: a, fib: [], tables: []}',
    '{switch: a, fib: [{port: 80/HTTP, deliver: b}]}',
    '{switch: a, fib: [{forwards: b}]}',
    '{switch: a, fib: [{choose: [{weight: -1}]}]}',
    '{process: a, listens: [0]}',
  ])('%s', (node) => {
    const { value } = itemOf(network(`  nodes:\n    - ${node}`));
    expect(violations(schemas.Network, value)).not.toEqual([]);
  });
});

/** Where each kind of mapping stands in a schema. */
const definitions: Readonly<Record<keyof typeof KEYS, Schema | undefined>> = {
  document: schemas.Network,
  metadata: schemas.Network.properties?.metadata,
  network: schemas.Network.properties?.spec,
  ...schemas.Network.$defs,
  listener: mapping(schemas.Network.$defs?.listener),
  mesh: mapping(schemas.Network.$defs?.link),
  headerChange: schemas.Network.$defs?.translate,
  nodeSet: mapping(schemas.Network.$defs?.nodeMatch),
  register: mapping(schemas.Network.$defs?.forward),
  set: schemas.Network.$defs?.nodeSet,
  scenario: schemas.Scenario.properties?.spec,
  message: schemas.Scenario.$defs?.message,
} as Readonly<Record<keyof typeof KEYS, Schema | undefined>>;

/** The alternative of a schema that is a mapping. */
function mapping(schema: Schema | undefined): Schema | undefined {
  return schema?.anyOf?.find(({ properties }) => properties !== undefined);
}

describe('schema and reader', () => {
  test.each(Object.keys(KEYS) as (keyof typeof KEYS)[])('agree in the fields of a %s', (kind) => {
    expect(Object.keys(definitions[kind]?.properties ?? {}).sort()).toEqual([...KEYS[kind]].sort());
  });
  test('every field is described', () => {
    expect(Object.values(schemas).flatMap((schema) => undescribed(schema, schema, ''))).toEqual([]);
  });
});

/** The properties below a schema that neither say what they are nor refer to what does. */
function undescribed(schema: Schema, whole: Schema, path: string): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const target =
      property.$ref === undefined ? property : whole.$defs?.[property.$ref.split('/').at(-1) ?? ''];
    const described = property.description ?? target?.description;
    return [
      ...(described === undefined ? [`${path}.${name}`] : []),
      ...(property.$ref === undefined ? undescribed(property, whole, `${path}.${name}`) : []),
    ];
  });
  const inner = [...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items])];
  const defined = Object.entries(schema.$defs ?? {});
  return [
    ...own,
    ...inner.flatMap((one) => undescribed(one, whole, path)),
    ...defined.flatMap(([name, one]) => undescribed(one, whole, name)),
  ];
}
