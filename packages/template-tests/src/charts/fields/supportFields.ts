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
const consumer = {
  autoscaling: { enabled: false },
  kafka: { enabled: true },
  keda: { enabled: true, topic: 'requests.v1', consumerGroup: 'billing' },
};

/** Everything beside the pods that makes a service run well. */
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
    reason: 'configuration is environment, as text',
    values: { config: { LOG_LEVEL: 'debug', FEATURE_LIMIT: 1000000 } },
    object: 'ConfigMap',
    has: {
      data: {
        PORT: '8080',
        LOG_LEVEL: 'debug',
        RATE_LIMIT_PER_MINUTE: '600',
        TRUST_PROXY_HOPS: '1',
        FEATURE_LIMIT: '1000000',
        SHUTDOWN_DELAY_MS: '0',
      },
    },
  },
  {
    reason: 'tokens are checked against one issuer and audience',
    values: { auth: { issuer: 'https://id.example', audience: 'billing' } },
    object: 'ConfigMap',
    has: {
      data: {
        JWT_ISSUER: 'https://id.example',
        JWT_AUDIENCE: 'billing',
        JWT_JWKS_URL: 'https://identity.notes.example/.well-known/jwks.json',
      },
    },
  },
  {
    reason: 'telemetry goes to the collector under the name of the service',
    object: 'ConfigMap',
    has: {
      data: {
        OTEL_SERVICE_NAME: 'billing-service',
        OTEL_EXPORTER_OTLP_ENDPOINT:
          'http://otel-collector.observability.svc.cluster.local:4318',
      },
    },
  },
  {
    reason: 'no part that was not chosen is configured',
    object: 'ConfigMap',
    lacks: [
      'data.DATABASE_URL_FILE',
      'data.REDIS_URL_FILE',
      'data.KAFKA_BROKERS',
    ],
  },
  {
    reason: 'parts are configured by files and settings',
    values: {
      database: { enabled: true, poolSize: 5 },
      cache: { enabled: true },
      kafka: { enabled: true, credentialsSecretName: 'login' },
    },
    object: 'ConfigMap',
    has: {
      data: {
        DATABASE_URL_FILE: '/etc/service/database/url',
        DATABASE_POOL_SIZE: '5',
        REDIS_URL_FILE: '/etc/service/cache/url',
        CACHE_TTL_SECONDS: '60',
        KAFKA_BROKERS: 'kafka-kafka-bootstrap.kafka.svc.cluster.local:9092',
        KAFKA_SSL: 'false',
        KAFKA_SASL_USERNAME_FILE: '/etc/service/kafka/username',
        KAFKA_SASL_PASSWORD_FILE: '/etc/service/kafka/password',
      },
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
    reason: 'CPU and memory scale the service between two and twenty (F-49)',
    object: 'HorizontalPodAutoscaler',
    has: {
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'billing-service',
        },
        minReplicas: 2,
        maxReplicas: 20,
        behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 70 },
            },
          },
          {
            type: 'Resource',
            resource: {
              name: 'memory',
              target: { type: 'Utilization', averageUtilization: 80 },
            },
          },
        ],
      },
    },
  },
  {
    reason: 'a metric of the service may scale it too (F-49)',
    values: {
      autoscaling: {
        podsMetric: { name: 'http_requests_per_second', averageValue: '50' },
      },
    },
    object: 'HorizontalPodAutoscaler',
    has: {
      spec: {
        metrics: [
          {},
          {},
          {
            type: 'Pods',
            pods: {
              metric: { name: 'http_requests_per_second' },
              target: { type: 'AverageValue', averageValue: '50' },
            },
          },
        ],
      },
    },
  },
  {
    reason: 'fixed replicas have no scaler',
    values: { autoscaling: { enabled: false } },
    object: 'HorizontalPodAutoscaler',
    absent: true,
  },
  {
    reason: 'KEDA and the other scaler are never there together',
    values: consumer,
    object: 'HorizontalPodAutoscaler',
    absent: true,
  },
  {
    reason: 'a consumer scales on what waits for it',
    values: consumer,
    object: 'ScaledObject',
    has: {
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'billing-service' },
        minReplicaCount: 2,
        maxReplicaCount: 20,
        fallback: { failureThreshold: 3, replicas: 2 },
        triggers: [
          {
            type: 'kafka',
            metadata: {
              consumerGroup: 'billing',
              topic: 'requests.v1',
              lagThreshold: '50',
            },
          },
          { type: 'cpu', metadata: { value: '70' } },
        ],
      },
    },
    lacks: ['spec.triggers.0.authenticationRef'],
  },
  {
    reason: 'KEDA signs in where the brokers ask for it',
    values: {
      ...consumer,
      kafka: { enabled: true, credentialsSecretName: 'login', ssl: true },
    },
    object: 'TriggerAuthentication',
    has: {
      spec: {
        secretTargetRef: [
          { parameter: 'username', name: 'login', key: 'username' },
          { parameter: 'password', name: 'login', key: 'password' },
        ],
      },
    },
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
    reason: 'the account of the service has no token and no role',
    object: 'ServiceAccount',
    has: { automountServiceAccountToken: false },
    lacks: ['metadata.annotations'],
  },
  {
    reason: 'IRSA names the role and the near endpoint of STS',
    values: {
      identity: { type: 'irsa', roleArn: 'arn:aws:iam::123456789012:role/b' },
    },
    object: 'ServiceAccount',
    has: {
      metadata: {
        annotations: {
          'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/b',
          'eks.amazonaws.com/sts-regional-endpoints': 'true',
        },
      },
    },
  },
  {
    reason: 'Pod Identity needs no annotation',
    values: { identity: { type: 'pod-identity' } },
    object: 'ServiceAccount',
    lacks: ['metadata.annotations'],
  },
  { reason: 'no role unless asked for', object: 'Role', absent: true },
  {
    reason: 'the role reads pods and settings, and nothing else (S-049)',
    values: { rbac: { enabled: true } },
    object: 'Role',
    has: {
      rules: [
        {
          apiGroups: [''],
          resources: ['pods', 'configmaps'],
          verbs: ['get', 'list'],
        },
      ],
    },
  },
  {
    reason: 'the role is bound to the account of the service',
    values: { rbac: { enabled: true } },
    object: 'RoleBinding',
    has: {
      roleRef: { kind: 'Role', name: 'billing-service' },
      subjects: [{ kind: 'ServiceAccount', name: 'billing-service' }],
    },
  },
  {
    reason: 'with a role the pod gets its token',
    values: { rbac: { enabled: true } },
    object: 'Deployment',
    has: {
      spec: { template: { spec: { automountServiceAccountToken: true } } },
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
