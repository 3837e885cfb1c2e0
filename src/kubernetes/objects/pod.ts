import { detached } from '../../base/detach.ts';
import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import { listIn, mapIn, mapsIn, saysSomething, textIn } from '../read/field.ts';
import { sharedPart, textKey } from '../read/pools.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import { oneAFamily, readOwnAddress } from './address-field.ts';
import type { Container } from './container.ts';
import type { Metadata } from './metadata.ts';
import type { Placing } from './placing.ts';
import type { PodDns } from './pod-dns.ts';
import type { PodSpec } from './pod-spec.ts';
import { readPodSpec } from './pod-spec.ts';

/** How far a pod has come. `pending`: no address yet, so no network identity (S15). `ended`: Succeeded or Failed (S47). */
export type PodState = 'running' | 'pending' | 'ended';

/** The object that a pod belongs to. */
export interface PodWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A pod, read from the input or planned from its controller (S144). */
export interface Pod extends Metadata {
  /** `host`: it shares the network namespace of its host (S13). */
  readonly network: 'own' | 'host';
  /** Name of its host; undefined while it is not scheduled. */
  readonly host?: string;
  /** At most one a family, first the primary one (S15). For the host network: empty, they are the host's. */
  readonly addresses: readonly Address[];
  readonly state: PodState;
  readonly containers: readonly Container[];
  /** Names of containers that its status says do not run: no process is there (S11). */
  readonly idle: readonly string[];
  /** What of it the input does not hold (S144). */
  readonly planned: readonly ('pod' | 'address' | 'host')[];
  /** A pod of a Job or CronJob (S144). */
  readonly lifetime: 'lasting' | 'transient';
  /** What decides where it may be placed while it has no host. */
  readonly placing: Placing;
  /** Its condition Ready; a planned pod is ready (S45, S145). */
  readonly readiness: 'ready' | 'unready';
  /** `terminating`: it has a deletionTimestamp (S47). */
  readonly ending: 'no' | 'terminating';
  /** How it finds addresses of names (S141). */
  readonly dns: PodDns;
  /** The workload it belongs to, after resolving ReplicaSet → Deployment and Job → CronJob. Itself if it has none. */
  readonly workload: PodWorkload;
  /** What a running one says that the addresses of its host are; absent if it says nothing. */
  readonly hostIPs?: readonly string[];
}

/** Whether it is only assumed to be there: neither it nor a workload that it belongs to is in the input (S142, S144). */
export function isAssumed({ planned, origin }: Pod): boolean {
  return planned.includes('pod') && origin.place === undefined;
}

/** Whether a pod has a port of its host (S14). */
export function hasHostPort({ containers }: Pod): boolean {
  for (const { ports } of containers)
    for (const { hostPort } of ports) if (hostPort !== undefined) return true;
  return false;
}

/** A pod of the input. Without a status it is to be planned: no address and perhaps no host yet (S15, S47, S144). */
export function readPod(metadata: Metadata, object: ValueMap, reading: Reading): Pod {
  const { name, namespace, labels, annotations, origin, owner } = metadata;
  const spec = readPodSpec(mapIn(object, 'spec'), 'spec', reading);
  const status = mapIn(object, 'status');
  const addresses = spec.network === 'host' ? NO_ADDRESSES : readAddresses(status, reading);
  const known = saysSomething(object, 'status');
  const state = stateOf(spec, status, known, addresses);
  const pod: { -readonly [Field in keyof Pod]: Pod[Field] } = {
    name,
    namespace,
    labels,
    annotations,
    origin,
    network: spec.network,
    addresses,
    state,
    containers: spec.containers,
    idle: state === 'running' ? idleOf(status) : NO_NAMES,
    planned: plannedOf(spec, state, known),
    lifetime: owner?.kind === 'Job' ? 'transient' : 'lasting',
    placing: spec.placing,
    readiness: known ? readinessOf(status) : 'ready',
    ending: mapIn(object, 'metadata').deletionTimestamp ? 'terminating' : 'no',
    dns: spec.dns,
    workload: ownWorkload(metadata, reading),
  };
  if (owner !== undefined) pod.owner = owner;
  if (spec.host !== undefined) {
    pod.host = spec.host;
    const hostIPs = state === 'running' ? readHostIPs(spec.host, status, reading) : undefined;
    if (hostIPs !== undefined) pod.hostIPs = hostIPs;
  }
  return pod;
}

const NO_ADDRESSES: readonly Address[] = [];
const NOTHING: Pod['planned'] = [];
const NO_NAMES: readonly string[] = [];

/** A container waits to start, or ended and is not started again. */
function idleOf(status: ValueMap): readonly string[] {
  let names: string[] | undefined;
  for (const field of ['containerStatuses', 'initContainerStatuses']) {
    for (const { value } of mapsIn(status, field)) {
      const state = mapIn(value, 'state');
      if (!isMap(state.waiting ?? null) && !isMap(state.terminated ?? null)) continue;
      names ??= [];
      names.push(detached(textIn(value, 'name') ?? ''));
    }
  }
  return names ?? NO_NAMES;
}

/** The owner, as long as the owner's own owners are not known; else the pod itself. */
function ownWorkload({ owner, namespace, name }: Metadata, { pools }: Reading): PodWorkload {
  if (owner === undefined) return { kind: 'Pod', namespace, name };
  const key = `workload ${textKey(namespace)}${textKey(owner.kind)}${textKey(owner.name)}`;
  return sharedPart(pools, key, () => ({ kind: owner.kind, namespace, name: owner.name }));
}

/** The API server knows nothing of a pod without a status: it is taken as one that will run. */
function stateOf(spec: PodSpec, status: ValueMap, known: boolean, addresses: readonly Address[]): PodState {
  const { phase } = status;
  if (phase === 'Succeeded' || phase === 'Failed') return 'ended';
  if (!known) return 'running';
  if (spec.network === 'own') return addresses.length > 0 ? 'running' : 'pending';
  const started = phase === 'Running' || textIn(status, 'podIP') !== undefined;
  return started && spec.host !== undefined ? 'running' : 'pending';
}

function plannedOf({ network, host }: PodSpec, state: PodState, known: boolean): Pod['planned'] {
  if (state !== 'running' || (known && host !== undefined)) return NOTHING;
  const planned: ('address' | 'host')[] = [];
  if (!known && network === 'own') planned.push('address');
  if (host === undefined) planned.push('host');
  return planned;
}

/** The condition Ready (S45); a status written by hand, without any condition, is that of a pod that is ready. */
function readinessOf(status: ValueMap): Pod['readiness'] {
  const conditions = listIn(status, 'conditions');
  for (const condition of conditions) {
    if (isMap(condition) && condition.type === 'Ready')
      return condition.status === 'True' ? 'ready' : 'unready';
  }
  return conditions.length === 0 ? 'ready' : 'unready';
}

/** podIPs, else podIP: at most one a family (S15). */
function readAddresses(status: ValueMap, reading: Reading): readonly Address[] {
  const single = textIn(status, 'podIP');
  if (listIn(status, 'podIPs').length === 0) {
    const address = single && readOwnAddress(single, 'status.podIP', reading);
    return typeof address === 'bigint' ? [address] : NO_ADDRESSES;
  }
  const addresses: Address[] = [];
  for (const { index, value } of mapsIn(status, 'podIPs')) {
    const path = `status.podIPs[${index}].ip`;
    const text = textIn(value, 'ip') ?? '';
    const address = readOwnAddress(text, path, reading);
    if (index === 0 && single !== undefined && single !== text) {
      const message = `podIP is ${single}, and the first of podIPs is ${text}: they must be the same`;
      refuse(reading, 'POD_ADDRESSES_DIFFER', message, 'status.podIP');
    }
    if (address === undefined) continue;
    if (addresses.some((other) => familyOf(other) === familyOf(address))) {
      const message = `${text} is a second ${familyOf(address)} address: a pod has one of each family`;
      refuse(reading, 'POD_ADDRESSES_DIFFER', message, path);
    }
    addresses.push(address);
  }
  return oneAFamily(addresses);
}

/** A running pod says which address its host has: the only source where the Node itself is not in the input. */
function readHostIPs(host: string, status: ValueMap, { pools }: Reading): readonly string[] | undefined {
  const text = textIn(status, 'hostIP');
  if (text === undefined) return undefined;
  const texts = [text];
  for (const { value } of mapsIn(status, 'hostIPs')) texts.push(textIn(value, 'ip') ?? text);
  // The pods of a host mostly say the same.
  const last = pools.hostIPs.get(host);
  if (last?.length === texts.length && last.every((one, i) => one === texts[i])) return last;
  const own = texts.map(detached);
  pools.hostIPs.set(host, own);
  return own;
}
