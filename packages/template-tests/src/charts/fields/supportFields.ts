import type { FieldRow } from './FieldRow';

const labels = {
  'app.kubernetes.io/name': 'billing-service',
  'app.kubernetes.io/instance': 'billing',
  'app.kubernetes.io/version': '1.2.3',
  'app.kubernetes.io/component': 'service',
  'app.kubernetes.io/part-of': 'notes',
  'app.kubernetes.io/managed-by': 'Helm',
  'helm.sh/chart': 'billing-service-0.1.0',
  'backstage.io/kubernetes-id': 'billing-service',
  'cost-center': 'engineering',
  team: 'notes-team',
  environment: 'dev',
  service: 'billing-service',
  'data-classification': 'internal',
};

/** Whose a service is, and how it is reached, watched and left in peace. */
export const supportFields: FieldRow[] = [
  ...['Deployment', 'Service', 'ConfigMap', 'PodDisruptionBudget'].map(
    object => ({
      reason: `${object} says whose it is and who pays`,
      object,
      has: { metadata: { namespace: 'notes-dev', labels } },
    }),
  ),
  {
    reason: 'pods carry the labels that costs are counted by',
    object: 'Deployment',
    has: { spec: { template: { metadata: { labels } } } },
  },
  {
    reason: 'a release may name the version of its image',
    values: {
      image: {
        repository: 'ghcr.io/notes/billing-service',
        digest: `sha256:${'2'.repeat(64)}`,
        version: '2.0.0',
      },
    },
    object: 'ConfigMap',
    has: {
      metadata: { labels: { 'app.kubernetes.io/version': '2.0.0' } },
      data: { SERVICE_VERSION: '2.0.0' },
    },
  },
  {
    reason: 'the service is reached inside the cluster, near first',
    object: 'Service',
    has: {
      spec: {
        type: 'ClusterIP',
        trafficDistribution: 'PreferSameZone',
        selector: {
          'app.kubernetes.io/name': 'billing-service',
          'app.kubernetes.io/instance': 'billing',
        },
        ports: [
          { name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' },
        ],
      },
    },
  },
  {
    reason: 'older clusters know nearness by its older name',
    kubeVersion: '1.34.0',
    object: 'Service',
    has: { spec: { trafficDistribution: 'PreferClose' } },
  },
  {
    reason: 'one pod at a time may be disturbed, and a broken one always',
    object: 'PodDisruptionBudget',
    has: {
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: {
          matchLabels: { 'app.kubernetes.io/name': 'billing-service' },
        },
      },
    },
  },
  {
    reason: 'metrics are scraped within bounds',
    values: { serviceMonitor: { enabled: true } },
    object: 'ServiceMonitor',
    has: {
      spec: {
        selector: {
          matchLabels: { 'app.kubernetes.io/name': 'billing-service' },
        },
        sampleLimit: 5000,
        labelLimit: 30,
        endpoints: [
          {
            port: 'http',
            path: '/metrics',
            interval: '30s',
            scrapeTimeout: '10s',
          },
        ],
      },
    },
  },
];
