import type { Value } from '../../../index.ts';
import { compareStates, isRefusal, writeJson, writeYaml } from '../../../index.ts';
import { differenceText } from '../../render/difference.ts';
import { explanationIn } from '../assumed.ts';
import { paintOf, stop } from '../complain.ts';
import { EXIT } from '../exit.ts';
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
  const format = formatOf(options, ['text', 'json', 'yaml']);
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
  const value = answer as unknown as Value;
  around.stdout.write(
    format === 'json'
      ? writeJson(value)
      : format === 'yaml'
        ? writeYaml(value)
        : differenceText(answer, style),
  );
  return { same: EXIT.yes, different: EXIT.no, unknown: EXIT.unclear }[answer.answer];
}
