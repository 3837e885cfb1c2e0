import type { CodePage } from '../code-page.ts';

/** Codes of planning what the objects of a cluster do not hold (S143, S144), and of what cannot be in one (R6). */
export const planningCodes = {
  WORKLOAD_WITHOUT_PODS: {
    title: 'A workload has a status, but none of its pods is in the input.',
    text: `Its status says that it runs in a cluster: its pods exist, with addresses of their own, so none is invented (S144). It has no pods here,
and what selects them selects nothing.

Add them to the dump: kubectl get pods,nodes,namespaces -A -o yaml. To ask about the workload as it would be in a new
cluster, remove its status.`,
  },
  PLANNED_CONTROLLER: {
    title: 'The pods of an ingress controller are not in the input, and one is assumed (S138, S144).',
    text: `An Ingress or Gateway is of a class whose controller is known, and no pod has that controller's labels. Requests come to the cluster
through its proxy, and policies see the proxy's pod as their source; so one pod is assumed, in the namespace and with
the labels that the controller's own manifests give it. Where its namespace is not in the input, no label of it is known but
its name (S143).

Add the controller's manifests, or its namespace to the dump: kubectl get pods,services,namespaces -A -o yaml`,
  },
  TOO_MANY_REPLICAS: {
    title: 'A workload wants more pods than are planned.',
    text: `10,000 pods of one workload are planned at most; Kubernetes is built for 3,000 in a namespace. Check the number of
replicas.`,
  },
  PLANNED_NAME_TAKEN: {
    title: 'A pod that is planned would have the name of another one.',
    text: `Planned pods are named after their workload: web-0, web-1 (S144). Two workloads of one name and different kinds would have the
same pods, or a pod of that name is given. The pods of a StatefulSet keep the name; others are called
web-deployment-0 instead, as the message says.

In a cluster only StatefulSets have such names, so nothing is wrong with the manifests.`,
  },
  POD_FITS_NOWHERE: {
    title: 'A pod may run on none of the nodes.',
    text: `Its nodeSelector, its required node affinity, or taints that it does not tolerate leave no node. It stays pending, as
it would in the cluster, and is not in the graph.

Compare them with: kubectl get nodes --show-labels, and spec.taints of the nodes.`,
  },
  PLANNED_COLLISION: {
    title: 'Planned addresses were the same.',
    text: `An address that the input does not hold is a hash of the name of the pod, node or service (S144). Where two are equal, the first in
name order keeps it and the other one gets another, so here adding an object did change the planned address of a
different one. No answer depends on it unless it says PLANNED_ADDRESS.`,
  },
  NO_FREE_ADDRESS: {
    title: 'A block has no free address left.',
    text: `The pod, node or service has no address: a pod or node is not in the graph then. Check podCIDRs of the node: a /24 holds 253 pods
here, since the first two addresses and the last are left out.`,
  },
  DUPLICATE_ADDRESS: {
    title: 'Two pods, nodes or services have the same address (N1).',
    text: `It cannot be so in a cluster that works; a dump that was taken while pods were replaced may show a stale one. Messages to that address go to the
first of them in name order, nodes before pods and pods before services.

Take the dump again. In a status written by hand give each pod an address of its own.`,
  },
  HOST_PORT_TAKEN: {
    title: 'Two pods have the same port of one node (S13, S14).',
    text: `One through hostPort or hostNetwork, and so the other. The scheduler places no two such pods on one node; with nodeName
set it is not asked, and the second process fails with "address already in use". Messages go to the first in name
order.`,
  },
  PODS_PENDING: {
    title: 'Pods have no address or node yet.',
    text: `A pod without an address has no network identity (S15): it is not in the graph, sends nothing and receives nothing.

kubectl get pods -A --field-selector=status.phase=Pending shows them, kubectl describe pod says why. A pod without any
status is not pending: it is planned as one that will run.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
