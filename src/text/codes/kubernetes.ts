import type { CodePage } from '../code-page.ts';
import { policyCodes } from './kubernetes-policies.ts';
import { serviceCodes } from './kubernetes-services.ts';
import { planningCodes } from './planning.ts';

/** Codes of reading Kubernetes objects, and of planning what they do not hold. */
export const kubernetesCodes = {
  NOT_AN_OBJECT: {
    title: 'A document or list item is not a Kubernetes object.',
    text: `It is a text, a number or a list where a mapping with apiVersion, kind and metadata was expected. It is left out, and
the others are read.

Usual causes: a \`---\` line that cuts a document in two, a block that lost its indentation, a values file of a
template read along with the manifests. Remove it, or name only the files that hold objects.`,
  },
  NO_KIND: {
    title: 'An object does not say its kind.',
    text: `Every object begins with apiVersion and kind; only the items of a PodList, NodeList and so on may leave them out.
It is left out. Values files and patches have no kind: name only the files that hold whole objects, or the folder
of a kustomization with -k. What has metadata or a spec may have been a policy: the verdicts of the pods that it could select,
of its namespace or of all, are unknown.`,
  },
  NO_API_VERSION: {
    title: 'An object does not say its apiVersion.',
    text: `Kinds of the same name exist in different groups, so a kind alone does not say what the object is. It is left out. Unless its
kind is known to be none of a policy, the verdicts of the pods that it could select are unknown.

Add the line that \`kubectl explain KIND\` shows as VERSION, as in apiVersion: apps/v1.`,
  },
  OTHER_VERSION: {
    title: 'An object is of a version that is not the one served today.',
    text: `apps/v1beta1, extensions/v1beta1, batch/v1beta1 and the like were removed from Kubernetes, and a current API server
refuses them: "no matches for kind". Here the object is read as if it were of the current version; an Ingress
before networking.k8s.io/v1 as it was written then, with serviceName and servicePort.

Write the current version; \`kubectl convert -f FILE\` changes fields that moved.`,
  },
  NO_NAME: {
    title: 'An object has no metadata.name.',
    text: `The API server refuses it. It is left out: nothing could name it in an answer. If it is a policy, the verdicts of the pods
that it could select are unknown.

A generateName is enough: here the random letters are a hash of the object.`,
  },
  INVALID_NAME: {
    title: 'A name is not one that Kubernetes accepts.',
    text: `The API server refuses the object. It is used all the same, unless the name could not be written in a question. If it is a
policy, the verdicts of the pods that it could select are unknown.

Objects: lower-case letters, digits, - and . (at most 253 characters; a CronJob 52). Namespaces and containers: the same without
dots, at most 63. Ports: lower-case letters, digits and -, at most 15, one of them a letter. All begin and end with a
letter or digit.`,
  },
  INVALID_LABEL: {
    title: 'A label has a key or a value that Kubernetes does not accept.',
    text: `A value has at most 63 letters, digits, - _ and . and begins and ends with a letter or digit, or is empty. A key is the
same, never empty, after an optional DNS name and a slash: app.kubernetes.io/name.

The API server refuses the object. A label with such a value is kept, one with such a key is left out. Values with
spaces, slashes or colons belong into annotations.`,
  },
  INVALID_PORT: {
    title: 'A port is not a number from 1 to 65535.',
    text: `The API server refuses the object. The port is left out: with --assume listens=declared nobody listens on it.

In YAML a number with a leading 0 is octal: 0080 is 64.`,
  },
  INVALID_PROTOCOL: {
    title: 'The protocol of a port is not TCP, UDP or SCTP.',
    text: `They are written in capital letters; TCP is the default. The API server refuses the object. A protocol in small letters is
taken as meant; a port with any other is left out. HTTP, gRPC and TLS are TCP: their place is appProtocol.`,
  },
  INVALID_ADDRESS: {
    title: 'An address or CIDR cannot be read.',
    text: `Addresses are four decimal numbers from 0 to 255, or IPv6; without a port, a zone (%eth0) or a length. CIDRs end in a slash
and a length: 10.0.0.0/8. The API server refuses the object. The address is left out.

An IPv6 address with a colon at its end must be quoted in YAML.`,
  },
  LOOPBACK_ADDRESS: {
    title: 'A pod or node has a loopback address (R6).',
    text: `127.0.0.0/8 and ::1 exist in every network namespace and lead nowhere else, so they cannot be the address of one.
The address is left out, and a pod without another one is not in the graph.

Containers of one pod reach each other over localhost without it being anybody's address (N2).`,
  },
  POD_ADDRESSES_DIFFER: {
    title: 'The addresses in the status of a pod contradict each other (S15).',
    text: `podIP is the first of podIPs, and podIPs has at most one address of each family. The API server refuses anything else.
The first of each family in podIPs is used. In a status written by hand podIP alone is enough.`,
  },
  HOST_PORT_DIFFERS: {
    title: "In the host's network a hostPort must equal its containerPort (S13).",
    text: `A pod with hostNetwork: true uses the ports of its node directly: nothing stands between that could change a port.
The API server refuses the pod. The containerPort is taken. Leave hostPort out: it is set by itself.`,
  },
  DUPLICATE_PORT: {
    title: 'A port is declared twice in one pod (S12).',
    text: `Containers of one pod share one network namespace: two of them cannot listen on the same protocol and port, the second fails
with "address already in use". The API server accepts it, since declared ports are information only.

Messages to that port go to the first container that declares it. Change the port of one of them.`,
  },
  DUPLICATE_PORT_NAME: {
    title: 'Two ports of a container have the same name.',
    text: `The API server refuses the pod: services and policies that name the port would not know which one is meant (S21).
The first is taken. Give each port a name of its own, as http and http-admin.`,
  },
  DUPLICATE_CONTAINER: {
    title: 'Two containers of a pod have the same name.',
    text: `The API server refuses the pod; init containers count too. The second one is left out. It often shows that a
container was copied and not renamed.`,
  },
  POD_WITHOUT_CONTAINERS: {
    title: 'A pod or a template has no containers.',
    text: `The API server refuses it. Its address leads to nobody.

In a patch or a fragment of a template the containers are somewhere else: read the whole, with -k or rendered.`,
  },
  INVALID_REPLICAS: {
    title: 'A number of pods is not a whole number from 0.',
    text: `replicas, parallelism and completions count pods. The API server refuses the workload. The default is taken.`,
  },
  SELECTOR_MISSES_TEMPLATE: {
    title: "A workload's selector does not match its own template.",
    text: `The API server refuses it: the workload would make pods for ever and never find them. Its pods are planned with the labels of the
template.

Compare spec.selector with spec.template.metadata.labels: every label of the selector must be in the template,
with the same value and letter case.`,
  },
  INVALID_SELECTOR: {
    title: 'An expression of a label selector is not one that Kubernetes accepts (S88).',
    text: `Operators are In, NotIn, Exists and DoesNotExist. In and NotIn need at least one value, the other two take none. The
API server refuses the object. The expression is left out, so the selector may select more than was meant: answers
that it touches say so.

  matchExpressions:
  - {key: tier, operator: In, values: [front, back]}
  - {key: debug, operator: DoesNotExist}`,
  },
  WRONG_TYPE: {
    title: 'A field has a value of the wrong type.',
    text: `As in containerPort: "80", a text where a number belongs, or replicas: 1.5. The API server refuses the object; here the
field counts as absent.

Labels, annotations and environment values are texts: quote what looks like something else, as "8080", "true",
"yes", "on", "1e3".`,
  },
  MISSING_FIELD: {
    title: 'A field that Kubernetes requires is not there.',
    text: `The API server refuses the object. It is used as far as it makes sense.

\`kubectl explain KIND.FIELD\` marks what is required.`,
  },
  UNKNOWN_FIELD: {
    title: 'A field is not one that this kind has.',
    text: `kubectl refuses the object, or warns and drops the field: it has no effect, here neither. So a misspelt field
silently leaves the default in force.

Usual causes: a letter (containerport, containerPorts), one level too high or too deep, a field of another kind
(a Service's selector is a plain mapping, a Deployment's has matchLabels). \`kubectl explain KIND\` lists the fields.`,
  },
  NEWER_FIELD: {
    title: 'Objects of a cluster have a field that is not known here.',
    text: `They come from an API server, which keeps no field that it does not know: the cluster is newer than the tables in this
version. The field is not looked at; should it have to do with the network, answers do not account for it.`,
  },
  OBJECT_TWICE: {
    title: 'An object is given twice, the same in all that matters here (R6).',
    text: `It is used once. Usual cause: a Namespace in two files, or a folder read beside its own output.

Compared are the fields that the network depends on: labels, containers and ports, addresses, placement, owners,
replicas, selectors, rules. Annotations, images and the like may differ.`,
  },
  OBJECTS_DIFFER: {
    title: 'An object is given twice, with differences (R6).',
    text: `Which one a cluster would have depends on what is applied last, and files have no order. The first one is used, by the name of
its source and its place in it; answers that depend on the fields named are unknown.

Remove one, or read the two states apart and compare them: fibula diff BASE HEAD.`,
  },
  ...planningCodes,
  ...serviceCodes,
  ...policyCodes,
  NETWORK_NOT_USED: {
    title: 'The input holds more than one network written by hand.',
    text: `Only the first is used.`,
  },
  OBJECTS_NOT_USED: {
    title: 'The input holds Kubernetes objects beside a network written by hand.',
    text: `A question is asked of one or the other: the objects are not used.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
