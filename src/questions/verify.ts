import { Type } from 'typebox';
import { BUDGET, checkAll } from '../analysis/invariants/check.ts';
import type { Checked, Note, Sent, Violation, ViolationGroup } from '../analysis/invariants/invariant.ts';
import { groupsOf } from '../analysis/invariants/invariant.ts';
import { formatHeader } from '../model/header/header.ts';
import type { Network } from '../model/network/network.ts';
import { nameOf } from '../model/network/node.ts';
import { formatAction, formatMatch } from '../model/notation/print.ts';
import type { State } from '../state/state.ts';
import type { EventView, HopView, OriginView } from './describe.ts';
import { viewEvents, viewHops, viewOrigin } from './describe.ts';
import type { MutationsView } from './mutations.ts';
import { mutationsSchema, viewMutations } from './mutations.ts';
import type { Input, Refusal } from './question.ts';
import { eventSchema, hopSchema, originSchema } from './schemas.ts';

/** Whether the constraints of a network hold (01 §2), each with what violates it. */
export interface VerifyAnswer {
  readonly answer: 'holds' | 'violated' | 'unknown';
  readonly invariants: readonly InvariantView[];
  /** What each rule and each link is needed for; present where it was asked for. */
  readonly mutations?: MutationsView;
}

/** One invariant, checked. */
export interface InvariantView {
  readonly name: string;
  /** One sentence: what must hold. */
  readonly title: string;
  readonly answer: 'holds' | 'violated' | 'unknown';
  /** How many pairs of ends were looked at. */
  readonly checked: number;
  /** How many of them violate it. */
  readonly violated: number;
  /** The violations by cause: one broken rule is one cause. */
  readonly violations: readonly ViolationView[];
  readonly notes: readonly NoteView[];
  /** Why the answer is not definite. */
  readonly doubts: readonly NoteView[];
  /** Present where the budget was too small: how many pairs there are. */
  readonly of?: number;
}

/** All violations of one cause: how many, and the first of them with its message. */
export interface ViolationView {
  readonly count: number;
  readonly code: string;
  /** One sentence: who sent what, where it was lost, by which rule. */
  readonly message: string;
  readonly at?: string;
  readonly rule?: { readonly label: string; readonly match: string; readonly action: string };
  readonly origin?: OriginView;
  readonly sent?: { readonly by: string; readonly over: string; readonly message: string };
  readonly counterexample?: { readonly hops: readonly HopView[]; readonly events: readonly EventView[] };
}

/** Something worth knowing. */
export interface NoteView {
  readonly code: string;
  readonly message: string;
  readonly count: number;
}

const noteSchema = Type.Object({ code: Type.String(), message: Type.String(), count: Type.Integer() });

const violationSchema = Type.Object({
  count: Type.Integer(),
  code: Type.String(),
  message: Type.String(),
  at: Type.Optional(Type.String()),
  rule: Type.Optional(Type.Object({ label: Type.String(), match: Type.String(), action: Type.String() })),
  origin: Type.Optional(originSchema),
  sent: Type.Optional(Type.Object({ by: Type.String(), over: Type.String(), message: Type.String() })),
  counterexample: Type.Optional(
    Type.Object({ hops: Type.Array(hopSchema), events: Type.Array(eventSchema) }),
  ),
});

const wordSchema = Type.Union([Type.Literal('holds'), Type.Literal('violated'), Type.Literal('unknown')]);

/** The schema of VerifyAnswer. */
export const schema = Type.Object({
  answer: wordSchema,
  invariants: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Type.String(),
      answer: wordSchema,
      checked: Type.Integer(),
      violated: Type.Integer(),
      violations: Type.Array(violationSchema),
      notes: Type.Array(noteSchema),
      doubts: Type.Array(noteSchema),
      of: Type.Optional(Type.Integer()),
    }),
  ),
  mutations: Type.Optional(mutationsSchema),
});

/** Checks every invariant; asked for, also what each rule and each link is needed for (R12). */
export function ask({ network }: State, input: Input): VerifyAnswer | Refusal {
  const budget = typeof input.budget === 'number' ? input.budget : BUDGET;
  const invariants = checkAll(network, budget).map((checked) => viewChecked(network, checked));
  const words = new Set(invariants.map(({ answer }) => answer));
  const answer = words.has('violated') ? 'violated' : words.has('unknown') ? 'unknown' : 'holds';
  if (input.mutations !== true) return { answer, invariants };
  const mutations = viewMutations(network, budget);
  return 'error' in mutations ? mutations : { answer, invariants, mutations };
}

function viewChecked(network: Network, one: Checked): InvariantView {
  const { name, title, answer, checked, violations, notes, doubts, unproven } = one;
  return {
    name,
    title,
    answer,
    checked,
    violated: violations.length,
    violations: groupsOf(violations).map((group) => viewViolations(network, group)),
    notes: notes.map(viewNote),
    doubts: doubts.map(viewNote),
    ...(unproven === undefined ? {} : { of: unproven.of }),
  };
}

function viewNote({ code, message, count }: Note): NoteView {
  return { code, message, count };
}

function viewViolations(network: Network, { count, first }: ViolationGroup): ViolationView {
  const { code, message, at, sent, counterexample } = first;
  return {
    count,
    code,
    message,
    ...(at === undefined ? {} : { at: nameOf(network.nodes, at) }),
    ...viewCause(network, first),
    ...(sent === undefined ? {} : { sent: viewSent(network, sent) }),
    ...(counterexample === undefined
      ? {}
      : {
          counterexample: {
            hops: viewHops(network, counterexample.hops),
            events: viewEvents(network, counterexample),
          },
        }),
  };
}

/** The rule that did it, and where that comes from. */
function viewCause(
  network: Network,
  { at, rule, origin }: Violation,
): Pick<ViolationView, 'rule' | 'origin'> {
  const from = origin ?? rule?.origin;
  return {
    ...(rule === undefined
      ? {}
      : {
          rule: {
            label: rule.label,
            match: formatMatch(network, rule.match),
            action: formatAction(network, rule.action, at),
          },
        }),
    ...(from === undefined ? {} : { origin: viewOrigin(from) }),
  };
}

function viewSent({ nodes }: Network, { by, over, header }: Sent): NonNullable<ViolationView['sent']> {
  return { by: nameOf(nodes, by), over: nameOf(nodes, over), message: formatHeader(header) };
}
