/** The fields of an Ingress before networking.k8s.io/v1, written as in `FIELDS`. */
export const FORMER_FIELDS: Readonly<Record<string, string>> = {
  FormerIngress:
    'apiVersion:string kind:string metadata:ObjectMeta spec:FormerIngressSpec status:IngressStatus',
  FormerIngressSpec:
    'backend:FormerIngressBackend ingressClassName:string rules:[]FormerIngressRule tls:[]IngressTLS',
  FormerIngressRule: 'host:string http:FormerIngressPaths',
  FormerIngressPaths: 'paths!:[]FormerIngressPath',
  FormerIngressPath: 'backend!:FormerIngressBackend path:string pathType:string',
  FormerIngressBackend: 'resource:TypedLocalObjectReference serviceName:string servicePort:port',
};
