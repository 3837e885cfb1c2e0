import type { FactId } from '../../model/network/fact.ts';
import type { Family } from '../../model/network/family.ts';
import type { Patch, Table, Template } from '../../model/network/fib.ts';
import type { Network } from '../../model/network/network.ts';

/**
 * The same network, in which each switch with patches has a template of its own that does all that it may do, and perhaps
 * more: a rule that was put in stands before its family, and no rule of a patched family counts as certain.
 */
export function withOwnTemplates(network: Network): Network {
  const { fibs } = network;
  if (fibs.patches.size === 0) return network;
  const templates = [...fibs.templates];
  const templateOf = fibs.templateOf.slice();
  for (const [node, patches] of fibs.patches) {
    const template = fibs.templates[fibs.templateOf[node] ?? -1];
    if (template === undefined) continue;
    templateOf[node] = templates.push(patched(template, patches)) - 1;
  }
  return { ...network, fibs: { templates, templateOf, patches: new Map() } };
}

function patched(template: Template, patches: readonly Patch[]): Template {
  const tables = template.tables.map(
    (table, number): Table => ({
      ...table,
      families: table.families.flatMap((family, at) => {
        const own = patches.filter((patch) => patch.at.table === number && patch.at.family === at);
        const rules = own.flatMap((patch) => (patch.kind === 'drop' ? [] : [uncertain(patch.rule)]));
        return own.length === 0 ? [family] : [...rules, uncertain(family)];
      }),
    }),
  );
  return { ...template, tables };
}

/** A rule that may match what it matches and may not: as if it asked for an open fact beside. */
function uncertain({ label, match, action, requirements, assumes, ...more }: Omit<Family, 'origin'>): Family {
  const each = more.each === undefined ? {} : { each: more.each };
  return { label, ...each, match: { ...match, fact: 0 as FactId }, action, requirements, assumes };
}
