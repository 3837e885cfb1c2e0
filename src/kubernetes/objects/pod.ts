import type { Address } from '../../model/header/address.ts';
import { parseAddress } from '../../model/header/address.ts';
import { containsAddress, LOOPBACK } from '../../model/header/address-set.ts';
import type { ValueMap } from '../../text/value.ts';
import type { Report } from '../read/field.ts';
import { mapIn, mapsIn, textIn } from '../read/field.ts';
import type { Container } from './container.ts';
import { oneAFamily } from './host.ts';
import type { Metadata } from './metadata.ts';
import type { Placing } from './pod-spec.ts';
import { readPodSpec } from './pod-spec.ts';

/** How far a pod has come. `pending`: no address yet, so no network identity (S15). `ended`: Succeeded or Failed (S47). */
export type PodState = 'running' | 'pending' | 'ended';

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
  /** What of it the input does not hold (S144). */
  readonly planned: readonly ('pod' | 'address' | 'host')[];
  /** A pod of a Job or CronJob (S144). */
  readonly lifetime: 'lasting' | 'transient';
  /** What decides where it may be placed while it has no host. */
  readonly placing: Placing;
  /** The workload it belongs to, after resolving ReplicaSet → Deployment and Job → CronJob. Itself if it has none. */
  readonly workload: { readonly kind: string; readonly namespace: string; readonly name: string };
}

/** A pod of the input. Without a status it is to be planned: no address and perhaps no host yet (S15, S47, S144). */
export function readPod(metadata: Metadata, object: ValueMap, report: Report): Pod {
  const spec = readPodSpec(mapIn(object, 'spec'), 'spec', report);
  const status = mapIn(object, 'status');
  const phase = textIn(status, 'phase');
  const addresses = spec.network === 'host' ? [] : readAddresses(status, report);
  const known = phase !== undefined || addresses.length > 0 || textIn(status, 'podIP') !== undefined;
  const planned: Pod['planned'] = known ? [] : spec.network === 'host' ? [] : ['address'];
  const { network, containers, placing, host } = spec;
  return {
    ...metadata,
    network,
    ...(host === undefined ? {} : { host }),
    addresses,
    state: stateOf(
      phase,
      known,
      addresses.length > 0 || (spec.network === 'host' && spec.host !== undefined),
    ),
    containers,
    planned: spec.host === undefined ? [...planned, 'host'] : planned,
    placing,
    lifetime: metadata.owner?.kind === 'Job' ? 'transient' : 'lasting',
    workload: metadata.owner
      ? { kind: metadata.owner.kind, namespace: metadata.namespace, name: metadata.owner.name }
      : { kind: 'Pod', namespace: metadata.namespace, name: metadata.name },
  };
}

function stateOf(phase: string | undefined, known: boolean, addressed: boolean): PodState {
  if (phase === 'Succeeded' || phase === 'Failed') return 'ended';
  return !known || addressed ? 'running' : 'pending';
}

/** podIPs, else podIP: at most one a family (S15). */
function readAddresses(status: ValueMap, report: Report): Address[] {
  const several = mapsIn(status, 'podIPs');
  const single = textIn(status, 'podIP');
  const texts = several.map(({ index, value }) => ({
    text: textIn(value, 'ip'),
    path: `status.podIPs[${index}].ip`,
  }));
  const all = texts.length > 0 ? texts : [{ text: single, path: 'status.podIP' }];
  const addresses: Address[] = [];
  for (const { text, path } of all) {
    if (text === undefined) continue;
    const address = parseAddress(text);
    if (address === undefined) report('INVALID_ADDRESS', 'error', `${text} is no address`, path);
    else if (containsAddress(LOOPBACK, address))
      report('LOOPBACK_ADDRESS', 'error', `a pod cannot have the loopback address ${text}`, path);
    else addresses.push(address);
  }
  return oneAFamily(addresses);
}
