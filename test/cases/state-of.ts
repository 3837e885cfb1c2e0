import type { State } from '../../src/index.ts';
import { assume, readState, STANDARD } from '../../src/index.ts';

/** Values for options of the profile, by key. */
export type Assumptions = Readonly<Record<string, string>>;

/** What questions are asked of, for one text of manifests; throws where the options are no options. */
export function stateOf(text: string, assumptions: Assumptions = {}): State {
  let profile = STANDARD;
  for (const [key, value] of Object.entries(assumptions)) {
    const changed = assume(profile, key, value);
    if ('problem' in changed) throw new Error(changed.problem);
    profile = changed;
  }
  const bytes = new TextEncoder().encode(text);
  return readState([{ name: 'cluster.yaml', bytes: () => bytes }], { profile, namespace: 'default' });
}
