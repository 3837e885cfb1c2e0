import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { Condition, Family } from '../../model/network/family.ts';
import type { SetId } from '../../model/network/set.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { Service } from '../objects/service.ts';
import type { Blocks } from './blocks.ts';

/** Whom a load balancer does not let in (S33, S34). */
export interface Ranged {
  readonly ranged: 'yes' | 'no';
  /** Sources that are refused for sure; undefined where all are let in. */
  readonly refused: AddressSet | undefined;
  /** Whose planned address might be refused, and what it could be (S144). */
  readonly doubted: SetId;
  readonly doubtful: AddressSet | undefined;
}

/** The columns of a directory for them. */
export const RANGED = {
  ranged: 'text',
  refused: 'addresses',
  doubted: 'set',
  doubtful: 'addresses',
} as const;

/** What every balancer lets in. */
export const UNRANGED: Ranged = { ranged: 'no', refused: undefined, doubted: NO_SET, doubtful: undefined };

const ANYWHERE = [prefix('0.0.0.0/0'), prefix('::/0')];

/** Implements S33, S34: with ranges of the family of the address, all other sources are refused. */
export function rangesOf({ sourceRanges }: Service, address: Address, blocks: Blocks): Ranged {
  const own = sourceRanges.filter(({ first }) => familyOf(first) === familyOf(address));
  if (own.length === 0) return UNRANGED;
  const { addresses, perhaps, families } = blocks.of(ANYWHERE, own);
  return { ranged: 'yes', refused: addresses, doubted: perhaps, doubtful: families };
}

/** The rule that drops what is refused, and the one for what may be. */
export function refusals(make: (where: readonly Condition[], match: Family['match']) => Family): Family[] {
  const where: Condition[] = [{ field: 'ranged', is: 'equal', to: { cell: 'yes' } }];
  return [
    make(where, { sources: { row: 'refused' } }),
    make(where, { sources: { row: 'doubtful' }, sourceOwner: { row: 'doubted' } }),
  ];
}
