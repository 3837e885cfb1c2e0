import type { Step, Trace } from '../../model/exchange/trace.ts';
import { finalHeader, NO_LINK, NO_MATCH } from '../../model/exchange/trace.ts';
import { formatHeader, sameHeader } from '../../model/header/header.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { nameOf } from '../../model/network/node.ts';
import type { Rule } from '../../model/network/rule.ts';
import type { Sent, Violation } from './invariant.ts';

/** Where and how a message went wrong. */
interface Loss {
  readonly code: string;
  /** Continues `A sent M to B: `. */
  readonly what: string;
  readonly at: NodeId;
  readonly rule?: Rule;
}

/** The violation that a wrong way of a message shows; `to` is who should have received it. */
export function violationOf(network: Network, sent: Sent, trace: Trace, to?: NodeId): Violation {
  const { code, what, at, rule } = lossOf(network, trace);
  const name = (id: NodeId): string => nameOf(network.nodes, id);
  const whom = to === undefined ? '' : ` to ${to === sent.by ? 'itself' : name(to)}`;
  const origin = rule?.origin;
  return {
    code,
    message: `${name(sent.by)} sent ${formatHeader(sent.header)}${whom}: ${what}${waysOf(trace)}`,
    group: `${code} ${placeOf(trace, at, rule)}`,
    sent,
    counterexample: trace,
    at,
    ...(rule === undefined ? {} : { rule }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** `F5`, or where it stands if it has no label. */
export function ruleName({ label, id }: Rule): string {
  return label === '' ? `rule ${id.table}.${id.family}.${id.row}` : label;
}

function placeOf({ disposition }: Trace, at: NodeId, rule: Rule | undefined): string {
  if (disposition.kind === 'looped') return [...disposition.cycle].sort((a, b) => a - b).join(' ');
  return rule === undefined ? `${at}` : `${at} ${rule.id.table}.${rule.id.family}.${rule.id.row}`;
}

function waysOf({ hops }: Trace): string {
  const choices = hops.flatMap(({ steps }) => steps).filter(({ choice }) => (choice?.count ?? 1) > 1);
  return choices.some(({ choice }) => choice?.among === 'backends') ? ', on one of its ways' : '';
}

function lossOf(network: Network, trace: Trace): Loss {
  const { disposition } = trace;
  const last = lastStep(trace);
  const name = (id: NodeId): string => nameOf(network.nodes, id);
  switch (disposition.kind) {
    case 'looped':
      return {
        code: 'LOOP',
        what: `it loops for ever through ${[...disposition.cycle, disposition.cycle[0] as NodeId].map(name).join(' → ')}`,
        at: disposition.cycle[0] as NodeId,
      };
    case 'delivered':
      return deliveredWrong(network, trace, disposition.at);
    case 'refused':
    case 'discarded': {
      const { at, reason } = disposition;
      if (reason === NO_MATCH && last?.rule === undefined) {
        return { code: reason, what: `it is lost at ${name(at)}, where no rule matches`, at };
      }
      if (reason === NO_LINK) return { code: reason, what: noLink(network, trace, at), at, ...ruleOf(last) };
      const by = last?.rule === undefined ? '' : ` by ${ruleName(last.rule)}`;
      return {
        code: reason,
        what: `it is ${disposition.kind} at ${name(at)}${by} (${reason})`,
        at,
        ...ruleOf(last),
      };
    }
  }
}

function noLink({ nodes }: Network, trace: Trace, at: NodeId): string {
  const rule = lastStep(trace)?.rule;
  if (rule === undefined) return 'it is lost at its sender, whom no link joins with the switch';
  return `it is lost at ${nameOf(nodes, at)}, where ${ruleName(rule)} sends it to a node to which no link leads`;
}

/** Delivered to another process, or changed on the way. */
function deliveredWrong(network: Network, trace: Trace, at: NodeId): Loss {
  const { hops, message } = trace;
  const header = finalHeader(trace);
  if (!sameHeader(header, message.header)) {
    const hop = hops.find(({ steps }) => steps.some(({ before, after }) => !sameHeader(before, after)));
    const step = hop?.steps.find(({ before, after }) => !sameHeader(before, after));
    const where = hop?.at ?? at;
    const by = step?.rule === undefined ? '' : ` by ${ruleName(step.rule)}`;
    const what = `it arrives as ${formatHeader(header)}, changed at ${nameOf(network.nodes, where)}${by}`;
    return { code: 'HEADER_CHANGED', what, at: where, ...ruleOf(step) };
  }
  const last = lastStep(trace);
  const where = hops.at(-2)?.at ?? at;
  const by = last?.rule === undefined ? '' : `, by ${ruleName(last.rule)} of ${nameOf(network.nodes, where)}`;
  const what = `it is delivered to ${nameOf(network.nodes, at)} instead${by}`;
  return { code: 'WRONG_PROCESS', what, at: where, ...ruleOf(last) };
}

function lastStep({ hops }: Trace): Step | undefined {
  return hops.findLast(({ steps }) => steps.length > 0)?.steps.at(-1);
}

function ruleOf(step: Step | undefined): { rule?: Rule } {
  return step?.rule === undefined ? {} : { rule: step.rule };
}
