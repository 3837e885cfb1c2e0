import { CODES, codePage, nearest, writeJson, writeYaml } from '../../../index.ts';
import { formatColumns } from '../../render/column.ts';
import { paintOf, stop } from '../complain.ts';
import { EXIT } from '../exit.ts';
import type { GlobalOptions } from '../options.ts';
import { formatOf } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';

/** Prints the page of a code, or all codes with a sentence each. */
export function explainCode(around: Surroundings, options: GlobalOptions, code: string | undefined): number {
  const { stdout } = around;
  const format = formatOf(options, ['text', 'json', 'yaml']);
  const page = code === undefined ? undefined : codePage(code);
  if (code !== undefined && page === undefined) {
    const close = nearest(code.toUpperCase(), Object.keys(CODES), 3);
    const suggestion =
      close.length === 0 ? 'fibula explain-code lists all codes' : `the nearest: ${close.join(', ')}`;
    const message = `there is no code ${code}`;
    return stop(around, [{ code: 'UNKNOWN_CODE', severity: 'error', message, suggestion }]);
  }
  const pages =
    page === undefined || code === undefined ? Object.entries(CODES) : [[code.toUpperCase(), page] as const];
  const data = pages.map(([name, { title, text }]) => ({ code: name, title, text }));
  if (format !== 'text') {
    const value = code === undefined ? data : (data[0] ?? {});
    stdout.write(format === 'json' ? writeJson(value) : writeYaml(value));
  } else if (page === undefined) {
    const rows = data.map(({ code: name, title }) => [name, title]);
    stdout.write(formatColumns([['CODE', 'MEANING'], ...rows]));
  } else {
    stdout.write(
      `${paintOf(stdout, around).bold(`${data[0]?.code ?? ''}: ${page.title}`)}\n\n${page.text}\n`,
    );
  }
  return EXIT.yes;
}
