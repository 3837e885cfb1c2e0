import { hostNetworkPods } from '../analysis/invariants/interpretation.ts';
import { policyDirectories } from '../kubernetes/compile/policy-match.ts';
import type { OptionKey } from '../kubernetes/profile/options.ts';
import { optionCode } from '../kubernetes/profile/options.ts';
import type { Hop, Trace } from '../model/exchange/trace.ts';
import type { Address } from '../model/header/address.ts';
import type { Network } from '../model/network/network.ts';
import { ownerOf, templateOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { objectsAt } from '../state/service-objects.ts';
import { isPolicyReason } from './blocker.ts';
import { assumedBy } from './describe.ts';
import type { Journey } from './journey.ts';
import { allDeliveries } from './journey.ts';

/** Codes of all that an answer rests on that Kubernetes leaves open, or that was planned (01 §1.12). */
export function assumedIn(network: Network, journey: Journey): string[] {
  const traces = allDeliveries(journey).flatMap(({ ways }) =>
    ways.flatMap((way) => [way.trace, ...way.replies]),
  );
  const { lookup } = journey.asked;
  const codes = new Set([
    ...assumedBy(traces),
    ...orderCodes(network, traces),
    ...(lookup?.resolution.outcome.assumes ?? []),
    ...(lookup?.assumes ?? []),
    ...tieCodes(network, traces),
    ...protocolCodes(traces),
    ...denialCodes(traces),
    ...journey.depends.flatMap(({ option }) => ['CNI_DEPENDENT', optionCode(option as OptionKey)]),
    ...hostNetworkCodes(network, traces),
    ...(journey.request?.assumes ?? []),
  ]);
  return [...codes].sort();
}

/** Ties that were met: which of equal rules comes first is not known (S121). */
function tieCodes(network: Network, traces: readonly Trace[]): string[] {
  const facts = new Set(traces.flatMap(({ assumed }) => [...assumed.keys()]));
  return [...facts].flatMap((fact) => {
    const known = network.facts[fact];
    return known?.kind === 'tie' ? [known.code] : [];
  });
}

/** Whether who is not admitted is told decides how a message ends that policies of any tier stop (S116). */
function denialCodes(traces: readonly Trace[]): string[] {
  const some = traces.some(
    ({ disposition }) => 'reason' in disposition && isPolicyReason(disposition.reason),
  );
  return some ? ['DENIAL'] : [];
}

/** Whether the namespace tier decided at some hop: that policies were asked is not enough. */
function namespaceDecided({ steps }: Hop): boolean {
  return steps.some(({ table, rule }) => /gress/.test(table) && /^S(76|77|100|101)$/.test(rule?.label ?? ''));
}

/** That the plugin knows SCTP decides where policies decide about it (S113). */
function protocolCodes(traces: readonly Trace[]): string[] {
  const some = traces.some(
    ({ message, hops }) => message.header.protocol === 'SCTP' && hops.some(namespaceDecided),
  );
  return some ? ['SCTP_POLICY'] : [];
}

/**
 * How policies see pods of the host network decides where one of them may be the source or the target, by the address of
 * its host, and policies decide (S103).
 */
function hostNetworkCodes(network: Network, traces: readonly Trace[]): string[] {
  if (!hasPolicies(network)) return [];
  const hosts = hostsOfPods(network);
  const isTheirs = (address: Address): boolean => hosts.has(ownerOf(network, address));
  const some = traces.some(({ hops }) =>
    hops.some(({ header, steps }) =>
      [header, ...steps.map(({ after }) => after)].some(
        ({ source, target }) => isTheirs(source) || isTheirs(target),
      ),
    ),
  );
  return some ? ['HOST_NETWORK_PODS'] : [];
}

const knownHosts = new WeakMap<Network, ReadonlySet<unknown>>();

/** The hosts that pods of the host network run on. */
function hostsOfPods(network: Network): ReadonlySet<unknown> {
  let hosts = knownHosts.get(network);
  if (hosts === undefined) {
    hosts = new Set([...hostNetworkPods(network)].map((pod) => network.nodes.hosts[pod]));
    knownHosts.set(network, hosts);
  }
  return hosts;
}

/** Whether any NetworkPolicy isolates anybody. */
function hasPolicies({ directories }: Network): boolean {
  return (['ingress', 'egress'] as const).some(
    (way) => (directories[policyDirectories(way).isolations]?.size ?? 0) > 0,
  );
}

/** The order of tables decides where a header was translated and policies were asked as well (S102, S106). */
function orderCodes(network: Network, traces: readonly Trace[]): string[] {
  const codes = new Set<string>();
  for (const { hops } of traces) {
    for (const { at, steps } of hops) {
      const asked = (way: RegExp): boolean =>
        steps.some(
          ({ table, rule }) => way.test(table) && rule !== undefined && !['', 'open'].includes(rule.label),
        );
      const [egress, ingress] = [asked(/^egress/), asked(/^ingress/)];
      const target = steps.at(-1)?.after.target;
      // Policies that were asked before services saw the address of a service.
      if (egress && target !== undefined && objectsAt(network, target).length > 0)
        for (const code of assumesOf(network, at, 'services')) codes.add(code);
      for (const { table, before, after } of steps) {
        const moved =
          (egress && before.target !== after.target) || (ingress && before.source !== after.source);
        if (!moved) continue;
        for (const code of assumesOf(network, at, table)) codes.add(code);
      }
    }
  }
  return [...codes];
}

/** What a table of a switch rests on. */
function assumesOf(network: Network, at: NodeId, table: string): readonly string[] {
  return templateOf(network, at)?.tables.find(({ name }) => name === table)?.assumes ?? [];
}
