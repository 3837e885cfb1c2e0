import type { CodePage } from '../code-page.ts';

/** Codes of networks: ill-formedness, reasons why a message ends, violations. */
export const networkCodes = {
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
