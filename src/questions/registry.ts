import { MESSAGE_PARAMETERS } from './message-parameters.ts';
import type { Parameter, Question } from './question.ts';

const NAMESPACE: Parameter = {
  name: 'namespace',
  type: 'text',
  need: 'optional',
  summary: 'where names without a namespace are looked for',
};
const FAMILY: Parameter = {
  name: 'family',
  type: 'choice',
  need: 'optional',
  choices: ['IPv4', 'IPv6'],
  summary: 'the address family; default: the first that pods have',
};
const PORT: Parameter = {
  name: 'port',
  type: 'port',
  need: 'optional',
  summary: 'on which port alone: 80, 80/udp, http',
};
const PROTOCOL: Parameter = {
  name: 'protocol',
  type: 'protocol',
  need: 'optional',
  summary: 'TCP, UDP or SCTP',
};

/** Every question, in the order in which help lists them: the only list. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'trace',
    summary: 'the life of a message: every hop, and the rule that decided there',
    parameters: MESSAGE_PARAMETERS,
    load: () => import('./trace.ts'),
  },
  {
    name: 'reach',
    summary: 'whether a message arrives, and its reply, with the decisive reason',
    parameters: [
      ...MESSAGE_PARAMETERS,
      {
        name: 'allOptions',
        type: 'flag',
        need: 'optional',
        summary: 'also answer under every other value of what Kubernetes leaves open',
      },
    ],
    load: () => import('./reach.ts'),
  },
  {
    name: 'matrix',
    summary: 'who reaches whom on what: all pairs of pods at once',
    parameters: [
      {
        name: 'by',
        type: 'choice',
        need: 'optional',
        choices: ['workload', 'pod', 'namespace', 'class'],
        summary:
          'what a row stands for: a workload (the default), a pod, a namespace, or a class of pods that no rule tells apart',
      },
      { name: 'from', type: 'end', need: 'optional', summary: 'only from these: a pod, a workload, ns/NAME' },
      { name: 'to', type: 'end', need: 'optional', summary: 'only to these' },
      FAMILY,
      NAMESPACE,
    ],
    load: () => import('./matrix.ts'),
  },
  {
    name: 'headers',
    summary: 'everything that a process can send at once: which headers end where',
    parameters: [
      { name: 'from', type: 'end', need: 'required', summary: 'who sends: a process, pod, node or internet' },
      {
        name: 'to',
        type: 'end',
        need: 'optional',
        summary: 'only what this process, pod, node or internet receives',
        by: 'position',
      },
      {
        name: 'sources',
        type: 'choice',
        need: 'optional',
        choices: ['own', 'any'],
        summary:
          'with which source addresses: those that the sender has (the default where it has any), or any',
      },
      NAMESPACE,
    ],
    load: () => import('./headers.ts'),
  },
  {
    name: 'sources',
    summary: 'who can reach pods, or a service: all pods at once, in a few words',
    parameters: [
      { name: 'to', type: 'end', need: 'required', summary: 'a pod, a workload, ns/NAME, svc/NAME' },
      PORT,
      PROTOCOL,
      FAMILY,
      NAMESPACE,
    ],
    load: () => import('./sources.ts'),
  },
  {
    name: 'targets',
    summary: 'whom pods can reach, and on what: all pods at once, in a few words',
    parameters: [
      { name: 'from', type: 'end', need: 'required', summary: 'a pod, a workload, ns/NAME' },
      PORT,
      PROTOCOL,
      FAMILY,
      NAMESPACE,
    ],
    load: () => import('./targets.ts'),
  },
  {
    name: 'exposure',
    summary:
      'who could reach pods beside the pods of today: ways from outside, and pods that do not exist yet',
    parameters: [
      { name: 'to', type: 'end', need: 'required', summary: 'a pod, a workload, ns/NAME, svc/NAME' },
      FAMILY,
      NAMESPACE,
    ],
    load: () => import('./exposure.ts'),
  },
  {
    name: 'lint',
    summary:
      'what policies and rules do nothing: nobody selected, nothing that others do not say, and would never be',
    parameters: [
      { name: 'namespace', type: 'text', need: 'optional', summary: 'only policies of this namespace' },
    ],
    load: () => import('./lint.ts'),
  },
  {
    name: 'verify',
    summary: 'the constraints of a Kubernetes network: proven, or a counterexample',
    parameters: [
      { name: 'budget', type: 'number', need: 'optional', summary: 'how many messages to follow at most' },
      {
        name: 'mutations',
        type: 'flag',
        need: 'optional',
        summary: 'also drop each rule and each link, and say which constraint breaks',
      },
    ],
    load: () => import('./verify.ts'),
  },
  {
    name: 'fib',
    summary: 'the forwarding table of a switch, or what it does with one message',
    parameters: [
      { name: 'switch', type: 'end', need: 'required', summary: 'a pod or a node' },
      {
        name: 'lookup',
        type: 'text',
        need: 'optional',
        summary: 'a message to look up: ADDRESS[:PORT][/PROTOCOL]',
      },
      NAMESPACE,
    ],
    load: () => import('./fib.ts'),
  },
  {
    name: 'get',
    summary: 'what the network holds: how many of each kind, or all of one kind',
    parameters: [
      {
        name: 'kind',
        type: 'text',
        need: 'optional',
        summary:
          'processes, switches, links, pods, nodes, workloads, listeners, services, endpoints, ingresses, policies; reach: how many pods reach each service',
        by: 'position',
      },
      { name: 'namespace', type: 'text', need: 'optional', summary: 'only those of this namespace' },
    ],
    load: () => import('./get.ts'),
  },
  {
    name: 'graph',
    summary: 'the network graph: nodes in nested boxes, and links',
    parameters: [],
    load: () => import('./graph.ts'),
  },
];

/** The question of that name. */
export function questionNamed(name: string): Question | undefined {
  return QUESTIONS.find((question) => question.name === name);
}
