import type { Diagnostic, Scenario } from '../../index.ts';
import { isMap, readScenario, readText } from '../../index.ts';
import { fromPath } from './file.ts';
import { problem } from './problem.ts';

/** A scenario, or what is wrong with it. */
export interface ReadScenario {
  readonly scenario?: Scenario;
  readonly problems: readonly Diagnostic[];
}

/** The first scenario of a file of `kind: Scenario`. */
export async function scenarioIn(path: string): Promise<ReadScenario> {
  const { sources, problems } = await fromPath(path, 'flat');
  if (problems.length > 0) return { problems };
  const diagnostics: Diagnostic[] = [];
  for (const source of sources) {
    for (const item of readText(source, (diagnostic) => diagnostics.push(diagnostic))) {
      if (!isMap(item.value) || item.value.kind !== 'Scenario') continue;
      const { scenario, diagnostics: more } = readScenario(item);
      const all = [...diagnostics, ...more];
      return scenario === undefined ? { problems: all } : { scenario, problems: all };
    }
  }
  return {
    problems: [...diagnostics, problem('SCENARIO_NOT_FOUND', `${path} holds no document of kind: Scenario`)],
  };
}
