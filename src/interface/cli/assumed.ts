import type { Profile } from '../../index.ts';
import { codePage, OPTIONS } from '../../index.ts';
import type { Explain } from '../render/explain.ts';

/** What codes mean under a profile: an option with the value it has, or the title of the code's page. */
export function explanationIn({ options }: Profile): Explain {
  return (code) => {
    const option = OPTIONS.find((candidate) => candidate.code === code);
    if (option !== undefined) return `${option.key}=${options[option.key]} (${option.text})`;
    return codePage(code)?.title.replace(/\.$/, '');
  };
}
