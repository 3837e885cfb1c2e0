import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/kubernetes/ingress/decide.ts';
import { decideAtGateway } from '../../../src/kubernetes/ingress/gateway.ts';
import { gatewayTables } from '../../../src/kubernetes/ingress/gateway-table.ts';
import { ingressTables } from '../../../src/kubernetes/ingress/table.ts';
import { clusterIn } from '../cluster.ts';

const service = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
---`;

describe('an Ingress in manifests', () => {
  const [table] = ingressTables(
    clusterIn(`${service}
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: controller, namespace: ingress-nginx}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: ingress-nginx}}
  template:
    metadata: {labels: {app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller}}
    spec: {containers: [{name: controller, image: x}]}
`),
  );

  test('is served by the planned pods of its controller (S132, S138)', () => {
    expect(table?.controller).toMatchObject({ where: 'pods', pods: [{ name: 'controller-0' }] });
  });

  test('takes a request for its host, and no other (S133–S136)', () => {
    expect(table && decide(table, { host: 'shop.example.com', path: '/cart' })).toMatchObject({
      kind: 'backend',
      backends: [{ namespace: 'shop', name: 'web', port: 80 }],
      by: {
        object: { kind: 'Ingress', namespace: 'shop', name: 'web' },
        path: 'spec.rules[0].http.paths[0]',
      },
      assumes: [],
    });
    expect(table && decide(table, { host: 'example.com', path: '/cart' })).toMatchObject({ status: 404 });
  });
});

describe('a Gateway in manifests (S139)', () => {
  const [table] = gatewayTables(
    clusterIn(`${service}
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: main, namespace: shop}
spec:
  gatewayClassName: istio
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Same}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: main}]
  rules:
    - matches: [{path: {type: Exact, value: /productpage}}, {path: {type: PathPrefix, value: /static}}]
      backendRefs: [{name: web, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: {name: web-rpc, namespace: shop}
spec:
  parentRefs: [{name: main}]
  hostnames: [rpc.example.com]
  rules: [{matches: [{method: {service: shop.Cart}}], backendRefs: [{name: web, port: 81}]}]
`),
  );
  const answer = (host: string, path: string): unknown => table && decideAtGateway(table, { host, path }, 80);

  test('takes a request that a route matches, and no other', () => {
    expect(answer('any.example.com', '/static/a.css')).toMatchObject({
      backends: [{ name: 'web', port: 80 }],
    });
    expect(answer('any.example.com', '/productpage/')).toMatchObject({ status: 404, code: 'GW_NO_RULE' });
  });

  test('has no GRPCRoute whose hostnames an HTTPRoute has already', () => {
    expect(answer('rpc.example.com', '/shop.Cart/Add')).toMatchObject({
      status: 404,
      code: 'GW_ROUTE_CONFLICT',
      by: { object: { kind: 'GRPCRoute', name: 'web-rpc' } },
    });
  });
});
