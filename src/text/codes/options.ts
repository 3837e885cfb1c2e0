import type { CodePage } from '../code-page.ts';

/** Codes of what Kubernetes leaves open about services and policies: options of the profile (03, Defaults of the options). */
export const optionCodes = {
  HOST_PORT: {
    title: "A hostPort leads from the host's address to the pod (option hostPort, S14).",
    text: `How a hostPort is forwarded is a detail of the container runtime. By default it is taken as the portmap plugin does it: the host
translates the target, from wherever the message comes, and the pod sees the sender's own address. --assume hostPort=none
takes it as not forwarded at all.`,
  },
  NODE_PORT_ADDRESSES: {
    title: 'On which addresses of a host node ports are (option nodePortAddresses, S29).',
    text: `primary, the default: the InternalIPs of the host, as kube-proxy's nftables mode has it. all: loopback (127.0.0.0/8) as well, as in
its iptables mode. kube-proxy's flag --nodeport-addresses narrows it.`,
  },
  EXTERNAL_IPS: {
    title: "Somebody routes a service's externalIPs to a host of the cluster (option externalIPs, S35).",
    text: `Kubernetes only promises that a host accepts such traffic once it is there; who brings it there is up to whoever set the address.
By default it is taken as brought to any host; --assume externalIPs=unrouted drops it outside the cluster.`,
  },
  BALANCER_SOURCE: {
    title: 'The source of what a load balancer of mode Proxy sends on (option balancerSource, S107).',
    text: `A load balancer that ends connections itself (ipMode: Proxy) sends from its own address, the default; some keep the address of the
client. What ingress policies see differs.`,
  },
  CLOSED_SERVICE_PORT: {
    title:
      'What a cluster address does on a port that its service does not have (option closedServicePort, S41).',
    text: `reject, the default: the client sees connection refused, as in kube-proxy's nftables mode. routed: no rule takes the message, and it
follows the route to the outside, as in iptables mode. Either way no pod answers.`,
  },
  DETECT_LOCAL: {
    title: 'Which sources the service proxy takes as local (option detectLocal, S58, S72).',
    text: `It decides who is sent to every endpoint of a service with externalTrafficPolicy Local, and whose address is kept on the way to a
cluster address. clusterCIDR, the default: every pod. nodeCIDR, interface: the pods of the same host. none: nobody. It is
kube-proxy's detectLocalMode.`,
  },
  INGRESS_POLICY_ORDER: {
    title:
      'Ingress policies see the source before the host translates it, or after (option ingressPolicy, S99, S102, S107).',
    text: `A message through a node port gets the address of the host that received it. before, the default and what most plugins do: on
that host itself policies still see the client; on another host they see the receiving one. after: they see the receiving host in
both cases, which its own pods always admit (S100).

Where the two orders give different answers, the answer says CNI_DEPENDENT with --all-options.`,
  },
  POD_TO_OWN_NODE: {
    title: 'A pod may always reach the host that it runs on (option podToOwnNode, S101).',
    text: `The documentation says that traffic to and from the own host is always allowed; the field's own description says so for ingress only,
and plugins differ. allowed is the default; governed lets egress policies decide.`,
  },
  HOST_NETWORK_PODS: {
    title:
      'Policies see a pod of the host network as its host, or as a pod (option hostNetworkPods, S103, S104).',
    text: `node, the default and the most common: no selector ever means it; its address is that of the host, which only ipBlock can name.
pods: selectors mean it like any other pod; since its messages carry the address of the host, what others see of it is then not
known, and answers that depend on it are unknown.`,
  },
  BLOCKS_MATCH_PODS: {
    title: 'An ipBlock matches the addresses of pods (option blocksMatchPods, S105).',
    text: `ipBlock is meant for addresses outside of the cluster, but matching a pod's address is not forbidden, and the upstream tests do it.
matches is the default; never is what Cilium does.`,
  },
  EGRESS_POLICY_ORDER: {
    title:
      'Egress policies see the target after services translate it, or before (option egressPolicy, S106, S108, S109).',
    text: `after, the default: they see the endpoint and its port. before: they see the address and port of the service. both: the message
must pass before and after, as with older versions of the AWS plugin, which want the port of the service in policies too.`,
  },
  END_PORT: {
    title: 'The plugin knows endPort (option endPort, S92).',
    text: `range, the default. single: a plugin without support for endPort applies port alone.`,
  },
  ICMP_POLICY: {
    title: 'What becomes of ICMP to or from an isolated pod (option icmp, S95, S110).',
    text: `NetworkPolicy governs TCP, UDP and SCTP and nothing else; what happens to ICMP is undefined, and plugins differ. unknown is the default;
allowed and denied say what yours does. Rules of a ClusterNetworkPolicy without protocols do cover ICMP (S126).`,
  },
  SCTP_POLICY: {
    title: 'The plugin knows SCTP in policies (option sctp, S113).',
    text: `enforced, the default. unknown: whether SCTP passes at an isolated pod is not known.`,
  },
  DENIAL: {
    title: 'How a message ends that policies do not admit (option denial, S116).',
    text: `dropped, the default and the most common: the client sees a timeout. rejected: it sees connection refused, as with kube-router.`,
  },
  NO_ENDPOINTS_ORDER: {
    title: 'A service without endpoints refuses before egress policies are asked (option noEndpoints, S117).',
    text: `reject, the default: the refusal comes first. policy: egress policies come first, so a client that they do not admit sees their answer.`,
  },
  EQUAL_PRIORITY: {
    title: 'Two policies of one tier have the same priority, and both match (option equalPriority, S121).',
    text: `The implementation may ask either first, and there is no way to tell which. Both orders are followed; where they end differently the
answer is ambiguous. Give them different priorities. --assume equalPriority=name takes the order of their kinds and names.`,
  },
  CONTROLLER_TARGET: {
    title: 'Where an ingress controller or gateway sends requests (option controller, S138).',
    text: `endpoints, the default: to an endpoint that it picks itself, so only the port of the pod counts. service: to the cluster address of the
service. NetworkPolicy sees the controller's pod as the source either way, never the client.`,
  },
  MENTIONED_LABELS: {
    title: 'The labels of a namespace that is only mentioned (option mentionedLabels, S143).',
    text: `An object lives in it, but the Namespace itself is not in the input: only its name is known. unknown, the default: a selector
on any other label may or may not mean it. none: it has no other label.`,
  },
  PLANNED: {
    title: 'Whether a verdict may rest on what was planned (option planned, S144).',
    text: `Addresses and places of pods that the input does not hold are planned. unknown, the default: where one of them decides, the answer
is unknown. taken: the planned values are taken as real.`,
  },
  ENFORCED: {
    title: 'The network plugin enforces NetworkPolicy (option enforced, S8, S146).',
    text: `Policies are only objects: a cluster whose network plugin does not implement them ignores them. evidence, the default: as the plugin that
is found in the input does (Calico, Cilium, Canal, Antrea, OVN-Kubernetes, kube-router, kindnet: yes; Flannel alone: no; AWS: as the flag
--enable-network-policy of its container aws-eks-nodeagent says); if none is found they are taken as enforced, and the answer names
ENFORCED. yes and no say it.`,
  },
  CNI_DEPENDENT: {
    title: 'The answer is another one with another network plugin.',
    text: `Kubernetes leaves open what decides here, and plugins differ: the answer lists the options with the answer under each value.
Write the policy so that it does not depend on it, or say what your plugin does with --assume.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
