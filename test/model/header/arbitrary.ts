import fc from 'fast-check';
import type { Address } from '../../../src/model/header/address.ts';
import type { AddressSet } from '../../../src/model/header/address-set.ts';
import { normalizeAddresses } from '../../../src/model/header/address-set.ts';
import type { Header } from '../../../src/model/header/header.ts';
import type { HeaderMatch } from '../../../src/model/header/header-match.ts';
import { portSet } from '../../../src/model/header/port.ts';
import { PROTOCOLS, protocolSet } from '../../../src/model/header/protocol.ts';

const IPV4 = 0xffff_0000_0000n;

/** IPv4 addresses, with many at the ends of octets. */
export const anyIPv4: fc.Arbitrary<Address> = fc
  .array(fc.oneof(fc.constantFrom(0, 1, 127, 128, 255), fc.integer({ min: 0, max: 255 })), {
    minLength: 4,
    maxLength: 4,
  })
  .map((octets) => octets.reduce((a, octet) => a * 256n + BigInt(octet), 0xffffn) as Address);

/** Addresses of eight groups, with many zero groups; some are IPv4. */
export const anyGroups: fc.Arbitrary<Address> = fc
  .array(fc.oneof(fc.constantFrom(0, 0, 0xffff), fc.integer({ min: 0, max: 0xffff })), {
    minLength: 8,
    maxLength: 8,
  })
  .map((groups) => groups.reduce((a, group) => a * 65536n + BigInt(group), 0n) as Address);

/** Addresses near the borders between the families, and near the ends of the line. */
export const borderAddress: fc.Arbitrary<Address> = fc
  .tuple(fc.constantFrom(8n, IPV4, IPV4 + (1n << 32n), (1n << 128n) - 9n), fc.bigInt({ min: -8n, max: 8n }))
  .map(([border, by]) => (border + by) as Address);

/** Addresses of both families. */
export const anyAddress: fc.Arbitrary<Address> = fc.oneof(anyIPv4, anyGroups, borderAddress);

/** Sets of a few intervals: with ends near the borders, so that they overlap, touch and cross them, or anywhere. */
export const anyAddressSet: fc.Arbitrary<AddressSet> = fc
  .oneof(intervalsOf(borderAddress), intervalsOf(anyAddress))
  .map(normalizeAddresses);

function intervalsOf(ends: fc.Arbitrary<Address>): fc.Arbitrary<AddressSet> {
  return fc.array(fc.tuple(ends, ends), { maxLength: 5 });
}

// Few values each, so that two headers, or a header and a match, often meet.
const fewAddresses = fc.constantFrom(...[0n, 1n, 5n, IPV4 + 1n, IPV4 + 2n].map((x) => x as Address));
const fewPorts = fc.constantFrom(0, 1, 80, 81, 65535);

/** Headers of few values. */
export const fewHeaders: fc.Arbitrary<Header> = fc.record({
  protocol: fc.constantFrom(...PROTOCOLS),
  source: fewAddresses,
  sourcePort: fewPorts,
  target: fewAddresses,
  targetPort: fewPorts,
});

/** Headers of any value. */
export const anyHeader: fc.Arbitrary<Header> = fc.record({
  protocol: fc.constantFrom(...PROTOCOLS),
  source: anyAddress,
  sourcePort: fc.integer({ min: 0, max: 65535 }),
  target: anyAddress,
  targetPort: fc.integer({ min: 0, max: 65535 }),
});

const fewAddressSets = fc
  .array(fc.tuple(fewAddresses, fewAddresses), { maxLength: 3 })
  .map(normalizeAddresses);
const fewPortSets = fc.array(fewPorts, { maxLength: 4 }).map((ports) => portSet(...ports));

/** Matches on headers of few values, any fields absent. */
export const fewMatches: fc.Arbitrary<HeaderMatch> = fc.record(
  {
    protocols: fc.array(fc.constantFrom(...PROTOCOLS), { maxLength: 4 }).map((list) => protocolSet(...list)),
    sources: fewAddressSets,
    sourcePorts: fewPortSets,
    targets: fewAddressSets,
    targetPorts: fewPortSets,
  },
  { requiredKeys: [] },
);
