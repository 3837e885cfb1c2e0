import type { Address } from '../../model/header/address.ts';
import type { ValueMap } from '../../text/value.ts';
import { mapIn, mapsIn, textIn, textsIn } from '../read/field.ts';
import { shared, textKey } from '../read/pools.ts';
import type { Reading } from '../read/reading.ts';
import { refuse, soundPart } from '../read/reading.ts';
import { readAddress } from './address-field.ts';
import { choiceIn } from './choice.ts';

/** How the processes of a pod find the addresses of names (S141): dnsPolicy, dnsConfig, and the names it has itself. */
export interface PodDns {
  readonly policy: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  /** Name servers of dnsConfig, beside those of the policy. */
  readonly servers: readonly Address[];
  /** Search domains of dnsConfig. */
  readonly searches: readonly string[];
  /** The option ndots of dnsConfig, if it is set. */
  readonly ndots?: number;
  /** spec.hostname and spec.subdomain: the names that a headless service gives it. */
  readonly hostname?: string;
  readonly subdomain?: string;
}

/** What a pod has whose spec says nothing: the one object that almost all pods share. */
export const DEFAULT_DNS: PodDns = { policy: 'ClusterFirst', servers: [], searches: [] };

const POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'] as const;

/** Reads it from a pod spec, which stands at `base`; pods that say the same share it. Implements S141 as far as reading goes. */
export function readPodDns(spec: ValueMap, base: string, reading: Reading): PodDns {
  const { dnsPolicy, dnsConfig, hostname, subdomain } = spec;
  const plain = dnsConfig === undefined && hostname === undefined && subdomain === undefined;
  if (plain && (dnsPolicy === undefined || dnsPolicy === 'ClusterFirst')) return DEFAULT_DNS;
  const key = `dns ${textKey(dnsPolicy)}${textKey(hostname)}${textKey(subdomain)}${textKey(dnsConfig)}`;
  return soundPart(reading, key, () => readGiven(spec, base, reading));
}

function readGiven(spec: ValueMap, base: string, reading: Reading): PodDns {
  const policy = choiceIn(spec, 'dnsPolicy', POLICIES, base, reading) ?? 'ClusterFirst';
  const config = mapIn(spec, 'dnsConfig');
  const servers = textsIn(config, 'nameservers').flatMap(
    (text, i) => readAddress(text, `${base}.dnsConfig.nameservers[${i}]`, reading) ?? [],
  );
  if (policy === 'None' && servers.length === 0) {
    const message = 'with dnsPolicy None the name servers of dnsConfig are the only ones: there must be one';
    refuse(reading, 'NO_NAME_SERVER', message, `${base}.dnsPolicy`);
  }
  const ndots = readDots(config);
  const hostname = textIn(spec, 'hostname');
  const subdomain = textIn(spec, 'subdomain');
  return {
    policy,
    servers,
    searches: textsIn(config, 'searches').map((text) => shared(reading.pools, text)),
    ...(ndots === undefined ? {} : { ndots }),
    ...(hostname === undefined ? {} : { hostname: shared(reading.pools, hostname) }),
    ...(subdomain === undefined ? {} : { subdomain: shared(reading.pools, subdomain) }),
  };
}

/** The last one given counts, as the resolver has it. */
function readDots(config: ValueMap): number | undefined {
  let dots: number | undefined;
  for (const { value } of mapsIn(config, 'options')) {
    const text = value.name === 'ndots' ? textIn(value, 'value') : undefined;
    if (text !== undefined && /^\d{1,3}$/.test(text)) dots = Number(text);
  }
  return dots;
}
