import { detached } from '../../base/detach.ts';
import type { Address } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import type { ValueMap } from '../../text/value.ts';
import { listIn, mapIn, mapsIn, textIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { oneAFamily, readOwnAddress, readPrefix } from './address-field.ts';
import type { Metadata } from './metadata.ts';

/** What keeps pods off a host that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A Kubernetes Node: the host of pods. */
export interface Host extends Metadata {
  /** InternalIPs, at most one a family, as given or planned. */
  readonly addresses: readonly Address[];
  /** Every address of status.addresses that is an address (InternalIP, ExternalIP), for S127. */
  readonly allAddresses: readonly Address[];
  readonly podPrefixes: readonly Prefix[];
  readonly taints: readonly Taint[];
  /**
   * What of it the input does not hold: its `address`; everything but the name and address, which its pods say
   * (`labels`); or everything but perhaps the name (`host`).
   */
  readonly planned: 'none' | 'address' | 'labels' | 'host';
}

/** A Node of the input: an InternalIP a family, its other addresses, its pod prefixes, its taints. */
export function readHost(metadata: Metadata, object: ValueMap, reading: Reading): Host {
  const spec = mapIn(object, 'spec');
  const all: Address[] = [];
  const internal: Address[] = [];
  for (const { index, value } of mapsIn(mapIn(object, 'status'), 'addresses')) {
    const type = textIn(value, 'type');
    if (type !== 'InternalIP' && type !== 'ExternalIP') continue;
    const path = `status.addresses[${index}].address`;
    const address = readOwnAddress(textIn(value, 'address') ?? '', path, reading);
    if (address === undefined) continue;
    all.push(address);
    if (type === 'InternalIP') internal.push(address);
  }
  return {
    ...metadata,
    addresses: oneAFamily(internal),
    allAddresses: all,
    podPrefixes: readPodPrefixes(spec, reading),
    taints: readTaints(spec),
    planned: internal.length === 0 ? 'address' : 'none',
  };
}

function readPodPrefixes(spec: ValueMap, reading: Reading): Prefix[] {
  const several = listIn(spec, 'podCIDRs');
  const texts = several.length > 0 ? several : [spec.podCIDR ?? null];
  return texts.flatMap((text, index) => {
    if (typeof text !== 'string' || text === '') return [];
    const path = several.length > 0 ? `spec.podCIDRs[${index}]` : 'spec.podCIDR';
    return readPrefix(text, path, reading) ?? [];
  });
}

/** A cordoned host has a taint of its own, whether its controller has set it or not. */
const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

function readTaints(spec: ValueMap): Taint[] {
  const taints = Array.from(mapsIn(spec, 'taints'), ({ value }) => ({
    key: detached(textIn(value, 'key') ?? ''),
    value: detached(textIn(value, 'value') ?? ''),
    effect: detached(textIn(value, 'effect') ?? ''),
  }));
  const cordoned = spec.unschedulable === true && !taints.some(({ key }) => key === UNSCHEDULABLE.key);
  return cordoned ? [...taints, UNSCHEDULABLE] : taints;
}
