import type { CodePage } from '../code-page.ts';

/** Codes of reading and planning Services, their endpoints, and the names and doors that lead to them. */
export const serviceCodes = {
  NO_NAME_SERVER: {
    title: 'A pod with dnsPolicy None has no name server (S141).',
    text: `None means that dnsConfig alone says where names are looked up, so it must hold at least one name server. The API server
refuses the pod. Here its processes cannot resolve any name.

Give dnsConfig.nameservers, or leave dnsPolicy out: the default is the DNS of the cluster.`,
  },
  SERVICE_PORT_TWICE: {
    title: 'A Service has the same port and protocol twice (S20).',
    text: `A port of a Service is known by its number and its protocol: 53/TCP and 53/UDP are two, 80/TCP and 80/TCP are one. The API server
refuses the Service. The first one is taken.`,
  },
  SERVICE_PORT_NAME: {
    title: 'The ports of a Service are not told apart by their names (S20).',
    text: `With more than one port each needs a name, and no two may have the same: endpoints are matched with ports by name. The API
server refuses the Service. Ports are used all the same, except a second one of the same name.`,
  },
  NO_SERVICE_PORT: {
    title: 'A Service has no port (S20).',
    text: `Only a headless Service and an ExternalName may do without: the address of any other is an address for certain ports and
nothing else. The API server refuses the Service. Its address leads to nobody.`,
  },
  NODE_PORT_REFUSED: {
    title: 'A node port where there can be none (S28).',
    text: `A Service of type ClusterIP, the default, or ExternalName has no node ports, and one node port of a Service serves one of
its ports in a protocol. The API server refuses the Service. The node port is left out.

Write type: NodePort, or remove nodePort.`,
  },
  NODE_PORT_TAKEN: {
    title: 'Two Services have the same node port (S28).',
    text: `Every node has each of its ports once in a protocol, so the API server refuses the second Service. The first in name order keeps
it; the port of the other one does not exist on the nodes.

Leave nodePort out: a free one is chosen.`,
  },
  HEADLESS_TYPE: {
    title: 'A Service without a cluster address that is open to the outside (S27).',
    text: `clusterIP: None says that there is no virtual address; NodePort and LoadBalancer build on one (S19). The API server refuses the
Service. It is taken as headless.`,
  },
  CLUSTER_ADDRESSES_DIFFER: {
    title: 'What a Service says of its cluster addresses contradicts itself (S38).',
    text: `clusterIP is the first of clusterIPs; there is at most one address of each family, in the order of ipFamilies; two need the
ipFamilyPolicy PreferDualStack or RequireDualStack. The API server refuses anything else. The first address of each family is used.`,
  },
  ENDPOINT_ADDRESS: {
    title: 'An address that cannot be an endpoint (S25).',
    text: `Loopback and link-local addresses mean something else on every node, and the cluster address of another Service is not a
destination for a service proxy. The endpoint is left out.

To stand in for another Service, use type ExternalName, or select the same pods.`,
  },
  ENDPOINTS_DIFFER: {
    title: 'The endpoints of a Service are not the pods that it selects (S145).',
    text: `EndpointSlices made by the controller list the pods that a selector finds. Here they list others, or fewer. Who is behind the
Service is taken from the selector and the pods; the slices only say more about readiness.

Usual causes: a dump whose parts were taken at different times, or that lacks the pods of some namespaces; a selector or labels
changed in the files since. Take the dump again in one go: kubectl get -A -o yaml nodes,namespaces,pods,services,endpointslices`,
  },
  PLANNED_DNS: {
    title: 'No DNS service is in the input: one is assumed (S142).',
    text: `Names of Services are resolved by a DNS service of the cluster, which manifests of applications do not hold. The Service
kube-system/kube-dns (10.96.0.10, UDP and TCP 53) is planned, and a pod coredns-0 behind it unless pods labelled k8s-app=kube-dns are
given. Policies apply to messages to it: an egress policy must allow them, or names cannot be resolved.

Add the objects of kube-system to the input to have the true ones.`,
  },
  INVALID_PATH: {
    title: 'A path of an Ingress or route is not one that Kubernetes accepts (S135).',
    text: `Paths begin with a slash. With pathType Exact or Prefix, and in routes of a Gateway, they have no empty parts (//), no . or ..
between slashes, and no escaped slash (%2f). The API server refuses the object. The path is left out.`,
  },
  INVALID_HOST: {
    title: 'A host name is not one that Kubernetes accepts (S134).',
    text: `Hosts are DNS names in small letters, without a port and not an address; a * may stand for the first label: *.example.com. The API
server refuses the object. The host is left out together with what is said of it.`,
  },
  INVALID_BACKEND: {
    title: 'A backend of an Ingress leads nowhere (S136).',
    text: `It is a service with a port, given by number or by name and not both; or else a resource. An Ingress has rules or a
defaultBackend. The API server refuses the Ingress. The backend is left out together with its path.

  backend: {service: {name: web, port: {number: 80}}}`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
