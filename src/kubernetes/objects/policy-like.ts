import { distance } from '../../text/nearest.ts';
import { isHarmless } from './harmless-kinds.ts';

/** How kinds are named whose objects decide which messages pass; what goes on after that is only about such objects. */
const NAMES = [
  /network[-_]?polic(y|ies)$/i,
  /(^|[a-z])NetPol(icy|icies)?$/,
  /firewall(s|polic(y|ies)|rules?|rulesets?)?$/i,
  /(authori[sz]ation|access(control)?|traffic|egress|ingress|isolation|segmentation|connectivity|security(group)?)(polic(y|ies)|rules?|permissions?)$/i,
  /(traffictargets?|intentions?)$/i,
];

/** Groups whose policies are about requests at a gateway, or that describe what a cloud has outside of the cluster. */
const ELSEWHERE =
  /(^|\.)(gateway\.envoyproxy\.io|gateway\.kgateway\.dev|cnrm\.cloud\.google\.com|services\.k8s\.aws|crossplane\.io|upbound\.io|azure\.com)$/;

/** What is misspelt most, in small letters. */
const MEANT = [
  'networkpolicy',
  'clusternetworkpolicy',
  'globalnetworkpolicy',
  'adminnetworkpolicy',
  'baselineadminnetworkpolicy',
  'ciliumnetworkpolicy',
  'ciliumclusterwidenetworkpolicy',
  'authorizationpolicy',
];

/** So many letters may be wrong. */
const MISSPELT = 2;

/**
 * Whether a kind that is not known here could decide which messages pass, by its name alone (R6): every product has its
 * own, and whoever misspells NetworkPolicy means one.
 */
export function looksLikePolicy(kind: string, group: string): boolean {
  if (isHarmless(kind) || ELSEWHERE.test(group)) return false;
  return NAMES.some((name) => name.test(kind)) || isMisspelt(kind.toLowerCase());
}

function isMisspelt(kind: string): boolean {
  return MEANT.some((meant) => {
    const near = Math.abs(meant.length - kind.length) <= MISSPELT;
    return near && distance(kind, meant, MISSPELT) <= MISSPELT;
  });
}
