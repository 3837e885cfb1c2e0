import type { Parameter } from './question.ts';

/** The parameters of every question about a message from one end to another. */
export const MESSAGE_PARAMETERS: readonly Parameter[] = [
  {
    name: 'from',
    type: 'end',
    need: 'required',
    summary: 'who sends: a pod, container, daemon, node, workload, address or internet',
  },
  { name: 'to', type: 'end', need: 'required', summary: 'to whom' },
  {
    name: 'port',
    type: 'port',
    need: 'optional',
    summary: 'to which port: 80, 80/udp, http; default: the declared ones',
  },
  { name: 'protocol', type: 'protocol', need: 'optional', summary: 'TCP, UDP, SCTP or ICMP' },
  {
    name: 'namespace',
    type: 'text',
    need: 'optional',
    summary: 'where names without a namespace are looked for',
  },
  { name: 'oneWay', type: 'flag', need: 'optional', summary: 'leave the reply out' },
];
