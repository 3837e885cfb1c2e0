/** The fields of the policies for the whole cluster (policy.networking.k8s.io), written as in `FIELDS`. */
export const POLICY_FIELDS: Readonly<Record<string, string>> = {
  ClusterNetworkPolicy:
    'apiVersion:string kind:string metadata:ObjectMeta spec!:ClusterNetworkPolicySpec status:any',
  ClusterNetworkPolicySpec:
    'tier!:string priority!:number subject!:TierSubject ingress:[]ClusterNetworkPolicyIngressRule egress:[]ClusterNetworkPolicyEgressRule',
  ClusterNetworkPolicyIngressRule:
    'name:string action!:string from!:[]TierIngressPeer protocols:[]ClusterNetworkPolicyProtocol',
  ClusterNetworkPolicyEgressRule:
    'name:string action!:string to!:[]TierEgressPeer protocols:[]ClusterNetworkPolicyProtocol',
  ClusterNetworkPolicyProtocol:
    'tcp:ClusterNetworkPolicyPorts udp:ClusterNetworkPolicyPorts sctp:ClusterNetworkPolicyPorts destinationNamedPort:string',
  ClusterNetworkPolicyPorts: 'destinationPort:ClusterNetworkPolicyPort',
  ClusterNetworkPolicyPort: 'number:number range:ClusterNetworkPolicyRange',
  ClusterNetworkPolicyRange: 'start!:number end!:number',
  TierSubject: 'namespaces:LabelSelector pods:NamespacedPod',
  NamespacedPod: 'namespaceSelector:LabelSelector podSelector!:LabelSelector',
  TierIngressPeer: 'namespaces:LabelSelector pods:NamespacedPod',
  TierEgressPeer:
    'namespaces:LabelSelector pods:NamespacedPod nodes:LabelSelector networks:[]string domainNames:[]string',
  AdminNetworkPolicy:
    'apiVersion:string kind:string metadata:ObjectMeta spec!:AdminNetworkPolicySpec status:any',
  AdminNetworkPolicySpec:
    'priority!:number subject!:AdminSubject ingress:[]AdminNetworkPolicyIngressRule egress:[]AdminNetworkPolicyEgressRule',
  BaselineAdminNetworkPolicy:
    'apiVersion:string kind:string metadata:ObjectMeta spec!:BaselineAdminNetworkPolicySpec status:any',
  BaselineAdminNetworkPolicySpec:
    'subject!:AdminSubject ingress:[]AdminNetworkPolicyIngressRule egress:[]AdminNetworkPolicyEgressRule',
  AdminSubject: 'namespaces:LabelSelector pods:AdminNamespacedPod',
  AdminNamespacedPod: 'namespaceSelector!:LabelSelector podSelector!:LabelSelector',
  AdminIngressPeer: 'namespaces:LabelSelector pods:AdminNamespacedPod',
  AdminEgressPeer:
    'namespaces:LabelSelector pods:AdminNamespacedPod nodes:LabelSelector networks:[]string domainNames:[]string',
  AdminNetworkPolicyIngressRule:
    'name:string action!:string from!:[]AdminIngressPeer ports:[]AdminNetworkPolicyPort',
  AdminNetworkPolicyEgressRule:
    'name:string action!:string to!:[]AdminEgressPeer ports:[]AdminNetworkPolicyPort',
  AdminNetworkPolicyPort:
    'portNumber:AdminNetworkPolicyPortNumber portRange:AdminNetworkPolicyPortRange namedPort:string',
  AdminNetworkPolicyPortNumber: 'protocol:string port!:number',
  AdminNetworkPolicyPortRange: 'protocol:string start!:number end!:number',
};
