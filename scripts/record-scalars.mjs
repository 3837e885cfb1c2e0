// Records how Kubernetes reads YAML scalars, as values and as keys, into test/text/scalars.recorded.json.
// Development only; asks the kubectl on this machine, offline:  node scripts/record-scalars.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directory = mkdtempSync(join(tmpdir(), 'record-scalars-'));
const file = join(directory, 'object.yaml');

/** What kubectl makes of one line of YAML inside a ConfigMap: the JSON of the line, or undefined where it refuses. */
function ask(line) {
  writeFileSync(file, `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nprobe:\n  ${line}\n`);
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    const args = ['annotate', '--local', '-f', file, 'q=1', '-o', 'json'];
    return JSON.parse(execFileSync('kubectl', args, options)).probe;
  } catch {
    return undefined;
  }
}

/** Asks for many lines at once, and for each alone only where the lot is refused. */
function askAll(texts, lineOf) {
  if (texts.length === 0) return [];
  const list = texts.map((text, i) => lineOf(text, i)).join('\n  ');
  const probe = ask(list);
  if (probe !== undefined) return texts.map((text, i) => [text, probe[`k${i}`]]);
  if (texts.length === 1) return [[texts[0], undefined]];
  const half = texts.length >> 1;
  return [...askAll(texts.slice(0, half), lineOf), ...askAll(texts.slice(half), lineOf)];
}

const words =
  'y n yes no on off true false null nan inf none nil t f yess truee ~ ~~ - + . = < << <<< # % @'.split(' ');
const casings = (word) => [word, word.toUpperCase(), word[0].toUpperCase() + word.slice(1), oddly(word)];
const oddly = (word) => [...word].map((c, i) => (i % 2 ? c.toUpperCase() : c)).join('');
const numbers =
  `0 1 -1 +1 -0 +0 00 01 007 010 0755 08 09 0089 018 -010 +010 -08 0o17 0O17 0o18 -0o17 +0o17 0o 0x10 0X1F
  0xfF 0xg 0x -0x10 +0x10 0b101 0B101 0b2 0b -0b11 +0b11 0b+1 0b-1 -0b+1 0b_1 1_000 1__0 _1 1_ -_1 0x_ff 0_7 0_8 1_000.5
  1e3 1E3 1e+3 1e-3 1.0 1. .5 5. -.5 +.5 .5e3 .5_0 .5e1_0 .5e_1 .5_e1 .1_2e3_4 ._5 -.5_0 1.5e3 1e400 -1e400 1e-400 1e 1e+ e3 .e3 1.2.3 1.e5 +1.e5
  0.1 0.10 1.10 3.14159265358979 1e21 1e20 123456789 1234567 1234567.5 0.0001 0.00001 0.000012345 16777217 100000.5
  2147483648 4294967296 9007199254740991 9007199254740992 9007199254740993 9223372036854775807 9223372036854775808
  -9223372036854775808 -9223372036854775809 +9223372036854775807 +9223372036854775808 18446744073709551615
  18446744073709551616 -18446744073709551615 99999999999999999999 123456789012345678901234567890 0xffffffffffffffff
  0x7fffffffffffffff 0x8000000000000000 0xfffffffffffffffff 01777777777777777777777 0777777777777777777777
  0o1777777777777777777777 1_8446744073709551615 0x1p4 0x1.8 1f 1d 1L 1u 0777L 12:30 12:30:45 1:2 190:20:30 190:20:30.15
  2001-01-01 2001-1-1 2001-01-01T00:00:00Z 2001-12-14t21:59:43.10-05:00 2001-13-45 20010101 10.0.0.1 1.2 1.2.3 1,000
  .inf .Inf .INF .iNF -.inf -.Inf -.INF +.inf +.Inf +.INF .nan .NaN .NAN .Nan -.nan inf NaN Infinity -inf ++1 --1 +-1 1+1
  - + -. +. . .. ... ._ -_ +_ - 1- 1.5.  0.0 -0.0 +0.0 0e0 -0e0 00.5 01.5 08.5 0_0 0b0 0x0 -0x0 1e05 1e0_5 1_e5`.split(
    /\s+/,
  );
const tagged = [
  '!!str',
  '!!int',
  '!!float',
  '!!bool',
  '!!null',
  '!!binary',
  '!!timestamp',
  '!custom',
  '!',
  '!!foo',
].flatMap((tag) =>
  ['1', '"3"', "'0x10'", 'yes', '"yes"', '1.5', '~', '""', 'foo', 'aGVsbG8=', '2001-01-01', '0o7', ''].map(
    (text) => `${tag} ${text}`.trim(),
  ),
);
const binary = [
  '/w==',
  '//79gIA=',
  '4pyT',
  '8J+YgA==',
  'aGVs bG8=',
  'aGVsbG8',
  '====',
  '',
  '7aCA',
  '9JCAgA==',
  'wK8=',
].map((text) => `!!binary "${text}"`);
const quoted = [
  '"1"',
  "'1'",
  '"yes"',
  "'null'",
  '"~"',
  "''",
  '""',
  '"<<"',
  '"\\x41"',
  '"a\\tb"',
  "'it''s'",
  '" x "',
  '"0x10"',
]
  .concat([
    'foo',
    'foo bar',
    'a#b',
    'a:b',
    'http://x/y',
    '*.x',
    '&a 1',
    '1 2',
    'a, b',
    '@x',
    '`x',
    '%x',
    '!x',
    '- x',
    '? x',
    ': x',
  ])
  .concat([
    'x # c',
    '1 # c',
    '~ # c',
    '| # c',
    '[]',
    '{}',
    '[1, yes]',
    '{a: no}',
    'a: b',
    '"a',
    'a"b',
    "a'b",
    '-1-',
    '1 ',
    'null ',
    '𝒳',
    'é',
    '::',
    'a:',
    '-',
    '--',
    '---',
    '...',
  ]);

/** Seeded: mulberry32. */
let state = 20_250_101;
function random(limit) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % limit;
}
const pick = (choices) => choices[random(choices.length)];
function fuzzed() {
  const alphabet = pick([
    '0123456789',
    '01_',
    '0123456789._eE+-',
    '0123456789abcdefxXoObB_',
    '+-.eE0123456789_',
    'yYnNoOfFtTrRuUeEsSlL~.',
  ]);
  const prefix = pick(['', '', '', '-', '+', '0', '0x', '0o', '0b', '.', '1', '-0', '+0x']);
  let text = prefix;
  const length = 1 + random(pick([3, 6, 22]));
  for (let i = 0; i < length; i++) text += alphabet[random(alphabet.length)];
  return text;
}

const plain = new Set([...words.flatMap(casings), ...numbers]);
while (plain.size < 1300) plain.add(fuzzed());
const values = [...new Set([...plain, ...tagged, ...binary, ...quoted])];
const keys = [...new Set([...plain, ...quoted, ...tagged.slice(0, 60)])].filter(
  (text) => !text.includes(': ') && !text.endsWith(':'),
);

const seen = (value) => (value === undefined ? {} : { value });
const recordedValues = askAll(values, (text, i) => `k${i}: ${text}`).map(([text, value]) => ({
  text,
  ...seen(value),
}));
const recordedKeys = keys.map((text) => {
  const probe = ask(`${text}: 0`);
  const names = probe === undefined || probe === null || typeof probe !== 'object' ? [] : Object.keys(probe);
  return { text, ...(names.length === 1 ? { key: names[0] } : {}) };
});
rmSync(directory, { recursive: true });

const version = JSON.parse(
  execFileSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' }),
);
const lines = (list) => list.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
writeFileSync(
  new URL('../test/text/scalars.recorded.json', import.meta.url),
  `{\n  "recordedFrom": ${JSON.stringify(`kubectl ${version.clientVersion.gitVersion}`)},\n  "values": [\n${lines(recordedValues)}\n  ],\n  "keys": [\n${lines(recordedKeys)}\n  ]\n}\n`,
);
console.log(`${recordedValues.length} values, ${recordedKeys.length} keys`);
