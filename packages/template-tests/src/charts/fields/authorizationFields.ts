import type { FieldRow } from './FieldRow';

const sidecar = { mesh: { mode: 'sidecar' } };
const ambient = { mesh: { mode: 'ambient' } };
const from = (...principals: string[]) => [{ source: { principals } }];
const own = {
  from: from('cluster.local/ns/notes-dev/sa/billing-service'),
  to: [{ operation: { methods: ['GET'], paths: ['/health', '/ready'] } }],
};
const selector = {
  matchLabels: { 'app.kubernetes.io/name': 'billing-service' },
};

/** Who may ask for what inside a mesh (S-059). */
export const authorizationFields: FieldRow[] = [
  ...[sidecar, ambient].map(values => ({
    reason: `nobody is let in by default with ${values.mesh.mode}`,
    values,
    object: 'AuthorizationPolicy/billing-service-default-deny',
    has: { apiVersion: 'security.istio.io/v1', spec: { selector } },
    lacks: ['spec.rules', 'spec.action'],
  })),
  {
    reason: 'an internal service answers only its own probes',
    values: sidecar,
    object: 'AuthorizationPolicy',
    has: { spec: { action: 'ALLOW', selector, rules: [own] } },
  },
  {
    reason: 'the gateway may ask below the published path',
    values: {
      ...sidecar,
      exposure: { type: 'httproute', hostnames: ['b.notes.example'] },
    },
    object: 'AuthorizationPolicy',
    has: {
      spec: {
        rules: [
          own,
          {
            from: from('cluster.local/ns/gateway/sa/shared-istio'),
            to: [{ operation: { paths: ['/v1', '/v1/*'] } }],
          },
        ],
      },
    },
  },
  {
    reason: 'a caller may do what its entry says, by identity',
    values: {
      mesh: { mode: 'sidecar', trustDomain: 'prod.example' },
      callers: [
        {
          name: 'orders',
          namespace: 'shop-dev',
          methods: ['GET'],
          paths: ['/v1/items'],
        },
        { name: 'audit', namespace: 'risk-dev' },
      ],
    },
    object: 'AuthorizationPolicy',
    has: {
      spec: {
        rules: [
          {},
          {
            from: from('prod.example/ns/shop-dev/sa/orders'),
            to: [{ operation: { methods: ['GET'], paths: ['/v1/items'] } }],
          },
          {
            from: from('prod.example/ns/risk-dev/sa/audit'),
            to: [{ operation: { paths: ['/v1/*'] } }],
          },
        ],
      },
    },
  },
  {
    reason:
      'in an ambient mesh requests are judged by the waypoint of the Service',
    values: ambient,
    object: 'AuthorizationPolicy',
    has: {
      spec: {
        targetRefs: [{ group: '', kind: 'Service', name: 'billing-service' }],
        rules: [own],
      },
    },
    lacks: ['spec.selector'],
  },
  {
    reason: 'the tunnel lets in the waypoint and Prometheus',
    values: { ...ambient, serviceMonitor: { enabled: true } },
    object: 'AuthorizationPolicy/billing-service-transport',
    has: {
      spec: {
        selector,
        action: 'ALLOW',
        rules: [
          {
            from: from(
              'cluster.local/ns/notes-dev/sa/waypoint',
              'cluster.local/ns/monitoring/sa/prometheus-k8s',
            ),
          },
        ],
      },
    },
  },
];
