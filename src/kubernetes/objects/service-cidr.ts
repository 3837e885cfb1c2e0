import type { Prefix } from '../../model/header/prefix.ts';
import type { ValueMap } from '../../text/value.ts';
import { listIn, mapIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { readPrefix } from './address-field.ts';
import type { Metadata } from './metadata.ts';

/** A ServiceCIDR: blocks of which services get their cluster addresses. */
export interface ServiceCidr extends Metadata {
  readonly blocks: readonly Prefix[];
}

/** A ServiceCIDR of the input. */
export function readServiceCidr(metadata: Metadata, object: ValueMap, reading: Reading): ServiceCidr {
  const blocks = listIn(mapIn(object, 'spec'), 'cidrs').flatMap(
    (text, index) => (typeof text === 'string' && readPrefix(text, `spec.cidrs[${index}]`, reading)) || [],
  );
  return { ...metadata, blocks };
}
