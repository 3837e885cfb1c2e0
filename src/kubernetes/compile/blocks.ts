import { intersect } from '../../base/intervals.ts';
import type { Address } from '../../model/header/address.ts';
import { familyOf, formatAddress } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import {
  ALL_OF,
  addressSet,
  containsAddress,
  formatAddressSet,
  LOOPBACK,
  normalizeAddresses,
  subtractAddresses,
  unionAddresses,
} from '../../model/header/address-set.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { SetId } from '../../model/network/set.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { Pod } from '../objects/pod.ts';
import type { Options } from '../profile/options.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';
import type { PodSets } from './pod-sets.ts';

/** Addresses as a rule asks for them: those for sure, and who may have one of them (S144). */
export interface Block {
  readonly addresses: AddressSet;
  /** Whose address is planned and might be one of these; NO_SET if nobody's. */
  readonly perhaps: SetId;
  /** The addresses that those could have. */
  readonly families: AddressSet;
}

/** Blocks less exceptions, each made once (S93, S94). */
export interface Blocks {
  of(blocks: readonly Prefix[], except?: readonly Prefix[]): Block;
  /** Equal for addresses that no block made so far tells apart. */
  classOf(address: Address): string;
}

/** What no pod and no node can have: loopback, link-local, multicast (R6, S25). */
const NEVER = unionAddresses(
  LOOPBACK,
  addressSet(
    ...['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', 'fe80::/10', 'ff00::/8', '::/128'].map(prefix),
  ),
);

/** An address that was planned, and all that it could be instead. */
interface PlannedAddress {
  readonly node: NodeId;
  readonly address: Address;
  readonly universe: AddressSet;
}

/**
 * Blocks as sets of addresses. Whether a planned address lies in a block is not known, unless all that it could be does,
 * or none of it; then the rule asks for a set of who may be meant, with a fact each (S144).
 */
export function blocksOf(layout: Layout, options: Options, sets: PodSets, facts: FactTable): Blocks {
  const planned = options.planned === 'unknown' ? plannedAddresses(layout) : [];
  const known = new Map<string, Block>();
  // By their ends: most blocks stand alone, and for so many a text each is slow.
  const alone = new Map<Address, Map<Address, Block>>();
  const wholes: AddressSet[] = [];
  const verdict = (wanted: AddressSet): ((universe: AddressSet) => 'all' | 'none' | 'some') => {
    const verdicts = new Map<AddressSet, 'all' | 'none' | 'some'>();
    return (universe) => {
      let found = verdicts.get(universe);
      if (found === undefined) {
        const common = intersect(wanted, universe);
        found = common.length === 0 ? 'none' : isWhole(universe, common) ? 'all' : 'some';
        verdicts.set(universe, found);
      }
      return found;
    };
  };
  function make(wanted: AddressSet, text: string): Block {
    const among = verdict(wanted);
    const open = planned.filter(({ universe }) => among(universe) === 'some');
    if (open.length === 0) return { addresses: wanted, perhaps: NO_SET, families: [] };
    const theirs = normalizeAddresses(open.map(({ address }) => [address, address] as const));
    const perhaps = [...new Map(open.map((one) => [one.node, one])).values()].map(({ node, address }) => ({
      node,
      fact: facts.of(`${text} ${node}`, () => ({
        kind: 'unknown',
        code: 'PLANNED_ADDRESS',
        text: `the address ${formatAddress(address)} is planned: whether the real one lies in ${text} is not known`,
      })),
    }));
    const families = [...new Set(open.map(({ address }) => familyOf(address)))].map(ALL_OF);
    return {
      addresses: subtractAddresses(wanted, theirs),
      perhaps: sets.listed(`planned in ${text}`, [], perhaps),
      families: normalizeAddresses(families.flat()),
    };
  }
  function ofSeveral(blocks: readonly Prefix[], except: readonly Prefix[]): Block {
    const key = `${blocks.map(keyOf).join(' ')} less ${except.map(keyOf).join(' ')}`;
    let block = known.get(key);
    if (block === undefined) {
      const wanted = subtractAddresses(addressSet(...blocks), addressSet(...except));
      block = make(wanted, formatAddressSet(wanted));
      known.set(key, block);
      wholes.push(wanted);
    }
    return block;
  }
  return {
    of(blocks, except = []) {
      const [first, ...more] = blocks;
      if (first === undefined || more.length + except.length > 0) return ofSeveral(blocks, except);
      let from = alone.get(first.first);
      if (from === undefined) {
        from = new Map();
        alone.set(first.first, from);
      }
      let block = from.get(first.last);
      if (block === undefined) {
        block = ofSeveral(blocks, except);
        from.set(first.last, block);
      }
      return block;
    },
    classOf: (address) => wholes.flatMap((set, i) => (containsAddress(set, address) ? [i] : [])).join(' '),
  };
}

function keyOf({ first, last }: Prefix): string {
  return `${first.toString(16)}-${last.toString(16)}`;
}

function isWhole(universe: AddressSet, common: AddressSet): boolean {
  return subtractAddresses(universe, common).length === 0;
}

/** Planned addresses of pods and hosts; inside the prefixes of the host where they are given (S144). */
function plannedAddresses({ cluster, pods, planned: some, firstPod, hosts }: Layout): PlannedAddress[] {
  const anywhere = {
    IPv4: subtractAddresses(ALL_OF('IPv4'), NEVER),
    IPv6: subtractAddresses(ALL_OF('IPv6'), NEVER),
  };
  const prefixes = new Map(cluster.hosts.map((host) => [host.name, addressSet(...host.podPrefixes)]));
  const everyHosts = [...prefixes.values()];
  const wholePods = everyHosts.every((set) => set.length > 0)
    ? everyHosts.reduce((all, set) => unionAddresses(all, set), [])
    : [];
  const inFamily = new Map<AddressSet, Record<'IPv4' | 'IPv6', AddressSet>>();
  const within = (set: AddressSet, address: Address): AddressSet => {
    let both = inFamily.get(set);
    if (both === undefined) {
      both = { IPv4: intersect(set, ALL_OF('IPv4')), IPv6: intersect(set, ALL_OF('IPv6')) };
      inFamily.set(set, both);
    }
    return both[familyOf(address)];
  };
  const planned: PlannedAddress[] = [];
  for (const i of some) {
    const pod = pods[i] as Pod;
    const node = (firstPod + i) as NodeId;
    if (!pod.planned.includes('address')) continue;
    for (const address of pod.addresses) {
      const own = pod.planned.includes('host') ? wholePods : (prefixes.get(pod.host ?? '') ?? []);
      const narrow = within(own, address);
      const universe = containsAddress(narrow, address) ? narrow : anywhere[familyOf(address)];
      planned.push({ node, address, universe });
    }
  }
  for (const { host, node } of hosts) {
    if (host.planned !== 'host' && host.planned !== 'address') continue;
    for (const address of host.addresses)
      planned.push({ node, address, universe: anywhere[familyOf(address)] });
  }
  return planned;
}
