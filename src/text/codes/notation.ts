import type { CodePage } from '../code-page.ts';

/** Codes of reading what is written by hand for this program: `kind: Network` and `kind: Scenario`. */
export const notationCodes = {
  NOTATION_VERSION: {
    title: 'The document is of another version or kind than this program reads.',
    text: `A hand-written network begins with

    apiVersion: fibula.dev/v1alpha1
    kind: Network

and a scenario with kind: Scenario.`,
  },
  NOTATION_FIELD: {
    title: 'A mapping has a field that is not known.',
    text: `It is an error, not a warning: a match that is misspelt would match everything. schemas/network.schema.json and
schemas/scenario.schema.json list the fields with what each means; the nearest one is suggested.`,
  },
  NOTATION_MISSING: {
    title: 'A field is missing that cannot be left out.',
    text: 'The message says which, and the position is that of the mapping that should have it.',
  },
  NOTATION_TYPE: {
    title: 'A value is of the wrong type.',
    text: `YAML takes some words for something else than text: yes, no, on, off, y and n are booleans, 1.2 is a number.
Where a name is meant, put it in quotes.`,
  },
  NOTATION_VALUE: {
    title: 'A text is not what is expected there: an address, a port, a protocol, one of a few words.',
    text: `Addresses: 10.1.1.1, 10.1.0.0/16, 10.1.1.1-10.1.1.9, fd00::1, or a list of them. Ports: 8080, 53/UDP, 8000-8080/TCP,
53/TCP+UDP, or a list of them.`,
  },
  NOTATION_NAME: {
    title: 'A name is used that nothing has: of a node, a set, a fact or a table.',
    text: `Nodes are named under spec.nodes by their key switch or process, sets under spec.sets, facts by their code under
spec.facts, tables under the node's tables; the table of a FIB that has just one is called main.`,
  },
  NOTATION_TWICE: {
    title: 'Two fields say what can be said only once, or two things have one name.',
    text: `Examples: port: 80/TCP beside protocol: UDP; fib beside tables; two sets of one name. Two nodes of one name are reported
by verify, as W4.`,
  },
  NOTATION_ADDRESS: {
    title: 'A process is given an address.',
    text: `Addresses belong to switches: a process sends with the addresses of the switch that it is linked to, and receives
what a switch delivers to it.`,
  },
  NOTATION_ACTION: {
    title: 'A rule does not say one thing to do.',
    text: `An action ends in exactly one of deliver, forward, discard, reject, next, choose and then. Before it may stand set and
translate, which are performed in that order; translate alone makes the lookup start again, set alone decides nothing.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
