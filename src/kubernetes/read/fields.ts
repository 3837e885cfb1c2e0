// Made by scripts/generate-fields.mjs: do not edit.

/** Where the fields come from. */
export const FIELDS_SOURCE = '@kubernetes/client-node 2.0.1, Kubernetes release-1.36';

/**
 * The fields of every type that a checked kind reaches: `name:type`, `!` after the name if required. A type is
 * `string`, `number`, `boolean`, `quantity` (text or number), `port` (number or text), `any`, another line of this
 * table, `[]` and the type of its items, or `{}` and the type of its values.
 */
export const FIELDS: Readonly<Record<string, string>> = {
  AWSElasticBlockStoreVolumeSource: 'fsType:string partition:number readOnly:boolean volumeID!:string',
  Affinity: 'nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity',
  AppArmorProfile: 'localhostProfile:string type!:string',
  AttachedVolume: 'devicePath!:string name!:string',
  AzureDiskVolumeSource:
    'cachingMode:string diskName!:string diskURI!:string fsType:string kind:string readOnly:boolean',
  AzureFileVolumeSource: 'readOnly:boolean secretName!:string shareName!:string',
  CSIVolumeSource:
    'driver!:string fsType:string nodePublishSecretRef:LocalObjectReference readOnly:boolean volumeAttributes:{}string',
  Capabilities: 'add:[]string drop:[]string',
  CephFSVolumeSource:
    'monitors!:[]string path:string readOnly:boolean secretFile:string secretRef:LocalObjectReference user:string',
  CinderVolumeSource: 'fsType:string readOnly:boolean secretRef:LocalObjectReference volumeID!:string',
  ClientIPConfig: 'timeoutSeconds:number',
  ClusterTrustBundleProjection:
    'labelSelector:LabelSelector name:string optional:boolean path!:string signerName:string',
  Condition:
    'lastTransitionTime!:string message!:string observedGeneration:number reason!:string status!:string type!:string',
  ConfigMapEnvSource: 'name:string optional:boolean',
  ConfigMapKeySelector: 'key!:string name:string optional:boolean',
  ConfigMapNodeConfigSource:
    'kubeletConfigKey!:string name!:string namespace!:string resourceVersion:string uid:string',
  ConfigMapProjection: 'items:[]KeyToPath name:string optional:boolean',
  ConfigMapVolumeSource: 'defaultMode:number items:[]KeyToPath name:string optional:boolean',
  Container:
    'args:[]string command:[]string env:[]EnvVar envFrom:[]EnvFromSource image:string imagePullPolicy:string lifecycle:Lifecycle livenessProbe:Probe name!:string ports:[]ContainerPort readinessProbe:Probe resizePolicy:[]ContainerResizePolicy resources:ResourceRequirements restartPolicy:string restartPolicyRules:[]ContainerRestartRule securityContext:SecurityContext startupProbe:Probe stdin:boolean stdinOnce:boolean terminationMessagePath:string terminationMessagePolicy:string tty:boolean volumeDevices:[]VolumeDevice volumeMounts:[]VolumeMount workingDir:string',
  ContainerExtendedResourceRequest: 'containerName!:string requestName!:string resourceName!:string',
  ContainerImage: 'names:[]string sizeBytes:number',
  ContainerPort: 'containerPort!:number hostIP:string hostPort:number name:string protocol:string',
  ContainerResizePolicy: 'resourceName!:string restartPolicy!:string',
  ContainerRestartRule: 'action!:string exitCodes:ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'operator!:string values:[]number',
  ContainerState:
    'running:ContainerStateRunning terminated:ContainerStateTerminated waiting:ContainerStateWaiting',
  ContainerStateRunning: 'startedAt:string',
  ContainerStateTerminated:
    'containerID:string exitCode!:number finishedAt:string message:string reason:string signal:number startedAt:string',
  ContainerStateWaiting: 'message:string reason:string',
  ContainerStatus:
    'allocatedResources:{}quantity allocatedResourcesStatus:[]ResourceStatus containerID:string image!:string imageID!:string lastState:ContainerState name!:string ready!:boolean resources:ResourceRequirements restartCount!:number started:boolean state:ContainerState stopSignal:string user:ContainerUser volumeMounts:[]VolumeMountStatus',
  ContainerUser: 'linux:LinuxContainerUser',
  CoreV1EndpointPort: 'appProtocol:string name:string port!:number protocol:string',
  CoreV1ResourceClaim: 'name!:string request:string',
  CronJob: 'apiVersion:string kind:string metadata:ObjectMeta spec!:CronJobSpec status:CronJobStatus',
  CronJobSpec:
    'concurrencyPolicy:string failedJobsHistoryLimit:number jobTemplate!:JobTemplateSpec schedule!:string startingDeadlineSeconds:number successfulJobsHistoryLimit:number suspend:boolean timeZone:string',
  CronJobStatus: 'active:[]ObjectReference lastScheduleTime:string lastSuccessfulTime:string',
  DaemonEndpoint: 'Port!:number',
  DaemonSet: 'apiVersion:string kind:string metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus',
  DaemonSetCondition: 'lastTransitionTime:string message:string reason:string status!:string type!:string',
  DaemonSetSpec:
    'minReadySeconds:number revisionHistoryLimit:number selector!:LabelSelector template!:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy',
  DaemonSetStatus:
    'collisionCount:number conditions:[]DaemonSetCondition currentNumberScheduled!:number desiredNumberScheduled!:number numberAvailable:number numberMisscheduled!:number numberReady!:number numberUnavailable:number observedGeneration:number updatedNumberScheduled:number',
  DaemonSetUpdateStrategy: 'rollingUpdate:RollingUpdateDaemonSet type:string',
  Deployment: 'apiVersion:string kind:string metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus',
  DeploymentCondition:
    'lastTransitionTime:string lastUpdateTime:string message:string reason:string status!:string type!:string',
  DeploymentSpec:
    'minReadySeconds:number paused:boolean progressDeadlineSeconds:number replicas:number revisionHistoryLimit:number selector!:LabelSelector strategy:DeploymentStrategy template!:PodTemplateSpec',
  DeploymentStatus:
    'availableReplicas:number collisionCount:number conditions:[]DeploymentCondition observedGeneration:number readyReplicas:number replicas:number terminatingReplicas:number unavailableReplicas:number updatedReplicas:number',
  DeploymentStrategy: 'rollingUpdate:RollingUpdateDeployment type:string',
  DiscoveryV1EndpointPort: 'appProtocol:string name:string port:number protocol:string',
  DownwardAPIProjection: 'items:[]DownwardAPIVolumeFile',
  DownwardAPIVolumeFile:
    'fieldRef:ObjectFieldSelector mode:number path!:string resourceFieldRef:ResourceFieldSelector',
  DownwardAPIVolumeSource: 'defaultMode:number items:[]DownwardAPIVolumeFile',
  EmptyDirVolumeSource: 'medium:string sizeLimit:quantity',
  Endpoint:
    'addresses!:[]string conditions:EndpointConditions deprecatedTopology:{}string hints:EndpointHints hostname:string nodeName:string targetRef:ObjectReference zone:string',
  EndpointAddress: 'hostname:string ip!:string nodeName:string targetRef:ObjectReference',
  EndpointConditions: 'ready:boolean serving:boolean terminating:boolean',
  EndpointHints: 'forNodes:[]ForNode forZones:[]ForZone',
  EndpointSlice:
    'addressType!:string apiVersion:string endpoints:[]Endpoint kind:string metadata:ObjectMeta ports:[]DiscoveryV1EndpointPort',
  EndpointSubset:
    'addresses:[]EndpointAddress notReadyAddresses:[]EndpointAddress ports:[]CoreV1EndpointPort',
  Endpoints: 'apiVersion:string kind:string metadata:ObjectMeta subsets:[]EndpointSubset',
  EnvFromSource: 'configMapRef:ConfigMapEnvSource prefix:string secretRef:SecretEnvSource',
  EnvVar: 'name!:string value:string valueFrom:EnvVarSource',
  EnvVarSource:
    'configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector',
  EphemeralContainer:
    'args:[]string command:[]string env:[]EnvVar envFrom:[]EnvFromSource image:string imagePullPolicy:string lifecycle:Lifecycle livenessProbe:Probe name!:string ports:[]ContainerPort readinessProbe:Probe resizePolicy:[]ContainerResizePolicy resources:ResourceRequirements restartPolicy:string restartPolicyRules:[]ContainerRestartRule securityContext:SecurityContext startupProbe:Probe stdin:boolean stdinOnce:boolean targetContainerName:string terminationMessagePath:string terminationMessagePolicy:string tty:boolean volumeDevices:[]VolumeDevice volumeMounts:[]VolumeMount workingDir:string',
  EphemeralVolumeSource: 'volumeClaimTemplate:PersistentVolumeClaimTemplate',
  ExecAction: 'command:[]string',
  FCVolumeSource: 'fsType:string lun:number readOnly:boolean targetWWNs:[]string wwids:[]string',
  FileKeySelector: 'key!:string optional:boolean path!:string volumeName!:string',
  FlexVolumeSource:
    'driver!:string fsType:string options:{}string readOnly:boolean secretRef:LocalObjectReference',
  FlockerVolumeSource: 'datasetName:string datasetUUID:string',
  ForNode: 'name!:string',
  ForZone: 'name!:string',
  GCEPersistentDiskVolumeSource: 'fsType:string partition:number pdName!:string readOnly:boolean',
  GRPCAction: 'port!:number service:string',
  GitRepoVolumeSource: 'directory:string repository!:string revision:string',
  GlusterfsVolumeSource: 'endpoints!:string path!:string readOnly:boolean',
  HTTPGetAction: 'host:string httpHeaders:[]HTTPHeader path:string port!:port scheme:string',
  HTTPHeader: 'name!:string value!:string',
  HTTPIngressPath: 'backend!:IngressBackend path:string pathType!:string',
  HTTPIngressRuleValue: 'paths!:[]HTTPIngressPath',
  HostAlias: 'hostnames:[]string ip!:string',
  HostIP: 'ip!:string',
  HostPathVolumeSource: 'path!:string type:string',
  IPBlock: 'cidr!:string except:[]string',
  ISCSIVolumeSource:
    'chapAuthDiscovery:boolean chapAuthSession:boolean fsType:string initiatorName:string iqn!:string iscsiInterface:string lun!:number portals:[]string readOnly:boolean secretRef:LocalObjectReference targetPortal!:string',
  ImageVolumeSource: 'pullPolicy:string reference:string',
  ImageVolumeStatus: 'imageRef!:string',
  Ingress: 'apiVersion:string kind:string metadata:ObjectMeta spec:IngressSpec status:IngressStatus',
  IngressBackend: 'resource:TypedLocalObjectReference service:IngressServiceBackend',
  IngressClass: 'apiVersion:string kind:string metadata:ObjectMeta spec:IngressClassSpec',
  IngressClassParametersReference: 'apiGroup:string kind!:string name!:string namespace:string scope:string',
  IngressClassSpec: 'controller:string parameters:IngressClassParametersReference',
  IngressLoadBalancerIngress: 'hostname:string ip:string ports:[]IngressPortStatus',
  IngressLoadBalancerStatus: 'ingress:[]IngressLoadBalancerIngress',
  IngressPortStatus: 'error:string port!:number protocol!:string',
  IngressRule: 'host:string http:HTTPIngressRuleValue',
  IngressServiceBackend: 'name!:string port:ServiceBackendPort',
  IngressSpec: 'defaultBackend:IngressBackend ingressClassName:string rules:[]IngressRule tls:[]IngressTLS',
  IngressStatus: 'loadBalancer:IngressLoadBalancerStatus',
  IngressTLS: 'hosts:[]string secretName:string',
  Job: 'apiVersion:string kind:string metadata:ObjectMeta spec:JobSpec status:JobStatus',
  JobCondition:
    'lastProbeTime:string lastTransitionTime:string message:string reason:string status!:string type!:string',
  JobSpec:
    'activeDeadlineSeconds:number backoffLimit:number backoffLimitPerIndex:number completionMode:string completions:number managedBy:string manualSelector:boolean maxFailedIndexes:number parallelism:number podFailurePolicy:PodFailurePolicy podReplacementPolicy:string selector:LabelSelector successPolicy:SuccessPolicy suspend:boolean template!:PodTemplateSpec ttlSecondsAfterFinished:number',
  JobStatus:
    'active:number completedIndexes:string completionTime:string conditions:[]JobCondition failed:number failedIndexes:string ready:number startTime:string succeeded:number terminating:number uncountedTerminatedPods:UncountedTerminatedPods',
  JobTemplateSpec: 'metadata:ObjectMeta spec:JobSpec',
  KeyToPath: 'key!:string mode:number path!:string',
  LabelSelector: 'matchExpressions:[]LabelSelectorRequirement matchLabels:{}string',
  LabelSelectorRequirement: 'key!:string operator!:string values:[]string',
  Lifecycle: 'postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:string',
  LifecycleHandler: 'exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction',
  LinuxContainerUser: 'gid!:number supplementalGroups:[]number uid!:number',
  LoadBalancerIngress: 'hostname:string ip:string ipMode:string ports:[]PortStatus',
  LoadBalancerStatus: 'ingress:[]LoadBalancerIngress',
  LocalObjectReference: 'name:string',
  ModifyVolumeStatus: 'status!:string targetVolumeAttributesClassName:string',
  NFSVolumeSource: 'path!:string readOnly:boolean server!:string',
  Namespace: 'apiVersion:string kind:string metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus',
  NamespaceCondition: 'lastTransitionTime:string message:string reason:string status!:string type!:string',
  NamespaceSpec: 'finalizers:[]string',
  NamespaceStatus: 'conditions:[]NamespaceCondition phase:string',
  NetworkPolicy: 'apiVersion:string kind:string metadata:ObjectMeta spec:NetworkPolicySpec',
  NetworkPolicyEgressRule: 'ports:[]NetworkPolicyPort to:[]NetworkPolicyPeer',
  NetworkPolicyIngressRule: 'from:[]NetworkPolicyPeer ports:[]NetworkPolicyPort',
  NetworkPolicyPeer: 'ipBlock:IPBlock namespaceSelector:LabelSelector podSelector:LabelSelector',
  NetworkPolicyPort: 'endPort:number port:port protocol:string',
  NetworkPolicySpec:
    'egress:[]NetworkPolicyEgressRule ingress:[]NetworkPolicyIngressRule podSelector:LabelSelector policyTypes:[]string',
  Node: 'apiVersion:string kind:string metadata:ObjectMeta spec:NodeSpec status:NodeStatus',
  NodeAddress: 'address!:string type!:string',
  NodeAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:NodeSelector',
  NodeAllocatableResourceClaimStatus: 'containers:[]string resourceClaimName!:string resources!:{}string',
  NodeCondition:
    'lastHeartbeatTime:string lastTransitionTime:string message:string reason:string status!:string type!:string',
  NodeConfigSource: 'configMap:ConfigMapNodeConfigSource',
  NodeConfigStatus:
    'active:NodeConfigSource assigned:NodeConfigSource error:string lastKnownGood:NodeConfigSource',
  NodeDaemonEndpoints: 'kubeletEndpoint:DaemonEndpoint',
  NodeFeatures: 'supplementalGroupsPolicy:boolean',
  NodeRuntimeHandler: 'features:NodeRuntimeHandlerFeatures name:string',
  NodeRuntimeHandlerFeatures: 'recursiveReadOnlyMounts:boolean userNamespaces:boolean',
  NodeSelector: 'nodeSelectorTerms!:[]NodeSelectorTerm',
  NodeSelectorRequirement: 'key!:string operator!:string values:[]string',
  NodeSelectorTerm: 'matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement',
  NodeSpec:
    'configSource:NodeConfigSource externalID:string podCIDR:string podCIDRs:[]string providerID:string taints:[]Taint unschedulable:boolean',
  NodeStatus:
    'addresses:[]NodeAddress allocatable:{}quantity capacity:{}quantity conditions:[]NodeCondition config:NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints declaredFeatures:[]string features:NodeFeatures images:[]ContainerImage nodeInfo:NodeSystemInfo phase:string runtimeHandlers:[]NodeRuntimeHandler volumesAttached:[]AttachedVolume volumesInUse:[]string',
  NodeSwapStatus: 'capacity:number',
  NodeSystemInfo:
    'architecture!:string bootID!:string containerRuntimeVersion!:string kernelVersion!:string kubeProxyVersion!:string kubeletVersion!:string machineID!:string operatingSystem!:string osImage!:string swap:NodeSwapStatus systemUUID!:string',
  ObjectFieldSelector: 'apiVersion:string fieldPath!:string',
  ObjectMeta:
    'annotations:{}string creationTimestamp:string deletionGracePeriodSeconds:number deletionTimestamp:string finalizers:[]string generateName:string generation:number labels:{}string managedFields:[]any name:string namespace:string ownerReferences:[]OwnerReference resourceVersion:string selfLink:string uid:string',
  ObjectReference:
    'apiVersion:string fieldPath:string kind:string name:string namespace:string resourceVersion:string uid:string',
  OwnerReference:
    'apiVersion!:string blockOwnerDeletion:boolean controller:boolean kind!:string name!:string uid!:string',
  PersistentVolumeClaim:
    'apiVersion:string kind:string metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus',
  PersistentVolumeClaimCondition:
    'lastProbeTime:string lastTransitionTime:string message:string reason:string status!:string type!:string',
  PersistentVolumeClaimSpec:
    'accessModes:[]string dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:LabelSelector storageClassName:string volumeAttributesClassName:string volumeMode:string volumeName:string',
  PersistentVolumeClaimStatus:
    'accessModes:[]string allocatedResourceStatuses:{}string allocatedResources:{}quantity capacity:{}quantity conditions:[]PersistentVolumeClaimCondition currentVolumeAttributesClassName:string modifyVolumeStatus:ModifyVolumeStatus phase:string',
  PersistentVolumeClaimTemplate: 'metadata:ObjectMeta spec!:PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: 'claimName!:string readOnly:boolean',
  PhotonPersistentDiskVolumeSource: 'fsType:string pdID!:string',
  Pod: 'apiVersion:string kind:string metadata:ObjectMeta spec:PodSpec status:PodStatus',
  PodAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm',
  PodAffinityTerm:
    'labelSelector:LabelSelector matchLabelKeys:[]string mismatchLabelKeys:[]string namespaceSelector:LabelSelector namespaces:[]string topologyKey!:string',
  PodAntiAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm',
  PodCertificateProjection:
    'certificateChainPath:string credentialBundlePath:string keyPath:string keyType!:string maxExpirationSeconds:number signerName!:string userAnnotations:{}string',
  PodCondition:
    'lastProbeTime:string lastTransitionTime:string message:string observedGeneration:number reason:string status!:string type!:string',
  PodDNSConfig: 'nameservers:[]string options:[]PodDNSConfigOption searches:[]string',
  PodDNSConfigOption: 'name:string value:string',
  PodExtendedResourceClaimStatus:
    'requestMappings!:[]ContainerExtendedResourceRequest resourceClaimName!:string',
  PodFailurePolicy: 'rules!:[]PodFailurePolicyRule',
  PodFailurePolicyOnExitCodesRequirement: 'containerName:string operator!:string values!:[]number',
  PodFailurePolicyOnPodConditionsPattern: 'status:string type!:string',
  PodFailurePolicyRule:
    'action!:string onExitCodes:PodFailurePolicyOnExitCodesRequirement onPodConditions:[]PodFailurePolicyOnPodConditionsPattern',
  PodIP: 'ip!:string',
  PodOS: 'name!:string',
  PodReadinessGate: 'conditionType!:string',
  PodResourceClaim: 'name!:string resourceClaimName:string resourceClaimTemplateName:string',
  PodResourceClaimStatus: 'name!:string resourceClaimName:string',
  PodSchedulingGate: 'name!:string',
  PodSchedulingGroup: 'podGroupName:string',
  PodSecurityContext:
    'appArmorProfile:AppArmorProfile fsGroup:number fsGroupChangePolicy:string runAsGroup:number runAsNonRoot:boolean runAsUser:number seLinuxChangePolicy:string seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[]number supplementalGroupsPolicy:string sysctls:[]Sysctl windowsOptions:WindowsSecurityContextOptions',
  PodSpec:
    'activeDeadlineSeconds:number affinity:Affinity automountServiceAccountToken:boolean containers!:[]Container dnsConfig:PodDNSConfig dnsPolicy:string enableServiceLinks:boolean ephemeralContainers:[]EphemeralContainer hostAliases:[]HostAlias hostIPC:boolean hostNetwork:boolean hostPID:boolean hostUsers:boolean hostname:string hostnameOverride:string imagePullSecrets:[]LocalObjectReference initContainers:[]Container nodeName:string nodeSelector:{}string os:PodOS overhead:{}quantity preemptionPolicy:string priority:number priorityClassName:string readinessGates:[]PodReadinessGate resourceClaims:[]PodResourceClaim resources:ResourceRequirements restartPolicy:string runtimeClassName:string schedulerName:string schedulingGates:[]PodSchedulingGate schedulingGroup:PodSchedulingGroup securityContext:PodSecurityContext serviceAccount:string serviceAccountName:string setHostnameAsFQDN:boolean shareProcessNamespace:boolean subdomain:string terminationGracePeriodSeconds:number tolerations:[]Toleration topologySpreadConstraints:[]TopologySpreadConstraint volumes:[]Volume',
  PodStatus:
    'allocatedResources:{}quantity conditions:[]PodCondition containerStatuses:[]ContainerStatus ephemeralContainerStatuses:[]ContainerStatus extendedResourceClaimStatus:PodExtendedResourceClaimStatus hostIP:string hostIPs:[]HostIP initContainerStatuses:[]ContainerStatus message:string nodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus nominatedNodeName:string observedGeneration:number phase:string podIP:string podIPs:[]PodIP qosClass:string reason:string resize:string resourceClaimStatuses:[]PodResourceClaimStatus resources:ResourceRequirements startTime:string',
  PodTemplateSpec: 'metadata:ObjectMeta spec:PodSpec',
  PortStatus: 'error:string port!:number protocol!:string',
  PortworxVolumeSource: 'fsType:string readOnly:boolean volumeID!:string',
  PreferredSchedulingTerm: 'preference!:NodeSelectorTerm weight!:number',
  Probe:
    'exec:ExecAction failureThreshold:number grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:number periodSeconds:number successThreshold:number tcpSocket:TCPSocketAction terminationGracePeriodSeconds:number timeoutSeconds:number',
  ProjectedVolumeSource: 'defaultMode:number sources:[]VolumeProjection',
  QuobyteVolumeSource:
    'group:string readOnly:boolean registry!:string tenant:string user:string volume!:string',
  RBDVolumeSource:
    'fsType:string image!:string keyring:string monitors!:[]string pool:string readOnly:boolean secretRef:LocalObjectReference user:string',
  ReplicaSet: 'apiVersion:string kind:string metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus',
  ReplicaSetCondition: 'lastTransitionTime:string message:string reason:string status!:string type!:string',
  ReplicaSetSpec: 'minReadySeconds:number replicas:number selector!:LabelSelector template:PodTemplateSpec',
  ReplicaSetStatus:
    'availableReplicas:number conditions:[]ReplicaSetCondition fullyLabeledReplicas:number observedGeneration:number readyReplicas:number replicas!:number terminatingReplicas:number',
  ReplicationController:
    'apiVersion:string kind:string metadata:ObjectMeta spec:ReplicationControllerSpec status:ReplicationControllerStatus',
  ReplicationControllerCondition:
    'lastTransitionTime:string message:string reason:string status!:string type!:string',
  ReplicationControllerSpec:
    'minReadySeconds:number replicas:number selector:{}string template:PodTemplateSpec',
  ReplicationControllerStatus:
    'availableReplicas:number conditions:[]ReplicationControllerCondition fullyLabeledReplicas:number observedGeneration:number readyReplicas:number replicas!:number',
  ResourceFieldSelector: 'containerName:string divisor:quantity resource!:string',
  ResourceHealth: 'health:string message:string resourceID!:string',
  ResourceRequirements: 'claims:[]CoreV1ResourceClaim limits:{}quantity requests:{}quantity',
  ResourceStatus: 'name!:string resources:[]ResourceHealth',
  RollingUpdateDaemonSet: 'maxSurge:port maxUnavailable:port',
  RollingUpdateDeployment: 'maxSurge:port maxUnavailable:port',
  RollingUpdateStatefulSetStrategy: 'maxUnavailable:port partition:number',
  SELinuxOptions: 'level:string role:string type:string user:string',
  ScaleIOVolumeSource:
    'fsType:string gateway!:string protectionDomain:string readOnly:boolean secretRef!:LocalObjectReference sslEnabled:boolean storageMode:string storagePool:string system!:string volumeName:string',
  SeccompProfile: 'localhostProfile:string type!:string',
  SecretEnvSource: 'name:string optional:boolean',
  SecretKeySelector: 'key!:string name:string optional:boolean',
  SecretProjection: 'items:[]KeyToPath name:string optional:boolean',
  SecretVolumeSource: 'defaultMode:number items:[]KeyToPath optional:boolean secretName:string',
  SecurityContext:
    'allowPrivilegeEscalation:boolean appArmorProfile:AppArmorProfile capabilities:Capabilities privileged:boolean procMount:string readOnlyRootFilesystem:boolean runAsGroup:number runAsNonRoot:boolean runAsUser:number seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions',
  Service: 'apiVersion:string kind:string metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus',
  ServiceAccountTokenProjection: 'audience:string expirationSeconds:number path!:string',
  ServiceBackendPort: 'name:string number:number',
  ServiceCIDR:
    'apiVersion:string kind:string metadata:ObjectMeta spec:ServiceCIDRSpec status:ServiceCIDRStatus',
  ServiceCIDRSpec: 'cidrs:[]string',
  ServiceCIDRStatus: 'conditions:[]Condition',
  ServicePort: 'appProtocol:string name:string nodePort:number port!:number protocol:string targetPort:port',
  ServiceSpec:
    'allocateLoadBalancerNodePorts:boolean clusterIP:string clusterIPs:[]string externalIPs:[]string externalName:string externalTrafficPolicy:string healthCheckNodePort:number internalTrafficPolicy:string ipFamilies:[]string ipFamilyPolicy:string loadBalancerClass:string loadBalancerIP:string loadBalancerSourceRanges:[]string ports:[]ServicePort publishNotReadyAddresses:boolean selector:{}string sessionAffinity:string sessionAffinityConfig:SessionAffinityConfig trafficDistribution:string type:string',
  ServiceStatus: 'conditions:[]Condition loadBalancer:LoadBalancerStatus',
  SessionAffinityConfig: 'clientIP:ClientIPConfig',
  SleepAction: 'seconds!:number',
  StatefulSet:
    'apiVersion:string kind:string metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus',
  StatefulSetCondition: 'lastTransitionTime:string message:string reason:string status!:string type!:string',
  StatefulSetOrdinals: 'start:number',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted:string whenScaled:string',
  StatefulSetSpec:
    'minReadySeconds:number ordinals:StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:string replicas:number revisionHistoryLimit:number selector!:LabelSelector serviceName:string template!:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:[]PersistentVolumeClaim',
  StatefulSetStatus:
    'availableReplicas:number collisionCount:number conditions:[]StatefulSetCondition currentReplicas:number currentRevision:string observedGeneration:number readyReplicas:number replicas!:number updateRevision:string updatedReplicas:number',
  StatefulSetUpdateStrategy: 'rollingUpdate:RollingUpdateStatefulSetStrategy type:string',
  StorageOSVolumeSource:
    'fsType:string readOnly:boolean secretRef:LocalObjectReference volumeName:string volumeNamespace:string',
  SuccessPolicy: 'rules!:[]SuccessPolicyRule',
  SuccessPolicyRule: 'succeededCount:number succeededIndexes:string',
  Sysctl: 'name!:string value!:string',
  TCPSocketAction: 'host:string port!:port',
  Taint: 'effect!:string key!:string timeAdded:string value:string',
  Toleration: 'effect:string key:string operator:string tolerationSeconds:number value:string',
  TopologySpreadConstraint:
    'labelSelector:LabelSelector matchLabelKeys:[]string maxSkew!:number minDomains:number nodeAffinityPolicy:string nodeTaintsPolicy:string topologyKey!:string whenUnsatisfiable!:string',
  TypedLocalObjectReference: 'apiGroup:string kind!:string name!:string',
  TypedObjectReference: 'apiGroup:string kind!:string name!:string namespace:string',
  UncountedTerminatedPods: 'failed:[]string succeeded:[]string',
  Volume:
    'awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:ISCSIVolumeSource name!:string nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource',
  VolumeDevice: 'devicePath!:string name!:string',
  VolumeMount:
    'mountPath!:string mountPropagation:string name!:string readOnly:boolean recursiveReadOnly:string subPath:string subPathExpr:string',
  VolumeMountStatus:
    'mountPath!:string name!:string readOnly:boolean recursiveReadOnly:string volumeStatus:VolumeStatus',
  VolumeProjection:
    'clusterTrustBundle:ClusterTrustBundleProjection configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection',
  VolumeResourceRequirements: 'limits:{}quantity requests:{}quantity',
  VolumeStatus: 'image:ImageVolumeStatus',
  VsphereVirtualDiskVolumeSource:
    'fsType:string storagePolicyID:string storagePolicyName:string volumePath!:string',
  WeightedPodAffinityTerm: 'podAffinityTerm!:PodAffinityTerm weight!:number',
  WindowsSecurityContextOptions:
    'gmsaCredentialSpec:string gmsaCredentialSpecName:string hostProcess:boolean runAsUserName:string',
};
