import { eventsOf } from '../model/exchange/event.ts';
import type { Hop, Step, Trace } from '../model/exchange/trace.ts';
import { formatAddress } from '../model/header/address.ts';
import type { Header } from '../model/header/header.ts';
import { formatHeader } from '../model/header/header.ts';
import type { Network } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf, roleOf } from '../model/network/node.ts';
import type { Rule } from '../model/network/rule.ts';
import { formatAction, formatMatch } from '../model/notation/print.ts';
import { locate } from '../text/locate.ts';
import type { Origin } from '../text/origin.ts';
import type { Verb } from './effect.ts';
import { effectOf } from './effect.ts';

/** A node, in answers. */
export interface NodeView {
  readonly kind: 'process' | 'switch';
  readonly role: string;
  readonly name: string;
}

/** Where something comes from, in answers; file, line and column are found now, by reading that item again. */
export interface OriginView {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What is remarkable about it: `selects every pod`. */
  readonly note?: string;
}

/** One step, in answers. */
export interface StepView {
  readonly table: string;
  readonly kind: Step['kind'];
  /** The rule's label, `F3`. */
  readonly rule?: string;
  /** What it matches, `10.1.1.1:8080/TCP`. */
  readonly match?: string;
  readonly action?: string;
  readonly verb: Verb;
  /** The node that the verb is about: where it is sent, or will be. */
  readonly to?: NodeView;
  readonly origin?: OriginView;
  readonly before: string;
  readonly after: string;
  readonly choice?: {
    readonly among: string;
    readonly index: number;
    readonly count: number;
    readonly probability: number;
  };
  readonly assumes?: readonly string[];
}

/** One hop, in answers. */
export interface HopView {
  readonly at: NodeView;
  readonly from?: string;
  readonly header: string;
  readonly steps: readonly StepView[];
}

/** An event, in answers. */
export interface EventView {
  readonly event: 'Send' | 'Recv';
  readonly at: string;
  readonly link: readonly [string, string];
  readonly message: string;
}

/** A header, in answers. */
export interface HeaderView {
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
}

/** A node as answers show it. */
export function viewNode({ nodes }: Network, id: NodeId): NodeView {
  return {
    kind: isSwitch(nodes, id) ? 'switch' : 'process',
    role: roleOf(nodes, id),
    name: nameOf(nodes, id),
  };
}

/** A header as answers show it. */
export function viewHeader(header: Header): HeaderView {
  const { protocol, sourcePort, targetPort } = header;
  return {
    protocol,
    source: formatAddress(header.source),
    sourcePort,
    target: formatAddress(header.target),
    targetPort,
  };
}

/** An origin as answers show it. */
export function viewOrigin(origin: Origin): OriginView {
  const { object, path, place } = origin;
  const position = place === undefined ? undefined : locate(place, path);
  return {
    ...object,
    ...(path === undefined ? {} : { path }),
    ...(place === undefined ? {} : { file: place.source.name }),
    ...(position === undefined ? {} : { line: position.line, column: position.column }),
  };
}

/** Hops as answers show them. */
export function viewHops(network: Network, hops: readonly Hop[]): HopView[] {
  return hops.map((hop) => ({
    at: viewNode(network, hop.at),
    ...(hop.from === undefined ? {} : { from: nameOf(network.nodes, hop.from) }),
    header: formatHeader(hop.header),
    steps: viewSteps(network, hop.at, hop.steps),
  }));
}

/** Steps in one switch as answers show them. */
export function viewSteps(network: Network, at: NodeId, steps: readonly Step[]): StepView[] {
  return steps.map((one) => viewStep(network, at, one));
}

function viewStep(network: Network, at: NodeId, step: Step): StepView {
  const { kind, table, rule, before, after, choice } = step;
  const { verb, to } = effectOf(step);
  return {
    table,
    kind,
    ...(rule === undefined ? {} : viewRule(network, rule, at)),
    verb,
    ...(to === undefined ? {} : { to: viewNode(network, to) }),
    before: formatHeader(before),
    after: formatHeader(after),
    ...(choice === undefined ? {} : { choice }),
  };
}

/** What steps show of their rule. */
function viewRule(network: Network, rule: Rule, at: NodeId): Partial<StepView> {
  return {
    rule: rule.label,
    match: formatMatch(network, rule.match),
    action: formatAction(network, rule.action, at),
    ...(rule.origin === undefined ? {} : { origin: viewOrigin(rule.origin) }),
    ...(rule.assumes.length === 0 ? {} : { assumes: rule.assumes }),
  };
}

/** The events of a trace as answers show them (R2). */
export function viewEvents(network: Network, trace: Trace): EventView[] {
  const name = (id: NodeId): string => nameOf(network.nodes, id);
  return eventsOf(trace).map(({ event, at, link, header }) => ({
    event,
    at: name(at),
    link: [name(link[0]), name(link[1])],
    message: formatHeader(header),
  }));
}

/** The options that shaped the rules met on the way, and the order of the tables passed (01 §1.12). */
export function assumedBy(traces: readonly Trace[]): string[] {
  const met = new Set<string>();
  for (const trace of traces) {
    for (const hop of trace.hops)
      for (const { rule } of hop.steps) for (const code of rule?.assumes ?? []) met.add(code);
  }
  return [...met].sort();
}
