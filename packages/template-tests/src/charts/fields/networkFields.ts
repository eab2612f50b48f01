import type { FieldRow } from './FieldRow';

const namespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const app = (name: string) => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
});
const tcp = (...ports: (number | string)[]) =>
  ports.map(port => ({ port, protocol: 'TCP' }));
const dns = {
  to: [
    {
      ...namespace('kube-system'),
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
const telemetry = { to: [namespace('observability')], ports: tcp(4317, 4318) };
const keys = { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: tcp(443) };
const test = { from: [app('billing-service-test')], ports: tcp('http') };
const exposed = { type: 'httproute', hostnames: ['billing.notes.example'] };

/** A row that names the whole list of rules, so that one rule too many is found too. */
function rules(
  reason: string,
  values: object,
  has: { ingress?: object[]; egress?: object[] },
): FieldRow {
  return {
    reason,
    values: { ...values },
    object: 'NetworkPolicy',
    has: { spec: has },
  };
}

/** Who reaches the service and whom it reaches (S-050). */
export const networkFields: FieldRow[] = [
  {
    reason: 'both directions are closed for the pods of the service',
    object: 'NetworkPolicy',
    has: {
      spec: {
        podSelector: {
          matchLabels: { 'app.kubernetes.io/name': 'billing-service' },
        },
        policyTypes: ['Ingress', 'Egress'],
      },
    },
  },
  rules(
    'only its own test reaches an internal service',
    {},
    { ingress: [test] },
  ),
  rules(
    'nobody reaches a service without a test',
    { test: {} },
    { ingress: [] },
  ),
  rules(
    'a plain service reaches names, the collector and the keys of tokens',
    {},
    { egress: [dns, telemetry, keys] },
  ),
  rules(
    'the gateway reaches a service that is exposed',
    { exposure: exposed },
    {
      ingress: [
        {
          from: [namespace('gateway'), app('billing-service-test')],
          ports: tcp('http'),
        },
      ],
    },
  ),
  rules(
    'a named caller reaches it, and nobody else in the namespace of the caller',
    { callers: [{ name: 'orders', namespace: 'shop-dev' }] },
    {
      ingress: [
        {
          from: [
            { ...namespace('shop-dev'), ...app('orders') },
            app('billing-service-test'),
          ],
          ports: tcp('http'),
        },
      ],
    },
  ),
  rules(
    'Prometheus reaches a service that is monitored',
    { serviceMonitor: { enabled: true } },
    {
      ingress: [test, { from: [namespace('monitoring')], ports: tcp('http') }],
    },
  ),
  rules(
    'stores are reached in the cloud or beside the service',
    {
      database: { enabled: true, egressCidr: '10.9.0.0/16' },
      cache: { enabled: true },
    },
    {
      egress: [
        dns,
        telemetry,
        keys,
        {
          to: [{ ipBlock: { cidr: '10.9.0.0/16' } }, { podSelector: {} }],
          ports: tcp(5432),
        },
        {
          to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { podSelector: {} }],
          ports: tcp(6379),
        },
      ],
    },
  ),
  rules(
    'brokers are reached at their ports, each once',
    {
      kafka: {
        enabled: true,
        brokers: 'a.kafka:9092,b.kafka:9092,c.kafka:9093',
      },
    },
    {
      egress: [
        dns,
        telemetry,
        keys,
        { to: [namespace('kafka')], ports: tcp(9092, 9093) },
      ],
    },
  ),
  rules(
    'keys of tokens are reached at the port of their address',
    {
      auth: {
        jwksUrl: 'http://id.example:8443/jwks',
        egressCidr: '10.7.0.0/24',
      },
    },
    {
      egress: [
        dns,
        telemetry,
        { to: [{ ipBlock: { cidr: '10.7.0.0/24' } }], ports: tcp(8443) },
      ],
    },
  ),
  rules(
    'Pod Identity is asked on its own address',
    { identity: { type: 'pod-identity' } },
    {
      egress: [
        dns,
        telemetry,
        keys,
        { to: [{ ipBlock: { cidr: '169.254.170.23/32' } }], ports: tcp(80) },
        keys,
      ],
    },
  ),
  rules(
    'declared dependencies are reached, by name or by address',
    {
      egress: [
        { name: 'payments', namespace: 'shop-dev', port: 8080 },
        { cidr: '192.0.2.0/24', port: 25 },
      ],
    },
    {
      egress: [
        dns,
        telemetry,
        keys,
        {
          to: [{ ...namespace('shop-dev'), ...app('payments') }],
          ports: tcp(8080),
        },
        { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: tcp(25) },
      ],
    },
  ),
  rules(
    'a sidecar reaches its control plane, and Prometheus reaches the sidecar',
    { mesh: { mode: 'sidecar' }, serviceMonitor: { enabled: true } },
    {
      ingress: [test, { from: [namespace('monitoring')], ports: tcp(15020) }],
      egress: [
        dns,
        telemetry,
        keys,
        { to: [namespace('istio-system')], ports: tcp(15012) },
      ],
    },
  ),
  rules(
    'an ambient mesh tunnels, and its waypoint and the probes come in',
    { mesh: { mode: 'ambient' } },
    {
      ingress: [
        { from: [app('billing-service-test')], ports: tcp('http', 15008) },
        {
          from: [
            {
              podSelector: {
                matchLabels: {
                  'gateway.networking.k8s.io/gateway-name': 'waypoint',
                },
              },
            },
          ],
          ports: tcp(15008),
        },
        {
          from: [{ ipBlock: { cidr: '169.254.7.127/32' } }],
          ports: tcp('http'),
        },
      ],
      egress: [
        dns,
        telemetry,
        keys,
        { to: [{ podSelector: {} }], ports: tcp(15008) },
      ],
    },
  ),
];
