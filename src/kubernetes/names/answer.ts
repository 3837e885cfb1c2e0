import type { Address } from '../../model/header/address.ts';
import type { NameCode } from '../../text/codes/names.ts';
import type { Origin } from '../../text/origin.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';

/** What has an address that a name stands for. */
export type Bearer =
  /** A cluster address of a service. */
  | { readonly kind: 'service'; readonly service: Service }
  /** An endpoint of a headless service, or one that is named; without a pod if somebody else made it. */
  | { readonly kind: 'endpoint'; readonly service: Service; readonly pod?: Pod }
  /** Whoever has it: the address was written as a name. */
  | { readonly kind: 'anyone' }
  /** The process itself: localhost, or the own name of its pod. */
  | { readonly kind: 'own' };

/** An A or AAAA record, as the family of the address says. */
export interface AddressRecord {
  readonly address: Address;
  readonly bearer: Bearer;
  readonly origin?: Origin;
}

/** An SRV record: a port, and the name that has the addresses. */
export interface PortRecord {
  readonly port: number;
  readonly target: string;
  readonly origin: Origin;
}

/** A negative answer: NXDOMAIN, there is no such name; NODATA, it has no such record; SERVFAIL, no answer is found. */
export interface NoAnswer {
  readonly kind: 'NXDOMAIN' | 'NODATA' | 'SERVFAIL';
  readonly name: string;
  readonly code: NameCode;
  readonly text: string;
  /** The object that comes nearest: the service without such an endpoint, the alias. */
  readonly origin?: Origin;
}

/** What name servers answer for a name. */
export type Answer =
  | {
      readonly kind: 'addresses';
      readonly name: string;
      readonly records: readonly AddressRecord[];
      readonly assumes: readonly NameCode[];
    }
  /** CNAME: another name stands for it (S36). */
  | { readonly kind: 'alias'; readonly name: string; readonly target: string; readonly origin: Origin }
  | { readonly kind: 'ports'; readonly name: string; readonly records: readonly PortRecord[] }
  | NoAnswer
  /** Others answer, outside the cluster. */
  | { readonly kind: 'outside'; readonly name: string }
  /** The name exists in every cluster, but the input does not hold its address. */
  | { readonly kind: 'unknown'; readonly name: string; readonly code: NameCode; readonly text: string };
