import type { Code, Diagnostic, Item, Profile, Value } from '../../index.ts';
import { assume, isMap, PROFILES, readText } from '../../index.ts';
import { fromPath } from './file.ts';
import { problem } from './problem.ts';

/** A profile, or what is wrong with it. */
export interface ReadProfile {
  readonly profile?: Profile;
  readonly problems: readonly Diagnostic[];
}

const VERSION = 'fibula.dev/v1alpha1';

/** A profile by name, or from a file of `kind: Profile` (`spec.base`, `spec.options`). */
export async function readProfile(text: string): Promise<ReadProfile> {
  const named = PROFILES.find(({ name }) => name === text);
  if (named !== undefined) return { profile: named, problems: [] };
  const { sources, problems } = await fromPath(text, 'flat');
  const [source] = sources;
  if (source === undefined) return { problems: [...problems, unknownProfile(text)] };
  const diagnostics: Diagnostic[] = [];
  const items = [...readText(source, (diagnostic) => diagnostics.push(diagnostic))];
  const [item] = items.filter(({ value }) => isMap(value) && value.kind === 'Profile');
  if (item === undefined) {
    return {
      problems: [...diagnostics, problem('BAD_PROFILE', `${text} holds no document of kind: Profile`)],
    };
  }
  const read = profileIn(item, (path, message, code = 'BAD_PROFILE') => {
    const origin = { path, place: item.place };
    diagnostics.push({ code, severity: 'error', message, origin });
  });
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return failed ? { problems: diagnostics } : { profile: read, problems: diagnostics };
}

function unknownProfile(text: string): Diagnostic {
  const names = PROFILES.map(({ name }) => name).join(', ');
  return problem('BAD_PROFILE', `${text} is no profile: ${names}, or a file of kind: Profile`);
}

type Complain = (path: string, message: string, code?: Code) => void;

function profileIn({ value }: Item, complain: Complain): Profile {
  const document = isMap(value) ? value : {};
  if (document.apiVersion !== VERSION) complain('apiVersion', `apiVersion is not ${VERSION}`);
  const metadata = memberOf(document.metadata, 'metadata', ['name'], complain);
  const spec = memberOf(document.spec, 'spec', ['base', 'options'], complain);
  const base = PROFILES.find(({ name }) => name === (spec.base ?? 'standard'));
  if (base === undefined) {
    complain('spec.base', `base is one of ${PROFILES.map(({ name }) => name).join(', ')}`);
  }
  let profile: Profile = base ?? (PROFILES[0] as Profile);
  if (typeof metadata.name === 'string') profile = { ...profile, name: metadata.name };
  const options = spec.options;
  if (options !== undefined && !isMap(options))
    complain('spec.options', 'options is a mapping of option to value');
  for (const [key, taken] of Object.entries(options !== undefined && isMap(options) ? options : {})) {
    const next = assume(profile, key, String(taken));
    if ('problem' in next) complain(`spec.options.${key}`, next.problem);
    else profile = next;
  }
  return profile;
}

function memberOf(
  value: Value | undefined,
  path: string,
  known: readonly string[],
  complain: Complain,
): { readonly [key: string]: Value | undefined } {
  if (value === undefined) return {};
  if (!isMap(value)) {
    complain(path, `${path} is a mapping`);
    return {};
  }
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      complain(`${path}.${key}`, `unknown field ${key}: ${path} has ${known.join(' and ')}`);
  }
  return value;
}
