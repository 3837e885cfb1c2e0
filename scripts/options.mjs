// docs/options.md: what Kubernetes leaves open, from the program itself.
// `node scripts/options.mjs` says whether the page is up to date with the last build, with `--write` it is written anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const page = new URL('../docs/options.md', import.meta.url);

const WIDTH = 118;

const INTRODUCTION = `# What Kubernetes leaves open

Kubernetes says what a cluster does, but not everything: network plugins, service proxies and controllers differ. Each
thing that is left open is an option with a default. An answer that depends on one names its code, such as \`LISTENS\`.

Say what yours does with \`--assume KEY=VALUE\`, once for each option. \`fibula reach --all-options …\` tries every other
value and lists those under which the answer is another one. \`fibula explain-code CODE\` prints what stands below. The
numbers are those of [what Kubernetes says](coverage.md); F8 is a rule of the model.

A file of options, for \`--profile FILE\`:

\`\`\`yaml
apiVersion: fibula.dev/v1alpha1
kind: Profile
metadata: {name: ours}
spec:
  base: standard
  options: {enforced: "yes", listens: declared}
\`\`\`

Made by \`node scripts/options.mjs --write\`: do not edit it.`;

/** The page of these options; `pageOf` gives the text of a code. */
export function optionsPage(options, pageOf) {
  const rows = options.map(({ key, requirement, values, default: usual, code }) => {
    const others = values.filter((value) => value !== usual);
    return `| [${key}](#${key.toLowerCase()}) | ${requirement} | **${usual}**, ${others.join(', ')} | ${code} |`;
  });
  const sections = options.map(({ key, text, default: usual, code, requirement }) => {
    const paragraphs = (pageOf(code)?.text ?? '').split(/\n\n+/);
    return [
      `## ${key}`,
      wrapped(
        `${text.charAt(0).toUpperCase()}${text.slice(1)} (${requirement}, \`${code}\`). Default: \`${usual}\`.`,
      ),
      ...paragraphs.map((one) => wrapped(marked(one.replace(/\s+/g, ' ').trim()))),
    ].join('\n\n');
  });
  const table = ['| option | number | values, the default first | code |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
  return `${[INTRODUCTION, table, ...sections].join('\n\n')}\n`;
}

/** What is typed, as code. */
function marked(text) {
  return text.replace(/--[a-z][a-z-]+( [A-Za-z]+=[A-Za-z]+)?/g, '`$&`');
}

/** Lines of at most WIDTH characters. */
function wrapped(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { OPTIONS, codePage } = await import('../dist/lib/index.js');
  const text = optionsPage(OPTIONS, codePage);
  if (process.argv.includes('--write')) writeFileSync(page, text);
  else if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/options.md is not up to date: node scripts/options.mjs --write');
    process.exitCode = 1;
  }
}
