import type { Profile } from '../../index.ts';
import { assume } from '../../index.ts';
import { readProfile } from '../load/profile.ts';
import { complain, stop } from './complain.ts';
import { UsageError } from './exit.ts';
import type { GlobalOptions } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** The profile that --profile and --assume make. */
export async function profileOf(around: Surroundings, options: GlobalOptions): Promise<Profile> {
  const { profile: base, problems } = await readProfile(options.profile);
  if (base === undefined) return stop(around, problems);
  complain(around, problems, options);
  let profile = base;
  for (const assumption of options.assume) {
    const equals = assumption.indexOf('=');
    if (equals <= 0)
      throw new UsageError(`--assume ${assumption} is not KEY=VALUE, as --assume listens=declared`);
    const next = assume(profile, assumption.slice(0, equals), assumption.slice(equals + 1));
    if ('problem' in next) throw new UsageError(`--assume ${assumption}: ${next.problem}`);
    profile = next;
  }
  return profile;
}
