import type { Fibs, Template } from '../../model/network/fib.ts';
import { NO_TEMPLATE } from '../../model/network/fib.ts';
import type { Nodes, Role } from '../../model/network/node.ts';
import { ROLES } from '../../model/network/node.ts';

/** Every switch with the template that is named as its role (01 §1.11). */
export function fibsOf(nodes: Nodes, templates: readonly Template[]): Fibs {
  const numberOf = new Map(templates.map((template, number) => [template.name as Role, number]));
  const templateOf = new Int32Array(nodes.size);
  const numbers = ROLES.map((role) => numberOf.get(role) ?? NO_TEMPLATE);
  for (let id = 0; id < nodes.size; id++) templateOf[id] = numbers[nodes.roles[id] as number] as number;
  return { templates, templateOf, patches: new Map() };
}
