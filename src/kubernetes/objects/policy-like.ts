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

/**
 * Whether a kind that is not known here could decide which messages pass, by its name alone (R6): every product has its
 * own, and whoever misspells NetworkPolicy means one.
 */
export function looksLikePolicy(kind: string, group: string): boolean {
  return NAMES.some((name) => name.test(kind)) && !isHarmless(kind) && !ELSEWHERE.test(group);
}
