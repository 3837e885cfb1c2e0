import { Type } from 'typebox';
import type { Decision, NearMiss } from '../kubernetes/ingress/decision.ts';
import type { Answer } from '../kubernetes/names/answer.ts';
import type { NameServer } from '../kubernetes/names/resolver.ts';
import { formatAddress } from '../model/header/address.ts';
import type { Network } from '../model/network/network.ts';
import type { HopView, OriginView } from './describe.ts';
import { viewHops, viewOrigin } from './describe.ts';
import { decidingWay } from './journey.ts';
import type { NameLeg } from './name-leg.ts';
import type { RequestLeg } from './request-leg.ts';
import { hopSchema, originSchema } from './schemas.ts';
import { rounded } from './verdict.ts';

/** How a name was looked up, in answers. */
export interface LookupView {
  readonly name: string;
  /** Whom the sender asks: `service kube-system/kube-dns 10.96.0.10`; absent where nobody is asked. */
  readonly server?: string;
  /** Whether the query gets there. */
  readonly answer: string;
  /** The full names asked for, in order, and what came back. */
  readonly queries: readonly { readonly name: string; readonly answer: string }[];
  readonly outcome: string;
  readonly addresses: readonly string[];
  readonly text?: string;
  readonly nearest?: readonly string[];
  /** The query's own way. */
  readonly hops: readonly HopView[];
}

/** The schema of LookupView. */
export const lookupSchema = Type.Object({
  name: Type.String(),
  server: Type.Optional(Type.String()),
  answer: Type.String(),
  queries: Type.Array(Type.Object({ name: Type.String(), answer: Type.String() })),
  outcome: Type.String(),
  addresses: Type.Array(Type.String()),
  text: Type.Optional(Type.String()),
  nearest: Type.Optional(Type.Array(Type.String())),
  hops: Type.Array(hopSchema),
});

/** A look-up as answers show it. */
export function viewLookup(network: Network, leg: NameLeg): LookupView {
  const { text: name, resolution, server, delivery, answer, nearest } = leg;
  const { outcome } = resolution;
  const way = delivery && decidingWay(delivery);
  const addresses =
    outcome.kind === 'addresses'
      ? [...outcome.addresses.IPv4, ...outcome.addresses.IPv6].map((one) => formatAddress(one.address))
      : [];
  return {
    name,
    ...(server === undefined || resolution.queries.length === 0 ? {} : { server: serverText(server) }),
    answer,
    queries: resolution.queries.map((query) => ({
      name: query.name,
      answer: answersText(query.answers),
    })),
    outcome: outcome.kind,
    addresses,
    ...('text' in outcome ? { text: outcome.text } : {}),
    ...(nearest.length === 0 ? {} : { nearest }),
    hops: way === undefined ? [] : viewHops(network, way.trace.hops),
  };
}

function serverText(server: NameServer): string {
  switch (server.kind) {
    case 'service':
      return `service ${server.service.namespace}/${server.service.name} ${formatAddress(server.address)}`;
    case 'cache':
      return `the node's cache ${formatAddress(server.address)}`;
    case 'node':
      return "the node's own name servers";
    case 'other':
      return formatAddress(server.address);
  }
}

/** `10.96.0.10`, `NXDOMAIN`, `CNAME db.example.com`, and what becomes of that name. */
function answersText(answers: readonly Answer[]): string {
  const aliases = answers.flatMap((one) => (one.kind === 'alias' ? [`CNAME ${one.target}`] : []));
  const last = answers.at(-1);
  if (last?.kind === 'alias' || (last?.kind === 'outside' && aliases.length > 0)) return aliases.join(', ');
  return [...aliases, answerText(last)].join(', ');
}

function answerText(answer: Answer | undefined): string {
  if (answer === undefined) return 'nothing';
  return answer.kind === 'addresses'
    ? answer.records.map(({ address }) => formatAddress(address)).join(', ') || 'no address'
    : answer.kind;
}

/** What a proxy did with a request, in answers. */
export interface RequestView {
  /** `GET https://shop.example/cart`. */
  readonly request: string;
  /** The controller's name, as its class says it; empty if unknown. */
  readonly controller: string;
  /** `pods`, `planned`, `outside`, or `none`. */
  readonly where: string;
  readonly decision: string;
  readonly by?: OriginView;
  /** The entry that comes nearest, where none matched. */
  readonly nearest?: { readonly by: OriginView; readonly text: string };
  readonly onward: readonly OnwardView[];
}

/** One request sent on, in answers. */
export interface OnwardView {
  readonly proxy: string;
  readonly backend: string;
  readonly status: number;
  readonly share: number;
  readonly hops: readonly HopView[];
}

/** The schema of RequestView. */
export const requestSchema = Type.Object({
  request: Type.String(),
  controller: Type.String(),
  where: Type.String(),
  decision: Type.String(),
  by: Type.Optional(originSchema),
  nearest: Type.Optional(Type.Object({ by: originSchema, text: Type.String() })),
  onward: Type.Array(
    Type.Object({
      proxy: Type.String(),
      backend: Type.String(),
      status: Type.Integer(),
      share: Type.Number(),
      hops: Type.Array(hopSchema),
    }),
  ),
});

/** A request as answers show it. */
export function viewRequest(network: Network, leg: RequestLeg): RequestView {
  const { request, controller, decision, onward } = leg;
  const { nearest } = decision;
  return {
    request: `${request.method ?? 'GET'} ${request.scheme ?? 'http'}://${request.host ?? ''}${request.path ?? '/'}`,
    controller: controller?.name ?? '',
    where: controller?.where ?? 'none',
    decision: decisionText(decision),
    ...(decision.by === undefined ? {} : { by: viewOrigin(decision.by) }),
    ...(nearest === undefined ? {} : { nearest: { by: viewOrigin(nearest.by), text: nearText(nearest) } }),
    onward: onward.map(({ proxy, backend, status, share, delivery }) => {
      const way = delivery && decidingWay(delivery);
      const hops = way === undefined ? [] : viewHops(network, way.trace.hops);
      return { proxy, backend, status, share: rounded(share), hops };
    }),
  };
}

function decisionText(decision: Decision): string {
  if (decision.kind !== 'backend') return decision.text;
  return decision.backends
    .map(({ namespace, name, port, weight }) => {
      const share = decision.backends.length > 1 ? ` (weight ${weight})` : '';
      return `service ${namespace}/${name}:${port}${share}`;
    })
    .join(', ');
}

/** How an entry differs from a request. */
export function nearText({ differs }: NearMiss): string {
  return differs.map((one) => `${one.in} ${one.wanted}, not ${one.got}`).join('; ');
}
