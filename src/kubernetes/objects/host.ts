import type { Address } from '../../model/header/address.ts';
import { familyOf, parseAddress } from '../../model/header/address.ts';
import { containsAddress, LOOPBACK } from '../../model/header/address-set.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { parsePrefix } from '../../model/header/prefix.ts';
import type { ValueMap } from '../../text/value.ts';
import type { Report } from '../read/field.ts';
import { listIn, mapIn, mapsIn, textIn } from '../read/field.ts';
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
  /** What of it the input does not hold: the whole host, or its address. */
  readonly planned: 'none' | 'address' | 'host';
}

/** A Node of the input: an address a family, InternalIP before others; its pod prefixes; its taints. */
export function readHost(metadata: Metadata, object: ValueMap, report: Report): Host {
  const spec = mapIn(object, 'spec');
  const all: Address[] = [];
  const internal: Address[] = [];
  for (const { index, value } of mapsIn(mapIn(object, 'status'), 'addresses')) {
    const type = textIn(value, 'type');
    const text = textIn(value, 'address') ?? '';
    if (type !== 'InternalIP' && type !== 'ExternalIP') continue;
    const address = parseAddress(text);
    const path = `status.addresses[${index}].address`;
    if (address === undefined) report('INVALID_ADDRESS', 'error', `${text} is no address`, path);
    else if (containsAddress(LOOPBACK, address))
      report('LOOPBACK_ADDRESS', 'error', `a node cannot have the loopback address ${text}`, path);
    else {
      all.push(address);
      if (type === 'InternalIP') internal.push(address);
    }
  }
  const addresses = oneAFamily(internal);
  return {
    ...metadata,
    addresses,
    allAddresses: all,
    podPrefixes: readPodPrefixes(spec, report),
    taints: readTaints(spec),
    planned: addresses.length === 0 ? 'address' : 'none',
  };
}

/** The first address of each family. */
export function oneAFamily(addresses: readonly Address[]): Address[] {
  const seen = new Set<string>();
  return addresses.filter((address) => !seen.has(familyOf(address)) && seen.add(familyOf(address)));
}

function readPodPrefixes(spec: ValueMap, report: Report): Prefix[] {
  const several = listIn(spec, 'podCIDRs');
  const texts = several.length > 0 ? several : [spec.podCIDR ?? null];
  const prefixes: Prefix[] = [];
  texts.forEach((text, index) => {
    if (typeof text !== 'string' || text === '') return;
    const prefix = parsePrefix(text);
    if (prefix !== undefined) prefixes.push(prefix);
    else
      report(
        'INVALID_ADDRESS',
        'error',
        `${text} is no prefix`,
        several.length > 0 ? `spec.podCIDRs[${index}]` : 'spec.podCIDR',
      );
  });
  return prefixes;
}

function readTaints(spec: ValueMap): Taint[] {
  return mapsIn(spec, 'taints').map(({ value }) => ({
    key: textIn(value, 'key') ?? '',
    value: textIn(value, 'value') ?? '',
    effect: textIn(value, 'effect') ?? '',
  }));
}
