import type { CodePage } from '../code-page.ts';

/** Codes of how services and policies end a message, and of what is not known about them. */
export const fateCodes = {
  POLICY_EGRESS: {
    title:
      "The sender's pod is isolated for egress, and no policy that selects it admits the message (S76, S78).",
    text: `A NetworkPolicy never denies: a pod that at least one policy selects for a direction is isolated in it, and then only what some rule of
those policies admits passes. The message is dropped on the sender's own host, and the client sees a timeout.

The answer lists the policies that isolate the pod and the rule that came closest. A policy's port is the port of the pod, not of the
service (S109); name resolution needs egress to the DNS pods on port 53.`,
  },
  POLICY_INGRESS: {
    title:
      "The target's pod is isolated for ingress, and no policy that selects it admits the message (S76, S78).",
    text: `A NetworkPolicy never denies: a pod that at least one policy selects for a direction is isolated in it, and then only what some rule of
those policies admits passes. The message is dropped on the target's host, and the client sees a timeout.

The answer lists the policies that isolate the pod and the rule that came closest.`,
  },
  TIER_EGRESS: {
    title: "A rule of a cluster-wide policy denies the message at the sender's host (S119, S120).",
    text: `The first rule that matches, by priority and then by order, decides in the admin tier; the baseline tier decides for pods that no
NetworkPolicy isolates. The answer names the rule.`,
  },
  TIER_INGRESS: {
    title: "A rule of a cluster-wide policy denies the message at the target's host (S119, S120).",
    text: `The first rule that matches, by priority and then by order, decides in the admin tier; the baseline tier decides for pods that no
NetworkPolicy isolates. The answer names the rule.`,
  },
  DNS_BLOCKED: {
    title: 'The query for the name does not reach its resolver (S115).',
    text: `A sender that knows only a name first asks its resolver, and that message obeys every rule. A pod isolated for egress needs a rule
that admits UDP and TCP port 53 to the DNS pods (kube-system, k8s-app=kube-dns); without one it finds no name at all, and could still
reach by address what it cannot find by name.`,
  },
  API_SERVER: {
    title: 'It depends on where the API server runs, which is not in the input.',
    text: `The API server is a process of the host network of the control-plane nodes; no selector can name it, and only an ipBlock with its
addresses can. The input has neither a pod of it (component=kube-apiserver) nor a node labelled node-role.kubernetes.io/control-plane, so
what policies see of it is not known. A managed control plane may also come in by a tunnel from a node.`,
  },
  EXTERNAL_ADDRESS: {
    title: "It depends on whether somebody translates a node's ExternalIP to its InternalIP (S29).",
    text: `Node ports are on the InternalIPs of a node. A cloud often translates an ExternalIP to the InternalIP, so that they can be reached by it
too; whether yours does is not in the input. Ask for the InternalIP, or for the load balancer.`,
  },
  NO_ENDPOINTS: {
    title: 'The service has no endpoint that could take the message (S61).',
    text: `The hosts refuse it at once: the client sees connection refused, not a timeout. Either the selector selects no pod (it lives in
the service's own namespace and must equal the pods' labels), or none of the pods is ready, or none has a port of the name that
targetPort asks for.`,
  },
  NO_LOCAL_ENDPOINT: {
    title:
      'The traffic policy of the service is Local, and the host has none of its endpoints (S56, S59, S61).',
    text: `The message is dropped although other hosts have endpoints: the client sees a timeout, not a refusal. A load balancer avoids
such hosts by their health check (S64); a client that picks the host itself does not.`,
  },
  SOURCE_RANGES: {
    title: "The client's address is not in the service's loadBalancerSourceRanges (S33, S34).",
    text: `The message is dropped where the address of the load balancer is captured. Node ports of the same service are not restricted by it.`,
  },
  SERVICE_PORT_CLOSED: {
    title: 'The service has no such port (S41).',
    text: `A cluster address is virtual: only the listed ports are redirected. See CLOSED_SERVICE_PORT for what else a plugin may do.`,
  },
  NO_HEALTHY_NODE: {
    title: 'The load balancer has no host to send to (S64).',
    text: `Under externalTrafficPolicy Local only hosts with a ready endpoint answer its health check, and there is none.`,
  },
  FREE_POD_ADDRESS: {
    title:
      'It depends on whether a pod has the address: it lies in the podCIDR of a node or was that of a pod which has ended, and no running pod in the input has it.',
    text: `Nobody answers at an address that no pod has, and messages to it never leave the cluster. Perhaps the pod is not in the input: add
its namespace to the dump.`,
  },
  CONTAINER_NOT_RUNNING: {
    title: 'It depends on whether a container runs, which by the status of its pod it does not (S11).',
    text: `The pod has an address, but its container waits to start or has ended (ImagePullBackOff, CrashLoopBackOff, PodInitializing): nobody sends
or listens there as long as it does. The dump says how it was when it was made.`,
  },
  NODE_PORT_FREE: {
    title:
      'It depends on whether anybody listens at a port of a node that only services get, and that no service in the input has.',
    text: `Ports 30000 to 32767 are kept for services (S28). No service of the input has this one, so most likely nobody listens there, and the
client would see connection refused. Perhaps the port is mistyped (\`fibula get services\`), or the service's namespace is not in the dump.`,
  },
  FREE_SERVICE_ADDRESS: {
    title:
      'It depends on whether a service has the address: it lies among those that services get, and no service in the input has it.',
    text: `Nobody answers at an address that no service has, and messages to it should not leave the cluster. Perhaps the service is not in the
input: add its namespace to the dump. Which addresses services get the ServiceCIDRs say; without them, all between two of services.`,
  },
  BALANCER_PENDING: {
    title: 'The load balancer of a Service has no address yet that is in the input (S31).',
    text: `A Service of type LoadBalancer gets its address from a controller, which writes it to status.loadBalancer. Manifests do not have it; a dump of
the cluster does. What becomes of a message to it is not known until then.`,
  },
  BALANCER_NAME: {
    title: 'It depends on which address the load balancer has, which publishes only a name (S30).',
    text: `status.loadBalancer of the service holds a hostname and no address: who looks it up outside of the cluster gets an address that is
not in the input, and whether that leads to the nodes or straight to the pods, and from which source, is the provider's affair.

Ask from outside for a node port, node/NAME:30080, or for the pods behind it.`,
  },
  BALANCER_PORT_CLOSED: {
    title: 'The load balancer does not have that port (S30).',
    text: `It forwards the ports of its service and nothing else.`,
  },
  NAMESPACE_LABELS: {
    title: 'It depends on labels of a namespace that is only mentioned (S143).',
    text: `Objects live in the namespace, but the Namespace itself is not in the input, and a selector asks for one of its labels. Add the
Namespace to the input, or --assume mentionedLabels=none.`,
  },
  PLANNED_NODE: {
    title: 'It depends on which node a pod is placed on, which is planned (S144).',
    text: `The input does not say where the pod runs, and traffic policies Local, or the rule that a node always reaches its own pods, depend
on it. Add the pods with their status, set nodeName, or --assume planned=taken.`,
  },
  DOMAIN_NAME: {
    title: 'It depends on which addresses a domain name has (S127).',
    text: `A rule of a ClusterNetworkPolicy admits domain names, and which addresses those have is not in the input.`,
  },
  POLICY_REFUSED: {
    title: 'A policy that the API server would refuse could select the pod (R6).',
    text: `It is not in force as it stands, and what its author will make of it is not known: neither are the verdicts of the pods that it could
select. The diagnostics say what is wrong with it.`,
  },
  ICMP_TO_SERVICE: {
    title: 'ICMP to the address of a service has no defined meaning (S40).',
    text: `Only the listed protocols and ports of a service are redirected. Some implementations answer a ping, some do not: it says nothing about
the service. Ask for one of its ports.`,
  },
  NOT_GOVERNED: {
    title: 'It depends on whether the plugin lets through what NetworkPolicies do not govern (S110, S113).',
    text: `See ICMP_POLICY and SCTP_POLICY.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
