/** Part of an object as `kubectl get -o json` gives it: any field may be missing. */
type Given<T> = T extends (infer E)[] ? readonly Given<E>[] : T extends object ? Fields<T> : T;
type Fields<T> = { readonly [K in keyof T]?: Given<T[K]> };
type Labels = Record<string, string>;
type Requirement = { key: string; operator: string; values: string[] };
type Select = { matchLabels: Labels; matchExpressions: Requirement[] };
type Numbered = { name: string; protocol: string; port: number; nodePort: number; containerPort: number };
type Container = { restartPolicy: string; ports: Numbered[] };
type PodSpec = { hostNetwork: boolean; containers: Container[]; initContainers: Container[] };
type Served = Numbered & { targetPort: number | string };
type Addresses = Record<'clusterIPs' | 'externalIPs' | 'loadBalancerSourceRanges', string[]>;
type ServiceSpec = Addresses & { selector: Labels; ports: Served[]; publishNotReadyAddresses: boolean };
type Texts = 'type' | 'clusterIP' | 'trafficDistribution' | `${'in' | 'ex'}ternalTrafficPolicy` | 'nodeName';
type Hints = Record<'forZones' | 'forNodes', { name: string }[]>;
type Conditions = { ready: boolean; serving: boolean; terminating: boolean };
type Endpoint = { addresses: string[]; conditions: Conditions; nodeName: string; hints: Hints };
type Pods = { namespaceSelector: Select; podSelector: Select };
type Whom = { namespaces: Select; pods: Pods; nodes: Select; networks: string[]; domainNames: string[] };
type Peers = Whom & Pods & { ipBlock: { cidr: string; except: string[] } };
type Range = { start: number; end: number };
type Matched = { destinationPort: { number: number; range: Range } };
type OlderPort = { portNumber: Numbered; portRange: Range & { protocol: string }; namedPort: string };
type NewerPort = { tcp: Matched; udp: Matched; sctp: Matched; destinationNamedPort: string };
type Ports = OlderPort & NewerPort & { port: number | string; endPort: number; protocol: string };
type Rules = { from: Peers[]; to: Peers[]; ports: Ports[]; protocols: Ports[]; action: string };
type Isolation = { podSelector: Select; policyTypes: string[]; ingress: Rules[]; egress: Rules[] };
type PolicySpec = Isolation & { subject: Whom; tier: string; priority: number };
type Typed = { type: string; status: string; address: string }[];
type Balanced = { loadBalancer: { ingress: { ip: string; ipMode: string }[] } };
type PodStatus = { phase: string; podIP: string; podIPs: { ip: string }[]; conditions: Typed };
type Meta = { namespace: string; labels: Labels; annotations: Labels; deletionTimestamp: string };
type Slice = { endpoints: Endpoint[]; ports: Numbered[] };
/** An object of any kind, with all fields that decide anything here. */
export type Kube = {
  readonly kind: string;
  readonly metadata: { readonly name: string } & Given<Meta>;
} & Given<
  { spec: PodSpec & ServiceSpec & PolicySpec & Record<Texts, string> } & Slice & {
      status: PodStatus & Balanced & { addresses: Typed };
    }
>;
export type Objects = readonly Kube[];
export type Selector = Given<Select>;
export type ServicePort = Given<Served>;
export type SliceEndpoint = Given<Endpoint>;
/** Whom a rule names; those of admin and baseline policies have only the fields of `TierPeer`. */
export type Peer = Given<Peers>;
export type TierPeer = Given<Whom>;
export type Port = Given<Ports>;
export type Rule = Given<Rules>;
export type Protocol = 'TCP' | 'UDP' | 'SCTP' | 'ICMP';

/** An object as a whole, so that any reader of manifests accepts it. */
export const kube = (apiVersion: string, kind: string, metadata: Kube['metadata'], rest: object): Kube =>
  ({ apiVersion, kind, metadata, ...rest }) as Kube;
