import { KINDS } from '../read/kinds.ts';

const POLICIES: readonly string[] = [
  'NetworkPolicy',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
];

/**
 * Kinds that are not modelled and decide of no message whether it passes, though some are named as if they did: policies
 * of admission, of placement, of requests at a gateway, of networks beside that of the pods (MultiNetworkPolicy).
 */
const OTHERS = `
  APIService Binding CertificateSigningRequest ClusterRole ClusterRoleBinding ClusterTrustBundle ComponentStatus ConfigMap
  ControllerRevision CSIDriver CSINode CSIStorageCapacity CustomResourceDefinition DeviceClass Event FlowSchema
  HorizontalPodAutoscaler IPAddress Lease LimitRange MutatingWebhookConfiguration NodeMetrics PersistentVolume
  PersistentVolumeClaim PodDisruptionBudget PodMetrics PodTemplate PriorityClass PriorityLevelConfiguration ResourceClaim
  ResourceClaimTemplate ResourceQuota ResourceSlice Role RoleBinding RuntimeClass Secret ServiceAccount
  StorageClass ValidatingWebhookConfiguration VerticalPodAutoscaler VolumeAttachment VolumeSnapshot VolumeSnapshotClass

  MutatingAdmissionPolicy MutatingAdmissionPolicyBinding PodSecurityPolicy ValidatingAdmissionPolicy
  ValidatingAdmissionPolicyBinding AdmissionPolicy ClusterAdmissionPolicy CleanupPolicy ClusterCleanupPolicy ClusterPolicy
  DeletingPolicy GeneratingPolicy ImageValidatingPolicy MutatingPolicy NvAdmissionControlSecurityRule Policy
  PolicyException PolicyReport ClusterPolicyReport ValidatingPolicy ImagePolicy ClusterImagePolicy ImageRepository
  ImageUpdateAutomation PropagationPolicy ClusterPropagationPolicy OverridePolicy ClusterOverridePolicy

  MultiNetworkPolicy BackendLBPolicy BackendTLSPolicy BackendTrafficPolicy ClientTrafficPolicy HealthCheckPolicy RateLimitPolicy DNSPolicy
  TLSPolicy TCPRoute TLSRoute UDPRoute XBackendTrafficPolicy

  AppProject Application ApplicationSet Alertmanager Certificate ClusterIssuer ClusterSecretStore Component Config
  DeploymentConfig ExternalSecret GitRepository HelmChart HelmRelease HelmRepository Issuer Kustomization OCIRepository
  PodMonitor Prometheus PrometheusRule Rollout ScaledObject SealedSecret SecretStore ServiceMonitor
`;

/** How the kinds of policies begin that are only tried out. */
const STAGED = /^Staged[A-Z]/;

const harmless: ReadonlySet<string> = new Set([
  ...Object.keys(KINDS).filter((kind) => !POLICIES.includes(kind)),
  ...OTHERS.split(/\s+/).filter((kind) => kind !== ''),
]);

/** Whether no object of this kind, whatever its group, can decide whether a message passes. */
export function isHarmless(kind: string): boolean {
  return harmless.has(kind) || STAGED.test(kind);
}
