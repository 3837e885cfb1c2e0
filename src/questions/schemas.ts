import { Type } from 'typebox';

/** The fields of OriginView. */
const originFields = {
  kind: Type.Optional(Type.String()),
  namespace: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  path: Type.Optional(Type.String()),
  file: Type.Optional(Type.String()),
  line: Type.Optional(Type.Integer()),
  column: Type.Optional(Type.Integer()),
  note: Type.Optional(Type.String()),
};

/** The schema of OriginView. */
export const originSchema = Type.Object(originFields);

/** The schema of an ObjectReference. */
export const objectSchema = Type.Object({
  kind: Type.String(),
  namespace: Type.Optional(Type.String()),
  name: Type.String(),
});

/** The fields of VerdictView. */
export const verdictSchema = {
  answer: Type.Union([
    Type.Literal('reachable'),
    Type.Literal('unreachable'),
    Type.Literal('ambiguous'),
    Type.Literal('unknown'),
  ]),
  notice: Type.Optional(Type.String()),
  disposition: Type.Union([Type.String(), Type.Array(Type.String())]),
  code: Type.Optional(Type.String()),
  symptom: Type.Optional(Type.String()),
  status: Type.Optional(Type.Integer()),
  probability: Type.Optional(Type.Number()),
  sourceSeen: Type.Optional(Type.String()),
  backends: Type.Optional(
    Type.Array(
      Type.Object({
        address: Type.String(),
        name: Type.Optional(Type.String()),
        probability: Type.Number(),
        answer: Type.String(),
        code: Type.Optional(Type.String()),
        sourceSeen: Type.Optional(Type.String()),
      }),
    ),
  ),
  decidedBy: Type.Optional(Type.Array(originSchema)),
  blockers: Type.Optional(
    Type.Array(Type.Object({ code: Type.String(), at: Type.String(), by: Type.Array(originSchema) })),
  ),
  nearest: Type.Optional(
    Type.Array(Type.Object({ ...originFields, failing: Type.Array(Type.String()), text: Type.String() })),
  ),
  depends: Type.Optional(
    Type.Array(Type.Object({ option: Type.String(), value: Type.String(), answer: Type.String() })),
  ),
  assumed: Type.Optional(Type.Array(Type.String())),
  unknown: Type.Optional(Type.Array(Type.String())),
};

/** The schema of HeaderView. */
export const headerSchema = Type.Object({
  protocol: Type.String(),
  source: Type.String(),
  sourcePort: Type.Integer(),
  target: Type.String(),
  targetPort: Type.Integer(),
});

/** The schema of NodeView. */
export const nodeSchema = Type.Object({ kind: Type.String(), role: Type.String(), name: Type.String() });

/** The schema of StepView. */
export const stepSchema = Type.Object({
  table: Type.String(),
  kind: Type.String(),
  rule: Type.Optional(Type.String()),
  match: Type.Optional(Type.String()),
  action: Type.Optional(Type.String()),
  verb: Type.String(),
  to: Type.Optional(nodeSchema),
  origin: Type.Optional(originSchema),
  before: Type.String(),
  after: Type.String(),
  choice: Type.Optional(
    Type.Object({
      among: Type.String(),
      index: Type.Integer(),
      count: Type.Integer(),
      probability: Type.Number(),
    }),
  ),
  assumes: Type.Optional(Type.Array(Type.String())),
});

/** The schema of HopView. */
export const hopSchema = Type.Object({
  at: nodeSchema,
  from: Type.Optional(Type.String()),
  header: Type.String(),
  steps: Type.Array(stepSchema),
});

/** The schema of EventView. */
export const eventSchema = Type.Object({
  event: Type.String(),
  at: Type.String(),
  link: Type.Array(Type.String()),
  message: Type.String(),
});
