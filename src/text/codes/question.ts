import type { CodePage } from '../code-page.ts';

/** Codes of questions, of loading and of the command line. */
export const questionCodes = {
  END_NOT_FOUND: {
    title: 'No node, pod, workload or process of the network has that name.',
    text: `An end is named as NAMESPACE/POD, pod/NAME with -n, deploy/NAME, sts/NAME, ds/NAME, job/NAME, node/NAME, daemon/NODE/NAME,
NAMESPACE/POD/CONTAINER, by a container's bare name where it is unique, by an address, or as internet.

Pods that are pending, finished or not placed on a node are not in the graph. \`fibula get pods\` lists those that are.`,
  },
  PORT_NOT_FOUND: {
    title: 'The target declares no port of that name, or no port at all.',
    text: `A port name is looked for among the ports that the target's containers declare. A plain number needs no declaration: name one, as
in shop/web:8080. \`fibula get listeners\` lists what is declared.`,
  },
  BAD_PORT: {
    title: 'That is no port.',
    text: `A port is a number from 1 to 65535 or a declared name, with a protocol or without: 80, 53/udp, http.`,
  },
  BAD_PROTOCOL: {
    title: 'That is no protocol.',
    text: `Protocols are TCP, UDP, SCTP and ICMP, in either letter case.`,
  },
  BAD_LOOKUP: {
    title: 'That is no message to look up.',
    text: `\`fib --lookup\` takes ADDRESS[:PORT][/PROTOCOL], as 10.1.1.2:8080/TCP or [fd00::1]:53/UDP.`,
  },
  FAMILY_MISMATCH: {
    title: 'The two ends have no address family in common.',
    text: `A message has one address family: an end with IPv4 addresses only cannot send to one with IPv6 addresses only.`,
  },
  TOO_MANY_MESSAGES: {
    title: 'The two ends mean more messages than one question sends.',
    text: `A workload as an end means each of its pods, so two workloads of a thousand pods each mean a million messages a port.
Name one pod on either side, or a port.`,
  },
  NO_MATRIX: {
    title: 'The network cannot be looked at as a whole.',
    text: `Not all pods go the same way through the tables of their hosts, so that no rule says of many messages at once what becomes of them. Ask for
one message: \`fibula reach\`.`,
  },
  TOO_MANY_RULES: {
    title: 'The network has too many rules to look at all headers at once.',
    text: `\`fibula headers\` goes through every rule that a header may meet, and keeps the sets that they make together. For a large cluster ask for pairs of pods, which are looked at
in another way: \`fibula matrix\`; or for one message: \`fibula reach\`.`,
  },
  UNKNOWN_KIND: {
    title: 'There is no such kind to list.',
    text: `\`fibula get\` without a kind says how many there are of each.`,
  },
  UNKNOWN_QUESTION: {
    title: 'There is no question of that name.',
    text: `\`fibula --help\` lists the questions; each is a command, and a value of "question" in a line of \`fibula ask\`.`,
  },
  MISSING_PARAMETER: {
    title: 'The question needs a parameter that was not given.',
    text: `\`fibula QUESTION --help\` lists the parameters of a question.`,
  },
  UNKNOWN_PARAMETER: {
    title: 'The question has no parameter of that name.',
    text: `Nothing is ignored silently: a parameter with a misspelt name would make the answer one to another question.

\`fibula QUESTION --help\` lists the parameters; in a line of \`fibula ask\` they are written in camelCase.`,
  },
  BAD_PARAMETER: {
    title: 'A parameter has a value that it cannot take.',
    text: `\`fibula QUESTION --help\` says what each parameter takes.`,
  },
  MALFORMED_QUESTION: {
    title: 'A line is not a JSON object with a question.',
    text: `\`fibula ask\` reads one JSON object a line:

{"id": 7, "question": "reach", "from": "x/pod/a", "to": "y/pod/b", "port": 80, "protocol": "TCP"}

A line that is not one is answered with an error, and the rest go on.`,
  },
  NETWORK_ILL_FORMED: {
    title: 'A network written by hand is ill-formed, so it is not asked.',
    text: `What is wrong is listed with it (W1 to W9). \`fibula verify\` reports the same as violations, and checks the rest.`,
  },
  NETWORK_NOT_USED: {
    title: 'The input holds more than one network written by hand.',
    text: `Only the first is used. Give one file of kind: Network at a time.`,
  },
  OBJECTS_NOT_USED: {
    title: 'Kubernetes objects stand beside a network written by hand.',
    text: `A file of kind: Network is the whole network. Kubernetes objects of the same input are not used.`,
  },
  SCENARIO_NOT_FOUND: {
    title: 'The file holds no scenario.',
    text: `\`fibula simulate\` takes a file of kind: Scenario (apiVersion fibula.dev/v1alpha1) that lists messages under spec.messages.`,
  },
  USAGE: {
    title: 'The command line cannot be understood.',
    text: `\`fibula --help\` lists the commands, and \`fibula COMMAND --help\` the arguments and options of one.`,
  },
  NO_INPUT: {
    title: 'Nothing was given to read.',
    text: `Name files or folders with -f, a kustomization with -k, or pipe something in:

fibula trace -f manifests/ shop/web shop/db:5432
kubectl get nodes,pods,deployments,services -A -o yaml | fibula trace shop/web shop/db:5432`,
  },
  FILE_NOT_FOUND: {
    title: 'There is no such file or folder.',
    text: `-f takes files, folders, - for standard input, and git:REF:PATH.`,
  },
  FILE_UNREADABLE: {
    title: 'A file or folder cannot be read.',
    text: `The reason is that of the operating system. Nothing is answered from a part of the input: give what can be read, or drop it.`,
  },
  FOLDER_WITHOUT_YAML: {
    title: 'The folder holds no file that ends in .yaml, .yml or .json.',
    text: `Only these are read, and without -R only those of the folder itself, not of folders in it.`,
  },
  EMPTY_INPUT: {
    title: 'Standard input, or a file, is empty.',
    text: `A command before the pipe may have failed: its own message says why.`,
  },
  NOTHING_READ: {
    title: 'The input holds no object.',
    text: `Everything given was empty, or could not be understood: the messages before this one say which.`,
  },
  HELPER_UNAVAILABLE: {
    title: 'A program that the command needs is not available.',
    text: `-k needs kubectl, and git:REF:PATH needs git, on the PATH. Without kubectl, run kustomize elsewhere and give its output with -f.`,
  },
  KUSTOMIZE_FAILED: {
    title: '`kubectl kustomize` failed.',
    text: `Its own message is quoted. Run it alone to see all of it: kubectl kustomize DIR`,
  },
  GIT_FAILED: {
    title: 'Git does not give what git:REF:PATH names.',
    text: `REF is a branch, tag or commit of the repository of the present folder. PATH is a file or folder in it, from the root of the
repository, or from the present folder if it begins with ./`,
  },
  BAD_PROFILE: {
    title: 'A profile cannot be used.',
    text: `--profile takes article, standard, or a file:

apiVersion: fibula.dev/v1alpha1
kind: Profile
metadata:
  name: ours
spec:
  base: standard
  options:
    listens: declared

--assume KEY=VALUE sets one option more.`,
  },
  UNKNOWN_CODE: {
    title: 'There is no such code.',
    text: `\`fibula explain-code\` without a code lists all of them.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
