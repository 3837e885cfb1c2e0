/**
 * The fields of the Gateway API (gateway.networking.k8s.io), written as in `FIELDS`. `any`: nothing in it decides where
 * a message goes.
 */
export const GATEWAY_FIELDS: Readonly<Record<string, string>> = {
  GatewayClass: 'apiVersion:string kind:string metadata:ObjectMeta spec!:GatewayClassSpec status:any',
  GatewayClassSpec: 'controllerName!:string description:string parametersRef:any',
  Gateway: 'apiVersion:string kind:string metadata:ObjectMeta spec!:GatewaySpec status:any',
  GatewaySpec:
    'addresses:[]GatewayAddress allowedListeners:any backendTLS:any defaultScope:string gatewayClassName!:string infrastructure:any listeners:[]GatewayListener tls:any',
  GatewayAddress: 'type:string value:string',
  GatewayListener:
    'allowedRoutes:GatewayAllowedRoutes hostname:string name!:string port!:number protocol!:string tls:any',
  GatewayAllowedRoutes: 'kinds:[]GatewayRouteKind namespaces:GatewayRouteNamespaces',
  GatewayRouteKind: 'group:string kind!:string',
  GatewayRouteNamespaces: 'from:string selector:LabelSelector',
  HTTPRoute: 'apiVersion:string kind:string metadata:ObjectMeta spec!:HTTPRouteSpec status:any',
  HTTPRouteSpec:
    'hostnames:[]string parentRefs:[]RouteParent rules:[]HTTPRouteRule useDefaultGateways:string',
  RouteParent: 'group:string kind:string name!:string namespace:string port:number sectionName:string',
  HTTPRouteRule:
    'backendRefs:[]RouteBackend filters:[]RouteFilter matches:[]HTTPRouteMatch name:string retry:any sessionPersistence:any timeouts:any',
  HTTPRouteMatch:
    'headers:[]RouteTextMatch method:string path:HTTPRoutePathMatch queryParams:[]RouteTextMatch',
  HTTPRoutePathMatch: 'type:string value:string',
  RouteTextMatch: 'name!:string type:string value!:string',
  RouteFilter:
    'cors:any extensionRef:any externalAuth:any requestHeaderModifier:any requestMirror:any requestRedirect:RouteRedirect responseHeaderModifier:any type!:string urlRewrite:any',
  RouteRedirect: 'hostname:string path:any port:number scheme:string statusCode:number',
  RouteBackend:
    'filters:[]RouteFilter group:string kind:string name!:string namespace:string port:number weight:number',
  GRPCRoute: 'apiVersion:string kind:string metadata:ObjectMeta spec!:GRPCRouteSpec status:any',
  GRPCRouteSpec:
    'hostnames:[]string parentRefs:[]RouteParent rules:[]GRPCRouteRule useDefaultGateways:string',
  GRPCRouteRule:
    'backendRefs:[]RouteBackend filters:[]RouteFilter matches:[]GRPCRouteMatch name:string sessionPersistence:any',
  GRPCRouteMatch: 'headers:[]RouteTextMatch method:GRPCMethodMatch',
  GRPCMethodMatch: 'method:string service:string type:string',
  ReferenceGrant: 'apiVersion:string kind:string metadata:ObjectMeta spec!:ReferenceGrantSpec',
  ReferenceGrantSpec: 'from!:[]ReferenceGrantFrom to!:[]ReferenceGrantTo',
  ReferenceGrantFrom: 'group!:string kind!:string namespace!:string',
  ReferenceGrantTo: 'group!:string kind!:string name:string',
};
