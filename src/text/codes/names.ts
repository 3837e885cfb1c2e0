import type { CodePage } from '../code-page.ts';

/** Codes of finding the addresses of names (S27, S36, S37, S141, S142). */
export const namesCodes = {
  DNS_NO_SUCH_NAME: {
    title: 'The cluster DNS has no such name (NXDOMAIN).',
    text: `The name ends in cluster.local, but is of none of the forms that stand for something:

SERVICE.NAMESPACE.svc.cluster.local
POD-HOSTNAME.SERVICE.NAMESPACE.svc.cluster.local
10-1-2-3.NAMESPACE.pod.cluster.local`,
  },
  DNS_NO_SUCH_NAMESPACE: {
    title: 'The name is in a namespace that does not exist (NXDOMAIN).',
    text: `In SERVICE.NAMESPACE.svc.cluster.local the second label is a namespace. A short name of two labels, as db.data, is looked for as
service db of namespace data.

\`fibula get namespaces\` lists those of the input.`,
  },
  DNS_NO_SUCH_SERVICE: {
    title: 'There is no service of that name in that namespace (NXDOMAIN).',
    text: `A bare name means a service of the sender's own namespace (S37): from a pod of shop, db is db.shop.svc.cluster.local. A service of
another namespace is SERVICE.NAMESPACE.

Pods and Deployments have no names of their own: a Service gives them one.`,
  },
  DNS_NO_SUCH_ENDPOINT: {
    title: 'The service exists, but none of its endpoints has that name (NXDOMAIN).',
    text: `web-0.web.shop is the pod with hostname web-0 and subdomain web behind the headless service web (S27). The pods of a StatefulSet have both:
their own name, and its serviceName. Other pods have such names only if their spec sets hostname and subdomain.`,
  },
  DNS_ENDPOINT_NOT_READY: {
    title: 'The name of a pod does not resolve, because the pod is not ready (NXDOMAIN).',
    text: `A headless service lists ready endpoints only. Members of a cluster that need each other before they are ready wait for ever: set
publishNotReadyAddresses: true on the headless service (S46).`,
  },
  DNS_NO_READY_ENDPOINTS: {
    title: 'A headless service has no ready endpoint, so its name does not resolve (NXDOMAIN).',
    text: `The name of a headless service stands for its endpoints, and it has none that is ready (S27). A service with a cluster address keeps
its name in that case, and connections are refused instead.

Check its selector, and the readiness of the pods; publishNotReadyAddresses: true lists them in any case (S46).`,
  },
  DNS_NO_SUCH_PORT: {
    title: 'The service has no port of that name and protocol (NXDOMAIN).',
    text: `_http._tcp.web.shop.svc.cluster.local asks for the port named http with protocol TCP of service web. Ports without a name have no such record.`,
  },
  DNS_NO_ADDRESS: {
    title: 'The name exists, but has no address of the family that is asked for (NODATA).',
    text: `Traffic never crosses families (S38): a service with an IPv4 address only has no AAAA record. Names of namespaces exist without any address.`,
  },
  DNS_ALIAS_IS_ADDRESS: {
    title: 'An ExternalName looks like an address, and does not resolve.',
    text: `externalName is a domain name (S36): 10.0.0.5 there is four labels of digits, which no name server knows. For an address use a Service without a
selector and an EndpointSlice.`,
  },
  DNS_ALIAS_LOOP: {
    title: 'ExternalName services stand for each other.',
    text: `Following the aliases comes back to a name that was asked before, or takes too many steps. Name servers give up (SERVFAIL).`,
  },
  DNS_KNOWN_OUTSIDE: {
    title: 'It is assumed that name servers outside of the cluster know the name.',
    text: `The cluster has no such name, so its DNS asks others (S37), and what they know is not in the input. A misspelt service or namespace
looks like that too: if the name is meant to be one of the cluster, it does not exist.`,
  },
  DNS_OUTSIDE: {
    title: 'The name is not of the cluster, so its addresses are not known.',
    text: `The cluster DNS forwards names outside cluster.local to other name servers. Name an address or a CIDR, or internet, to ask about what is there.`,
  },
  DNS_OTHER_SERVER: {
    title:
      'It depends on whether name servers of which the input says nothing know names of this cluster (S141).',
    text: `With dnsPolicy: None a pod asks the servers of its dnsConfig and no others. A public one knows no name of the cluster; one of your
own may forward such names to the cluster DNS. Ask for svc/NAMESPACE/NAME to leave the name out.`,
  },
  DNS_NODE_RESOLVER: {
    title: "The process asks the node's own name servers, which know no names of the cluster.",
    text: `So do pods with hostNetwork: true and dnsPolicy ClusterFirst (the default), pods with dnsPolicy: Default, and daemons of the node (S141).

For a pod of the host network that needs names of services, set dnsPolicy: ClusterFirstWithHostNet.`,
  },
  DNS_NO_SERVER: {
    title: 'The process has no name server to ask.',
    text: `With dnsPolicy: None the name servers are those of dnsConfig.nameservers, and there are none (S141).`,
  },
  DNS_API_SERVICE: {
    title: 'The service of the API server is not in the input.',
    text: `Every cluster has the service kubernetes in namespace default. Its address is not known here.

Add it: kubectl get service,endpointslices -n default -o yaml`,
  },
  DNS_PODS_INSECURE: {
    title: 'It is assumed that the cluster DNS answers 10-1-2-3.NAMESPACE.pod for any address.',
    text: `CoreDNS does so as kubeadm configures it (pods insecure), whether there is such a pod or not. With pods disabled there are no such names.`,
  },
  DNS_GOVERNING_SERVICE: {
    title: 'It is assumed that a headless service gives the pods of a StatefulSet their names.',
    text: `The pods do not tell hostname and subdomain, as those that its controller makes do: each headless service that selects them is taken as their serviceName.`,
  },
  DNS_NOT_OUTSIDE: {
    title: 'It is assumed that name servers outside the cluster have no such name either.',
    text: `A name that is not found in the cluster is asked for outside as well. One that reads as SERVICE or SERVICE.NAMESPACE of this cluster is taken as meant for it.`,
  },
  DNS_NODELOCAL: {
    title: 'It is assumed that pods ask the DNS cache of their own node.',
    text: `The DaemonSet node-local-dns is in the input (S142), so names are asked for at 169.254.20.10, a process of the host network. A policy that
admits the pods of kube-dns does not admit it, since it is no pod.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;

/** A code of them. */
export type NameCode = keyof typeof namesCodes;
