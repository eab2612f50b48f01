import type { FieldRow } from './FieldRow';

const consumer = {
  autoscaling: { enabled: false },
  kafka: { enabled: true },
  keda: { enabled: true, topic: 'requests.v1', consumerGroup: 'billing' },
};

/** How many replicas a service has, and what decides that. */
export const scalingFields: FieldRow[] = [
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
];
