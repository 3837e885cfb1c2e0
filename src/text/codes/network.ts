import type { CodePage } from '../code-page.ts';

/** Codes of networks: ill-formedness, reasons why a message ends, violations. */
export const networkCodes = {
  NO_MATCH: {
    title: 'No rule of the switch matches the message, so it is discarded.',
    text: `A switch tries the rules of its table in order and performs the first that matches; where none does, the message ends there,
silently. The sender sees a timeout.

In the article's graph this is how a message to an address that no pod has ends: a node knows the addresses of pods and nothing else.
\`fibula fib SWITCH\` lists the rules of a switch, and \`fibula fib SWITCH --lookup ADDRESS:PORT\` says what it does with one message.`,
  },
  NO_LINK: {
    title: 'A rule sends the message to a node to which the switch has no link.',
    text: `Two nodes can exchange a message only if a link joins them. A network made from Kubernetes objects never has such a rule; one that is
written by hand can, and \`fibula verify\` reports it as W1 or W2.`,
  },
  PORT_CLOSED: {
    title: 'Nobody listens on that port of the target, which refuses the message.',
    text: `The kernel of the target answers a TCP connection with a reset, and a UDP message with "port unreachable": the client sees
"connection refused" at once, not a timeout.

Which ports have a listener is a property of the process and not of the manifest: see LISTENS.`,
  },
  NO_ROUTE: {
    title: 'The outside has no route to addresses of pods or services.',
    text: `Addresses of pods and cluster IPs are reachable within the cluster; nothing is promised about the world outside. From there use a
NodePort, a load balancer or an Ingress. See OUTSIDE_TO_POD: --assume outsideToPod=routed gives the outside a way to pods.`,
  },
  LOOP: {
    title: 'The message comes again to a switch where it was before, unchanged: it goes round for ever.',
    text: `A message that arrives at the same switch, by the same link, with the same header as before meets the same rules as before.
A real network ends it when its hop limit is used up; the sender sees a timeout.

In the article's tables a message to a port that nobody listens on goes round between the pod and its host: see CLOSED_PORTS.`,
  },
  REPLY_LOST: {
    title: 'The message arrives, and its reply does not come back to the sender.',
    text: `A TCP or SCTP connection needs both ways: the client sees a timeout though the server got the message. \`fibula trace\` shows
the way of the reply and where it ends. --one-way leaves the reply out.`,
  },
  N1: {
    title: 'Constraint N1: every pod, node and service has an address, and no two share one.',
    text: `Nothing more is asked of addresses: no range belongs to a node or a pod. A pod of the host network has its node's address and counts
with the node.`,
  },
  N2: {
    title: 'Constraint N2: containers of a pod reach each other over loopback.',
    text: `What a container sends to 127.0.0.1 and a port that a container of the same pod listens on arrives there, with the same header.`,
  },
  N3: {
    title: 'Constraint N3: pods reach each other without translation of addresses.',
    text: `What a container sends from its pod's address to another pod's address and a port that a container there listens on arrives there,
and with the same header, whichever nodes the two pods are on.`,
  },
  N3H: {
    title: 'Constraint N3 for pods of the host network, counted apart.',
    text: `A pod of the host network shares its node's address. It reaches pods, and pods reach it, without translation of addresses.`,
  },
  N4: {
    title: 'Constraint N4: daemons reach the pods of their own node.',
    text: `What a daemon (a process of a node, or of a pod of the host network) sends to the address of a pod on the same node and a port that
a container of it listens on arrives there. Nothing is asked of daemons and pods of other nodes.`,
  },
  'WELL-FORMED': {
    title: 'Constraint: rules deliver and forward along links only, and nothing stands twice.',
    text: `What is ill-formed has a code of its own, W1 to W9. A network made from Kubernetes objects is well-formed by construction; one that is
written by hand may not be.`,
  },
  'NO-LOOP': {
    title: 'Invariant: no message goes round for ever.',
    text: `Checked for open ports, closed ports, and addresses that nobody has. See LOOP, and CLOSED_PORTS for the loop of the article's tables.`,
  },
  'NO-BLACK-HOLE': {
    title: 'Invariant: no message to a listening port is lost for want of a rule or a link.',
    text: `What a rule discards on purpose is no black hole. See NO_MATCH and NO_LINK.`,
  },
  ADDRESS_SHARED: {
    title: 'Two entities have the same address.',
    text: `Pods, nodes and services are told apart by their addresses alone (N1): a message to a shared one reaches whichever rule comes first.`,
  },
  WRONG_PROCESS: {
    title: 'The message arrives, at another process than the one that listens there.',
    text: `The rule named delivers it to the wrong process, or a rule before it sends it to the wrong switch.`,
  },
  HEADER_CHANGED: {
    title: 'The message arrives with another header than it was sent with.',
    text: `Between pods, and from a daemon to a pod of its node, nothing may translate addresses or ports (N3, N4): the receiver must see the
sender's own address.`,
  },
  NOT_SAID: {
    title: 'The network does not say something that the constraint is about.',
    text: `Roles, addresses, hosts and listeners are an interpretation that a network written by hand may leave out. A constraint that needs one
that is missing is unknown: neither proven nor refuted.`,
  },
  PROVED: {
    title: 'The constraint is proved for all messages at once, not by following each of them.',
    text: `Addresses are taken together where no table asks anything of one that it does not ask of another, and switches where they have the
same tables and stand alike to the address: they have it, they are the host of who has it, or neither. From each such position, all
places are found where a message may be next, or more than those: what a rule asks beside the address, the protocol and the port may hold
or not. Where no way among these positions leads back, no message goes round, whoever sends it. It is said of messages that begin
something; replies of a session go back as they came.`,
  },
  SEGMENTED: {
    title: 'Pairs of ends that do not reach each other because a policy says so.',
    text: `The constraints hold "barring intentional segmentation": what a network policy keeps apart is counted, and is no violation.`,
  },
  W1: {
    title: 'A rule delivers to a node that is no process linked to its switch.',
    text: `\`deliver\` ends a message at a process, and the switch must have a link to it (R4).`,
  },
  W2: {
    title: 'A rule forwards to a node that is no switch linked to its own.',
    text: `\`forward\` passes a message to another switch, and a link must join the two (R4).`,
  },
  W3: {
    title: 'A rule goes to a table that is not a later one of its switch.',
    text: `Tables are entered in one direction only, so that every lookup ends.`,
  },
  W4: {
    title: 'Two nodes have the same name.',
    text: `Names tell nodes apart in links, rules and answers.`,
  },
  W5: {
    title: 'A link joins a node with itself, or stands twice, or joins two processes.',
    text: `A network graph has at most one link between two different nodes, and a process exchanges messages with switches only (R1).`,
  },
  W6: {
    title: 'A pod is linked to two hosts.',
    text: `A pod runs on one node. Remove one of the two links.`,
  },
  W7: {
    title: 'Two processes listen on the same protocol, address and port.',
    text: `The containers of a pod share one network namespace: only one of them can listen on a port. 53/TCP and 53/UDP are two ports.`,
  },
  W8: {
    title: 'A pod, a node or a service has a loopback address.',
    text: `Loopback addresses (127.0.0.0/8, ::1) never leave a network namespace, so they cannot tell entities apart (N1).`,
  },
  W9: {
    title: 'A process has a forwarding table.',
    text: `A node is either a process or a switch. Processes generate and consume messages and never forward (R5).`,
  },
  PLANNED_ADDRESS: {
    title: 'The answer depends on an address that the input does not hold (S144).',
    text: `The manifests have no status, so the addresses of their pods were planned from a hash of their names. Who would have the address that you asked about
is not known. Name the pod, workload or node instead, or give a dump of the running cluster: \`kubectl get pods,nodes -A -o yaml\`.`,
  },
  LISTENS: {
    title: 'The answer depends on which ports have a listener (option `listens`, S11).',
    text: `A declared containerPort is information only: a process may listen on a port that no manifest declares, or not listen
on one that it declares. By default (listens=any) every port of a container is taken as open.

With --assume listens=declared only declared ports are open, and the others are refused.`,
  },
  CLOSED_PORTS: {
    title:
      'The answer depends on what becomes of a message to a port that nobody listens on (option `closedPorts`, F8).',
    text: `A kernel refuses it at the target: closedPorts=refused, the default of the standard profile.

In the article's tables a pod sends back to its host whatever it has no rule for, and the host sends it to the pod again: the
message loops for ever. The article profile keeps that literally (closedPorts=loop), and reports the loop.`,
  },
  POD_TO_OUTSIDE: {
    title:
      'The answer depends on the source address that pods have outside the cluster (option `podToOutside`, S16).',
    text: `The network model promises nothing about it. By default the host replaces the source by its own address
(podToOutside=masqueraded). In a cluster with routed pod networks use --assume podToOutside=routed.`,
  },
  OUTSIDE_TO_POD: {
    title:
      'The answer depends on whether the outside has a route to pod addresses (option `outsideToPod`, S17).',
    text: `The network model promises nothing about it. By default there is none (outsideToPod=unrouted): what is sent from outside to a pod
address is lost with NO_ROUTE. In a cluster with routed pod networks use --assume outsideToPod=routed.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
