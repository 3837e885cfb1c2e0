import type { Cover } from './cover.ts';
import { accepts, refuses } from './cover.ts';

const HEAD = `# What Kubernetes says, and what shows it here

Every number that code and tests cite, with who cites it. Made by \`node scripts/coverage.mjs --write\` from the sources: do not
edit it. A test fails where the page is not up to date, or where something is shown by nothing.

DEF: the API or the documentation states it. QUOTE: a sentence about the network model. IMPL: the service proxy or a controller
does it, though the API does not promise it. OPEN: left to the implementation, so there is an option (\`--assume KEY=VALUE\`).
Code is in \`src\`, tests in \`test\`, stories in \`test/cases\`, each with how many of its cases are reachable (+) and how many are
not (−).
`;

/** The page of all requirements. */
export function pageOf(covers: readonly Cover[]): string {
  const sections = new Map<string, Cover[]>();
  for (const cover of covers) {
    const known = sections.get(cover.section);
    if (known === undefined) sections.set(cover.section, [cover]);
    else known.push(cover);
  }
  const tables = [...sections].map(([name, own]) => `\n## ${name}\n\n${tableOf(own)}`);
  return `${HEAD}${tables.join('')}`;
}

function tableOf(covers: readonly Cover[]): string {
  const head = ['| number | what it says | code | tests | stories |', '|---|---|---|---|---|'];
  return `${[...head, ...covers.map(rowOf)].join('\n')}\n`;
}

function rowOf(cover: Cover): string {
  const { number, kind, text, options = [], fixed, aside, nowhere, unknown, apart } = cover;
  const taken = options.length === 0 ? [] : [`Options: ${options.map((key) => `\`${key}\``).join(', ')}.`];
  const sentences = [text, ...taken, ...[fixed, unknown, apart].flatMap((sentence) => sentence ?? [])];
  const code = listed(cover.code.map(short), nowhere ?? aside);
  const cells = [
    `**S${number}** ${kind}`,
    sentences.join(' '),
    code,
    listed(cover.tests.map(short)),
    listed(storiesOf(cover), aside),
  ];
  return `| ${cells.join(' | ')} |`;
}

const short = (path: string): string => path.replace(/\.ts$/, '');
const listed = (items: readonly string[], otherwise = ''): string => items.join(', ') || otherwise;

function storiesOf(cover: Cover): readonly string[] {
  const names = [...new Set(cover.cases.map(({ story }) => story))].sort();
  return names.map((name) => {
    const own = cover.cases.filter(({ story }) => story === name);
    const yes = own.filter(accepts).length;
    const no = own.filter((each) => refuses(each, cover)).length;
    const counts = [yes > 0 ? `+${yes}` : '', no > 0 ? `−${no}` : ''].filter((count) => count !== '');
    return [name, ...counts].join(' ');
  });
}
