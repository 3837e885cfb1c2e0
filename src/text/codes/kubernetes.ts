import type { CodePage } from '../code-page.ts';

/** Codes of reading and planning Kubernetes objects. */
export const kubernetesCodes = {
  NOT_AN_OBJECT: {
    title: 'A document is not a Kubernetes object.',
    text: `A document of the input is a text, a number or a list where a mapping with apiVersion, kind and metadata was expected. It is left out, and the
other documents are read. Remove it, or check that a \`---\` line or an indentation is not misplaced.`,
  },
  NO_KIND: {
    title: 'An object does not say of which kind it is.',
    text: `Every object needs apiVersion and kind. It is left out.`,
  },
  NO_API_VERSION: {
    title: 'An object does not say of which version it is.',
    text: `Every object needs apiVersion and kind, as \`apiVersion: v1\`. It is left out.`,
  },
  NO_NAME: {
    title: 'An object has no metadata.name.',
    text: `The API server refuses an object without a name (a generateName is turned into one only there). It is left out.`,
  },
  INVALID_NAME: {
    title: 'A name is not one that Kubernetes accepts.',
    text: `Names of objects are DNS names: lower case letters, digits, \`-\` and, for most kinds, \`.\`; names of ports have at most 15 characters and a letter.
The API server refuses the object; it is used as far as it makes sense.`,
  },
  INVALID_PORT: {
    title: 'A port is not a number from 1 to 65535.',
    text: `The API server refuses the object. The port is left out.`,
  },
  INVALID_PROTOCOL: {
    title: 'A protocol is not one that ports can have.',
    text: `Ports have TCP (the default), UDP or SCTP, in capital letters. The port is left out.`,
  },
  INVALID_ADDRESS: {
    title: 'An address or prefix cannot be read.',
    text: `Addresses are IPv4 with four decimal parts or IPv6, without a zone. Prefixes have a length behind a slash. It is left out.`,
  },
  LOOPBACK_ADDRESS: {
    title: 'A pod or node has a loopback address.',
    text: `127.0.0.0/8 and ::1 belong to every network namespace and cannot be the address of one. It is left out.`,
  },
  HOST_PORT_DIFFERS: {
    title: "In the host's network hostPort must equal containerPort (S13).",
    text: `The API server refuses the pod. The containerPort is taken.`,
  },
  DUPLICATE_PORT: {
    title: 'Two containers of a pod declare the same protocol and port (S12).',
    text: `Containers of one pod share their ports: only one of them can listen. Messages to that port go to the first.`,
  },
  DUPLICATE_PORT_NAME: {
    title: 'Two ports of a container have the same name.',
    text: `The API server refuses the pod.`,
  },
  POD_WITHOUT_CONTAINERS: {
    title: 'A pod or template has no containers.',
    text: `The API server refuses it.`,
  },
  INVALID_REPLICAS: {
    title: 'A number of replicas is not a whole number from 0.',
    text: `The API server refuses the workload. One replica is taken.`,
  },
  SELECTOR_MISSES_TEMPLATE: {
    title: "A workload's selector does not match its own template.",
    text: `The API server refuses such a workload, because it would never find its own pods. Compare spec.selector with spec.template.metadata.labels.`,
  },
  INVALID_SELECTOR: {
    title: 'An expression of a label selector is not one that Kubernetes accepts.',
    text: `In and NotIn need values, Exists and DoesNotExist take none. The expression is left out.`,
  },
  WRONG_TYPE: {
    title: 'A field has a value of the wrong type.',
    text: `As \`containerPort: "80"\`, which is a text, for a number. The API server refuses the object; here the field counts as absent.
A value like yes, on or 1e3 is not text unless it is quoted.`,
  },
  MISSING_FIELD: {
    title: 'A field that the kind requires is not there.',
    text: `The API server refuses the object. It is used as far as it makes sense.`,
  },
  UNKNOWN_FIELD: {
    title: 'A field is not one that this kind has.',
    text: `The API server drops it, or refuses the object under strict validation: it has no effect. Often it is misspelt or stands one level too
high or too deep.`,
  },
  OBJECT_TWICE: {
    title: 'An object is given twice, the same each time.',
    text: `It is used once.`,
  },
  OBJECTS_DIFFER: {
    title: 'An object is given twice, with differences.',
    text: `Which one the cluster would have is not known. The first one is used.`,
  },
  POD_FITS_NOWHERE: {
    title: 'A pod may run on none of the nodes.',
    text: `Its nodeSelector, required node affinity or the taints of the nodes leave no place. It stays pending and is not in the graph.`,
  },
  WORKLOAD_WITHOUT_PODS: {
    title: 'A workload has a status, but none of its pods is in the input.',
    text: `Its pods exist in the cluster, so none is invented. Add them to the dump: \`kubectl get pods -A -o yaml\`.`,
  },
  PLANNED_NAME_TAKEN: {
    title: 'A pod that would be planned has the name of one that is given.',
    text: `It is not planned.`,
  },
  PLANNED_COLLISION: {
    title: 'Two planned addresses were the same.',
    text: `Addresses that the input does not hold are taken from a hash of the name (S144). Where two are equal, the second in name order moves on.`,
  },
  NO_FREE_ADDRESS: {
    title: 'A prefix has no free address left.',
    text: `The pod or node is not in the graph. Check the podCIDRs of its node.`,
  },
  DUPLICATE_ADDRESS: {
    title: 'Two pods or nodes have the same address (N1).',
    text: `It cannot be so in a running cluster; a dump may hold a stale pod. Messages to that address go to the first of them.`,
  },
  PODS_PENDING: {
    title: 'Pods have no address or node yet.',
    text: `They have no place in the network (S15), and are left out of the graph.`,
  },
  NETWORK_NOT_USED: {
    title: 'The input holds more than one network written by hand.',
    text: `Only the first is used.`,
  },
  OBJECTS_NOT_USED: {
    title: 'The input holds Kubernetes objects beside a network written by hand.',
    text: `A question is asked of one or the other: the objects are not used.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
