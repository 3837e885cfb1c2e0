import { section } from './requirement.ts';

/** What Kubernetes says about the network model itself. */
export const MODEL = section('The network model', [
  [1, 'QUOTE', 'Every pod has an address of its own, the same for the whole cluster.'],
  [2, 'QUOTE', 'The containers of a pod share one network namespace and meet over the loopback address.'],
  [
    3,
    'QUOTE',
    'Pods reach each other on any nodes, directly and without translation, unless something separates them.',
  ],
  [4, 'QUOTE', 'On Linux that holds for pods of the host network as well.'],
  [5, 'QUOTE', 'What runs on a node reaches the pods of that node; of other nodes nothing is said.'],
  [
    6,
    'QUOTE',
    'An older text had pods of the host network reach all pods of all nodes.',
    { aside: 'The text is no longer there, so nothing is promised.' },
  ],
  [
    7,
    'QUOTE',
    'A service is a lasting address or name for changing pods, and a proxy on the nodes leads to them.',
  ],
  [8, 'QUOTE', 'Policies need a network that implements them; elsewhere they have no effect.'],
  [
    9,
    'QUOTE',
    'Most of the model is realised by components that are not part of Kubernetes.',
    { aside: 'It says who realises the model, not what becomes of a message.' },
  ],
  [10, 'DEF', 'Between pods the source address is kept, across nodes too.'],
  [11, 'DEF', 'A declared port is information only: any port may have a listener.', { options: ['listens'] }],
  [12, 'DEF', 'The containers of a pod share its ports.'],
  [13, 'DEF', "A pod of the host network has its node's address, and its ports are ports of the node."],
  [
    14,
    'OPEN',
    'A port of the node that a pod asks for leads to the pod; how, is up to the runtime.',
    { options: ['hostPort'] },
  ],
  [15, 'DEF', 'A pod has up to one address of each family, and no network identity before it has one.'],
  [16, 'OPEN', 'With which address a pod reaches the outside.', { options: ['podToOutside'] }],
  [
    17,
    'OPEN',
    'Whether the outside, or another node, reaches the address of a pod.',
    { options: ['outsideToPod'] },
  ],
]);

/** What Kubernetes says about services. */
export const SERVICES = section('Services', [
  [18, 'DEF', 'A cluster address is reached from within the cluster only.'],
  [
    19,
    'DEF',
    'Each type of service has what the simpler ones have; a load balancer may go without node ports.',
  ],
  [20, 'DEF', 'A port of a service is a number and a protocol, TCP unless it says another.'],
  [21, 'DEF', 'A target port is the port itself, a number, or a name that each pod resolves for itself.'],
  [
    22,
    'IMPL',
    'A named target port is one of the same protocol, in sidecars too; pods without it take no part.',
  ],
  [23, 'DEF', 'Without a cluster address a target port means nothing.'],
  [
    24,
    'DEF',
    'A selector picks pods of the own namespace; without one, slices that somebody wrote are the endpoints.',
  ],
  [25, 'DEF', "Loopback, link-local and other services' addresses are no endpoints."],
  [26, 'DEF', 'A port of a slice serves the service port of the same name, and says the number.'],
  [
    27,
    'DEF',
    'A headless service has no address: its name has those of its pods, and nothing is translated.',
  ],
  [28, 'DEF', 'Every node has the same node port for a service.'],
  [
    29,
    'DEF',
    'Node ports are on the primary addresses of a node, or on all of them.',
    { options: ['nodePortAddresses'] },
  ],
  [30, 'DEF', 'A load balancer is reached at the address that the status publishes, once it does.'],
  [31, 'DEF', 'Nodes take the address of a load balancer themselves, unless it is a proxy.'],
  [
    32,
    'DEF',
    'The default implementation leaves services of another class of load balancers alone.',
    {
      aside:
        'Who gives a service its address makes no difference to a message: only the address that is published counts.',
    },
  ],
  [33, 'DEF', 'A load balancer may let in some sources only.'],
  [34, 'IMPL', 'Nodes drop other sources at the address of the load balancer, and not at node ports.'],
  [
    35,
    'DEF',
    'Nodes take external addresses of a service; to bring messages there is the business of others.',
    { options: ['externalIPs'] },
  ],
  [36, 'DEF', 'An alias is a name for another name and nothing else; digits are a name too.'],
  [37, 'DEF', 'A service is known by its name in its namespace, and with its namespace everywhere.'],
  [38, 'DEF', 'A service has one family or two, and none crosses to the other.'],
  [39, 'DEF', 'The protocol of the application is a hint.'],
  [40, 'DEF', 'An address of a service is only its ports; a ping has no meaning there.'],
  [41, 'IMPL', 'On other ports of a cluster address no pod answers.', { options: ['closedServicePort'] }],
]);

/** What Kubernetes says about endpoints. */
export const ENDPOINTS = section('Endpoints', [
  [42, 'DEF', 'All slices that name a service, in its namespace, are its endpoints together.'],
  [43, 'DEF', 'Of the addresses of an endpoint the first counts; names are none.'],
  [44, 'DEF', 'An endpoint that does not say otherwise is ready, serves, and is not ending.'],
  [45, 'IMPL', 'A pod is ready as an endpoint while it is ready and not ending.'],
  [46, 'DEF', 'A service may publish pods that are not ready, to names and to the proxy alike.'],
  [
    47,
    'IMPL',
    'Pods that have ended, or have no address, are no endpoints; ending ones stay until they are gone.',
  ],
  [48, 'IMPL', 'The zone of an endpoint is that of its node.'],
  [
    49,
    'DEF',
    'Slices and the older objects hold so many endpoints and no more.',
    {
      aside: 'It limits how endpoints are written down: each one that is written counts alike.',
    },
  ],
  [
    50,
    'DEF',
    'Readiness moves endpoints after a while.',
    {
      aside: 'An answer is about the settled state, in which every change has arrived.',
    },
  ],
]);

/** What the proxy does with the address of a service. */
export const PROXY = section('The address of a service', [
  [
    51,
    'DEF',
    'Every node translates a service to one of its ready endpoints, at random, and keeps the source.',
  ],
  [
    52,
    'DEF',
    'If the endpoint does not answer, nobody tries another one.',
    { nowhere: 'It says that nothing more happens: every choice is followed by itself.' },
  ],
  [53, 'DEF', 'The same happens at node ports and load balancers, with another source address.'],
  [54, 'DEF', 'Through a cluster address an endpoint sees its client.'],
  [55, 'DEF', 'Under the external policy Cluster an endpoint sees the node that took the message.'],
  [
    56,
    'DEF',
    'Under Local a node leads to its own endpoints only, which see the client; without any it drops.',
  ],
  [
    57,
    'DEF',
    'From within, addresses of the outside are always under Cluster; node ports of other nodes need not be.',
  ],
  [
    58,
    'IMPL',
    'Under Local what the proxy takes as local goes to all endpoints, as do messages of the node itself.',
    { options: ['detectLocal'] },
  ],
  [59, 'DEF', 'Under the internal policy Local a client reaches the endpoints of its own node only.'],
  [60, 'DEF', 'The internal policy rules the cluster address, the external one everything else.'],
  [61, 'IMPL', 'Without any endpoint a client is refused; without a local one it is dropped.'],
  [62, 'DEF', 'Under Local, where all endpoints of a node are ending, those that serve take messages.'],
  [63, 'IMPL', 'Under Cluster too, where no endpoint is ready.'],
  [64, 'DEF', 'Under Local a load balancer sends to nodes that have a ready endpoint.'],
  [65, 'DEF', 'A service may prefer endpoints of the same zone or node, as long as there are any.'],
  [66, 'DEF', 'Local, and the annotation for automatic hints, come before such a preference.'],
  [67, 'IMPL', 'Hints count if every ready endpoint has one, one is for this node, and the node has a zone.'],
  [68, 'DEF', 'A client may be sent to the pod that it had before.'],
  [
    69,
    'IMPL',
    'What a client had before is remembered by its address and the port of the service.',
    {
      aside:
        'It is about the second connection of a client: the first may go to any endpoint, which S68 shows.',
    },
  ],
  [70, 'IMPL', "A pod that is sent to itself sees its node's address."],
  [71, 'DEF', 'A pod reaches itself through its service.'],
  [72, 'IMPL', "What the proxy does not take as local reaches a cluster address with the node's address."],
  [73, 'DEF', 'Processes of a node and pods of the host network reach cluster addresses as pods do.'],
  [74, 'DEF', 'Replies are translated back by themselves.'],
]);
