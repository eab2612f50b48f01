import type { Values } from './ServiceChart';

const exposed = { type: 'httproute', hostnames: ['billing.notes.example'] };

/** Every switch of the library at least once, in combinations that services use. */
export const SCENARIOS: Record<string, Values> = {
  plain: {},
  monitored: { serviceMonitor: { enabled: true } },
  'fixed replicas': { autoscaling: { enabled: false }, replicas: 2 },
  stores: {
    database: { enabled: true },
    migration: { enabled: true, command: ['/bin/migrate'] },
    cache: { enabled: true },
  },
  consumer: {
    autoscaling: { enabled: false },
    kafka: { enabled: true, ssl: true, credentialsSecretName: 'kafka-login' },
    keda: { enabled: true, topic: 'requests.v1', consumerGroup: 'billing' },
  },
  route: { exposure: exposed },
  ingress: {
    exposure: {
      ...exposed,
      type: 'ingress',
      ingressClassName: 'shared',
      tlsSecretName: 'billing-tls',
    },
  },
  'own tls': {
    exposure: {
      ...exposed,
      backendTLS: {
        enabled: true,
        hostname: 'billing.internal.example',
        caConfigMap: 'billing-ca',
      },
    },
  },
  vault: {
    externalSecret: {
      enabled: true,
      store: 'vault',
      path: 'notes-team/billing-service',
      keys: [
        { name: 'MAIL_PASSWORD' },
        { name: 'SIGNING_KEY', property: 'key' },
      ],
    },
  },
  irsa: {
    identity: {
      type: 'irsa',
      roleArn: 'arn:aws:iam::123456789012:role/billing',
    },
  },
  'pod identity': {
    identity: { type: 'pod-identity' },
    externalSecret: {
      enabled: true,
      store: 'aws-secrets-manager',
      path: 'a/b',
    },
  },
  rbac: { rbac: { enabled: true }, hostUsers: false },
  sidecar: {
    mesh: { mode: 'sidecar' },
    serviceMonitor: { enabled: true },
    exposure: exposed,
    callers: [{ name: 'orders', namespace: 'shop-dev', methods: ['GET'] }],
    egress: [{ name: 'payments', namespace: 'shop-dev', port: 8080 }],
  },
  'sidecar canary': {
    mesh: { mode: 'sidecar' },
    canary: { enabled: true, steps: '10-50-100' },
    exposure: { ...exposed, type: 'virtualservice' },
  },
  ambient: {
    mesh: { mode: 'ambient' },
    serviceMonitor: { enabled: true },
    exposure: exposed,
    database: { enabled: true },
    migration: { enabled: true, command: ['/bin/migrate'] },
    callers: [{ name: 'orders', namespace: 'shop-dev', paths: ['/v1/items'] }],
    egress: [
      { namespace: 'shop-dev', port: 8080 },
      { cidr: '10.1.0.0/16', port: 25 },
    ],
  },
  'ambient canary': {
    mesh: { mode: 'ambient' },
    exposure: exposed,
    canary: {
      enabled: true,
      steps: '10-50-100',
      step: 2,
      digest: `sha256:${'1'.repeat(64)}`,
    },
  },
};
