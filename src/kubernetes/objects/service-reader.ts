import { detached } from '../../base/detach.ts';
import type { Address, Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import type { ValueMap } from '../../text/value.ts';
import { has, listIn, mapIn, mapsIn, textIn, textsIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import { oneAFamily, readAddress, readOwnAddress, readPrefix } from './address-field.ts';
import { choiceIn, refuseChoice } from './choice.ts';
import type { Metadata } from './metadata.ts';
import { readLabels } from './metadata.ts';
import type { LoadBalancerAddress, Service, ServiceType } from './service.ts';
import { readServicePorts } from './service-port-reader.ts';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;
const SCOPES = ['Cluster', 'Local'] as const;
const AFFINITIES = ['None', 'ClientIP'] as const;
const FAMILIES = ['IPv4', 'IPv6'] as const;
const FAMILY_POLICIES = ['SingleStack', 'PreferDualStack', 'RequireDualStack'] as const;
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'] as const;
const MODES = ['VIP', 'Proxy'] as const;

/** A Service of the input. Implements S18–S39, S46, S59, S65, S66, S68 as far as reading goes. */
export function readService(metadata: Metadata, object: ValueMap, reading: Reading): Service {
  const spec = mapIn(object, 'spec');
  const type = choiceIn(spec, 'type', TYPES, 'spec', reading) ?? 'ClusterIP';
  const form = formOf(spec, type, reading);
  const alias = form === 'alias' ? readAlias(spec, reading) : undefined;
  const selector = form === 'alias' ? {} : readLabels(spec, 'selector', 'spec', reading);
  const selects = Object.keys(selector).length > 0;
  const clusterAddresses = form === 'virtual' ? readClusterAddresses(spec, reading) : [];
  const families = readFamilies(spec, clusterAddresses, reading);
  return {
    ...metadata,
    type,
    form,
    ...(alias === undefined ? {} : { alias }),
    ...(selects ? { selector } : {}),
    ports: readServicePorts(spec, type, form, reading),
    clusterAddresses,
    families,
    ...(typeof spec.healthCheckNodePort === 'number' && spec.healthCheckNodePort > 0
      ? { healthPort: spec.healthCheckNodePort }
      : {}),
    familyPolicy: readFamilyPolicy(spec, form, families, selects ? 'given' : 'none', reading),
    externalAddresses: readAddresses(spec, 'externalIPs', reading),
    loadBalancer: type === 'LoadBalancer' ? readLoadBalancer(object, reading) : [],
    loadBalancerNames: type === 'LoadBalancer' ? readLoadBalancerNames(object) : [],
    sourceRanges: type === 'LoadBalancer' ? readSourceRanges(spec, reading) : [],
    internalPolicy: choiceIn(spec, 'internalTrafficPolicy', SCOPES, 'spec', reading) ?? 'Cluster',
    externalPolicy: choiceIn(spec, 'externalTrafficPolicy', SCOPES, 'spec', reading) ?? 'Cluster',
    affinity: choiceIn(spec, 'sessionAffinity', AFFINITIES, 'spec', reading) ?? 'None',
    distribution: readDistribution(spec, reading),
    topologyMode: readTopologyMode(metadata),
    publishes: spec.publishNotReadyAddresses === true ? 'all' : 'ready',
    planned: 'none',
  };
}

/** `clusterIP: None` is headless; unset is not (S27). Types that build on a cluster address need one (S19). */
function formOf(spec: ValueMap, type: ServiceType, reading: Reading): Service['form'] {
  if (type === 'ExternalName') return 'alias';
  const none = spec.clusterIP === 'None' || listIn(spec, 'clusterIPs')[0] === 'None';
  if (none && type !== 'ClusterIP') {
    refuse(reading, 'HEADLESS_TYPE', `a ${type} service needs a cluster address`, 'spec.clusterIP');
  }
  return none ? 'headless' : 'virtual';
}

/** The name that a CNAME record points to, whatever it looks like (S36). */
function readAlias(spec: ValueMap, reading: Reading): string | undefined {
  const alias = textIn(spec, 'externalName');
  if (alias === undefined) refuse(reading, 'MISSING_FIELD', 'an ExternalName needs externalName', 'spec');
  return alias === undefined ? undefined : detached(alias);
}

/** clusterIPs, else clusterIP: at most one a family (S38). */
function readClusterAddresses(spec: ValueMap, reading: Reading): readonly Address[] {
  const single = textIn(spec, 'clusterIP');
  const several = textsIn(spec, 'clusterIPs').filter((text) => text !== '');
  if (several.length === 0) {
    const address = single === undefined ? undefined : readOwnAddress(single, 'spec.clusterIP', reading);
    return address === undefined ? [] : [address];
  }
  const addresses = several.flatMap(
    (text, i) => readOwnAddress(text, `spec.clusterIPs[${i}]`, reading) ?? [],
  );
  const once = oneAFamily(addresses);
  const wrong =
    single !== undefined && single !== several[0]
      ? `clusterIP is ${single}, and the first of clusterIPs is ${several[0]}: they must be the same`
      : once.length < addresses.length
        ? 'clusterIPs has at most one address of each family'
        : undefined;
  if (wrong !== undefined) refuse(reading, 'CLUSTER_ADDRESSES_DIFFER', wrong, 'spec.clusterIPs');
  return once;
}

/** ipFamilies, else those of the cluster addresses (S38). */
function readFamilies(spec: ValueMap, addresses: readonly Address[], reading: Reading): readonly Family[] {
  const shown = addresses.map(familyOf);
  const families: Family[] = [];
  for (const [index, text] of textsIn(spec, 'ipFamilies').entries()) {
    const family = FAMILIES.find((one) => one === text);
    if (family === undefined) refuseChoice(text, FAMILIES, `spec.ipFamilies[${index}]`, reading);
    else if (!families.includes(family)) families.push(family);
  }
  if (families.length === 0) return shown;
  if (shown.some((family, i) => family !== families[i])) {
    const message = `the cluster addresses are ${shown.join(', ')}, and ipFamilies says ${families.join(', ')}`;
    refuse(reading, 'CLUSTER_ADDRESSES_DIFFER', message, 'spec.ipFamilies');
  }
  return families;
}

/** One family by default, as many as there are for a headless service whose endpoints others make (S38). */
function readFamilyPolicy(
  spec: ValueMap,
  form: Service['form'],
  families: readonly Family[],
  selector: 'given' | 'none',
  reading: Reading,
): Service['familyPolicy'] {
  const given = choiceIn(spec, 'ipFamilyPolicy', FAMILY_POLICIES, 'spec', reading);
  if (given === undefined && form === 'headless' && selector === 'none') return 'RequireDualStack';
  if (families.length < 2 || (given !== undefined && given !== 'SingleStack')) return given ?? 'SingleStack';
  if (form === 'alias') return given ?? 'SingleStack';
  const message = 'two families need the ipFamilyPolicy PreferDualStack or RequireDualStack';
  refuse(reading, 'CLUSTER_ADDRESSES_DIFFER', message, given === undefined ? 'spec' : 'spec.ipFamilyPolicy');
  return 'PreferDualStack';
}

function readAddresses(spec: ValueMap, field: string, reading: Reading): readonly Address[] {
  return textsIn(spec, field).flatMap((text, i) => readAddress(text, `spec.${field}[${i}]`, reading) ?? []);
}

/** The addresses that were published; one that is known by name alone is not among them (S30, S31). */
function readLoadBalancer(object: ValueMap, reading: Reading): readonly LoadBalancerAddress[] {
  const published: LoadBalancerAddress[] = [];
  const base = 'status.loadBalancer';
  for (const { index, value } of publishedIn(object)) {
    const path = `${base}.ingress[${index}]`;
    const text = textIn(value, 'ip');
    const address = text === undefined ? undefined : readAddress(text, `${path}.ip`, reading);
    const mode = choiceIn(value, 'ipMode', MODES, path, reading) ?? 'VIP';
    if (address !== undefined) published.push({ address, mode });
  }
  return published;
}

/** The names that were published without an address (S30). */
function readLoadBalancerNames(object: ValueMap): readonly string[] {
  const names: string[] = [];
  for (const { value } of publishedIn(object)) {
    const name = textIn(value, 'hostname');
    if (name !== undefined && textIn(value, 'ip') === undefined) names.push(detached(name));
  }
  return names;
}

function publishedIn(object: ValueMap): ReturnType<typeof mapsIn> {
  return mapsIn(mapIn(mapIn(object, 'status'), 'loadBalancer'), 'ingress');
}

/** Where clients of the load balancer may come from (S33). */
function readSourceRanges(spec: ValueMap, reading: Reading): readonly Prefix[] {
  return textsIn(spec, 'loadBalancerSourceRanges').flatMap((text, i) => {
    const path = `spec.loadBalancerSourceRanges[${i}]`;
    return readPrefix(text.trim(), path, reading) ?? [];
  });
}

/** Implements S65 as far as reading goes; a value that is not known is no preference. */
function readDistribution(spec: ValueMap, reading: Reading): Service['distribution'] {
  if (!has(spec, 'trafficDistribution')) return 'none';
  const given = choiceIn(spec, 'trafficDistribution', DISTRIBUTIONS, 'spec', reading);
  return given === 'PreferClose' ? 'PreferSameZone' : (given ?? 'none');
}

/** The annotation in its present form or the one before (S66). */
function readTopologyMode({ annotations }: Metadata): Service['topologyMode'] {
  const mode =
    annotations['service.kubernetes.io/topology-mode'] ??
    annotations['service.kubernetes.io/topology-aware-hints'];
  return mode === 'Auto' || mode === 'auto' ? 'Auto' : 'none';
}
