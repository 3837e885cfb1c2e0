import type { OrderOptions } from '../kubernetes/compile/compile.ts';
import { compile, reordered } from '../kubernetes/compile/compile.ts';
import type { Options, ProfileOption } from '../kubernetes/profile/options.ts';
import { OPTIONS } from '../kubernetes/profile/options.ts';
import type { Trace } from '../model/exchange/trace.ts';
import type { Network } from '../model/network/network.ts';
import type { State } from '../state/state.ts';
import type { Delivery, Ways, Word } from './delivery.ts';
import { deliver } from './delivery.ts';

/** The answer under another value of an option, where it is another one. */
export interface Dependence {
  readonly option: string;
  readonly value: string;
  readonly answer: Word;
}

/** The other orders of tables that a plugin may have. */
const ORDERS: readonly { readonly key: keyof OrderOptions; readonly way: 'egress' | 'ingress' }[] = [
  { key: 'ingressPolicy', way: 'ingress' },
  { key: 'egressPolicy', way: 'egress' },
];

/**
 * In which other order of policies and translation the messages of a journey end otherwise (S99, S102, S106, S108): asked
 * only where a message was captured by a service, or leaves with another source, and policies were asked on the way.
 */
export function orderDependences(
  { network, profile }: State,
  deliveries: readonly Delivery[],
  ways: Ways,
): Dependence[] {
  return ORDERS.flatMap(({ key, way }) => {
    const asked = deliveries.filter((delivery) => delivery.ways.some(({ trace }) => mayDepend(trace, way)));
    if (asked.length === 0) return [];
    return valuesOf(key)
      .filter((value) => value !== profile.options[key])
      .flatMap((value) => {
        const other = reordered(network, { [key]: value });
        if (other === undefined) return [];
        const differing = asked.flatMap((delivery) => {
          const answer = deliver(other, delivery.asked, ways)?.answer;
          return answer === undefined || answer === delivery.answer ? [] : [answer];
        });
        const [answer] = differing;
        return answer === undefined ? [] : [{ option: key, value, answer }];
      });
  });
}

/** Whether policies of a direction were asked about a message that services touched at the same host. */
function mayDepend({ hops }: Trace, way: 'egress' | 'ingress'): boolean {
  return hops.some(({ steps }) => {
    const asked = steps.some(
      ({ table, rule }) => table.startsWith(way) && rule !== undefined && rule.label !== '',
    );
    const touched = steps.some(
      ({ table, rule }) => ['services', 'source'].includes(table) && /^S\d/.test(rule?.label ?? ''),
    );
    return asked && touched;
  });
}

function valuesOf(key: string): readonly string[] {
  const found = (OPTIONS as readonly ProfileOption[]).find((option) => option.key === key);
  return found?.values ?? [];
}

/** Above so many pods only the options that the answer names are tried: each is a compilation. */
const FEW_PODS = 2_000;

/** The states under every other value of the options that may matter (CNI_DEPENDENT): all of them in a small cluster. */
export function* otherStates(
  state: State,
  named: readonly string[],
): Generator<{ readonly option: string; readonly value: string; readonly state: State }> {
  const { cluster, profile } = state;
  if (cluster === undefined || profile.graph === 'article') return;
  const small = cluster.pods.length <= FEW_PODS;
  for (const { key, code, values } of OPTIONS as readonly (ProfileOption & { key: keyof Options })[]) {
    if (!small && !named.includes(code)) continue;
    for (const value of values) {
      if (value === profile.options[key]) continue;
      const other = { ...profile, options: { ...profile.options, [key]: value } };
      const network: Network = compile(cluster, other);
      yield { option: key, value, state: { ...state, profile: other, network } };
    }
  }
}
