import { Type } from 'typebox';
import { NO_ASSUMPTIONS } from '../model/exchange/assumptions.ts';
import { NO_SESSIONS } from '../model/exchange/session.ts';
import { step } from '../model/exchange/step.ts';
import { familyOf, formatAddress, parseAddress } from '../model/header/address.ts';
import type { Header } from '../model/header/header.ts';
import { formatHeader } from '../model/header/header.ts';
import { parsePort } from '../model/header/port.ts';
import { parseProtocol } from '../model/header/protocol.ts';
import { neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { addressesOf, templateOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf } from '../model/network/node.ts';
import { rules } from '../model/network/rules.ts';
import { formatAction, formatMatch } from '../model/notation/print.ts';
import { splitTarget } from '../state/end.ts';
import { switchOf } from '../state/named-nodes.ts';
import type { State } from '../state/state.ts';
import { SOURCE_PORT } from './delivery.ts';
import type { NodeView, OriginView, StepView } from './describe.ts';
import { viewNode, viewOrigin, viewSteps } from './describe.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { nodeSchema, originSchema, stepSchema } from './schemas.ts';

/** The FIB of a switch (R16), or what it does with one message. */
export interface FibAnswer {
  readonly answer: 'listed' | 'looked up';
  readonly switch: NodeView;
  readonly addresses: readonly string[];
  readonly sessions: 'kept' | 'none';
  readonly rules: readonly RuleView[];
  readonly lookup?: LookupView;
}

/** One rule. */
export interface RuleView {
  readonly table: string;
  readonly rule: string;
  readonly match: string;
  readonly action: string;
  readonly origin?: OriginView;
}

/** What becomes of a message in this switch, on each way it may go. */
export interface LookupView {
  readonly message: string;
  readonly from: string;
  readonly ways: readonly {
    readonly steps: readonly StepView[];
    readonly outcome: string;
    readonly header: string;
  }[];
}

const ruleSchema = Type.Object({
  table: Type.String(),
  rule: Type.String(),
  match: Type.String(),
  action: Type.String(),
  origin: Type.Optional(originSchema),
});

/** The schema of FibAnswer. */
export const schema = Type.Object({
  answer: Type.Union([Type.Literal('listed'), Type.Literal('looked up')]),
  switch: nodeSchema,
  addresses: Type.Array(Type.String()),
  sessions: Type.String(),
  rules: Type.Array(ruleSchema),
  lookup: Type.Optional(
    Type.Object({
      message: Type.String(),
      from: Type.String(),
      ways: Type.Array(
        Type.Object({ steps: Type.Array(stepSchema), outcome: Type.String(), header: Type.String() }),
      ),
    }),
  ),
});

/** Lists the rules of a switch in the order in which they are tried, or looks one message up. */
export function ask({ network }: State, input: Input): FibAnswer | Refusal {
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const at = switchOf(network, String(input.switch ?? ''), namespace);
  if (typeof at !== 'number') return refuse('END_NOT_FOUND', at.problem, at.suggestion);
  const common = {
    switch: viewNode(network, at),
    addresses: addressesOf(network, at).map(formatAddress),
    sessions: templateOf(network, at)?.sessions ?? ('none' as const),
  };
  if (input.lookup !== undefined) {
    const lookup = lookUp(network, at, String(input.lookup));
    return 'error' in lookup ? lookup : { answer: 'looked up', ...common, rules: [], lookup };
  }
  const tables = templateOf(network, at)?.tables ?? [];
  const listed = Array.from(rules(network, at), (rule) => ({
    table: tables[rule.id.table]?.name ?? '',
    rule: rule.label,
    match: formatMatch(network, rule.match),
    action: formatAction(network, rule.action, at),
    ...(rule.origin === undefined ? {} : { origin: viewOrigin(rule.origin) }),
  }));
  return { answer: 'listed', ...common, rules: listed };
}

/** As `ip route get`: a message that one of the switch's own processes or, failing that, a neighbour sends there. */
function lookUp(network: Network, at: NodeId, text: string): LookupView | Refusal {
  const header = readHeader(network, at, text);
  if ('error' in header) return header;
  const around = [...neighbours(network.links, at)];
  const from = around.find((node) => !isSwitch(network.nodes, node)) ?? around[0] ?? at;
  const branches = step(network, { at, from, header }, NO_ASSUMPTIONS, NO_SESSIONS, 'every');
  return {
    message: formatHeader(header),
    from: nameOf(network.nodes, from),
    ways: branches.map((branch) => ({
      steps: viewSteps(network, at, branch.steps),
      outcome:
        branch.outcome.kind === 'send' ? nameOf(network.nodes, branch.outcome.to) : branch.outcome.kind,
      header: formatHeader(branch.header),
    })),
  };
}

/** `ADDRESS[:PORT][/PROTOCOL]`. */
function readHeader(network: Network, at: NodeId, text: string): Header | Refusal {
  const { to, port } = splitTarget(text);
  const [number = '', name = 'TCP'] = (port ?? '').split('/');
  const [bare = '', late] = to.split('/');
  const target = parseAddress(bare.replace(/^\[|\]$/g, ''));
  const protocol = parseProtocol(late ?? name);
  const targetPort = number === '' ? 0 : parsePort(number);
  if (target === undefined || protocol === undefined || targetPort === undefined) {
    return refuse('BAD_LOOKUP', `${text} is not ADDRESS[:PORT][/PROTOCOL], as 10.1.1.2:8080/TCP`);
  }
  const source = addressesOf(network, at).find((own) => familyOf(own) === familyOf(target)) ?? target;
  return { protocol, source, sourcePort: SOURCE_PORT, target, targetPort };
}
