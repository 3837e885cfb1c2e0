import { compareStates, isRefusal } from '../../../index.ts';
import { formatsOf, renderAnswer } from '../../render/render.ts';
import { explanationIn } from '../assumed.ts';
import { paintOf, stop } from '../complain.ts';
import { exitCodeOf } from '../exit.ts';
import { open } from '../open.ts';
import type { GlobalOptions } from '../options.ts';
import { formatOf } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';

/** Compares two inputs: what the second opens and closes. Exit code 1 where they differ. */
export async function diff(
  around: Surroundings,
  options: GlobalOptions,
  base: string,
  head: string,
): Promise<number> {
  const format = formatOf(options, formatsOf('diff'));
  const reading = (path: string): GlobalOptions => ({ ...options, filename: [path], kustomize: [] });
  const first = await open(around, reading(base), 'input');
  const second = await open(around, reading(head), 'input');
  const answer = compareStates(first, second);
  if (isRefusal(answer)) return stop(around, [{ severity: 'error', ...answer.error }]);
  const style = {
    extent: 'plain',
    paint: paintOf(around.stdout, around),
    explain: explanationIn(second.profile),
  } as const;
  around.stdout.write(renderAnswer('diff', answer, format, style));
  return exitCodeOf(answer.answer);
}
