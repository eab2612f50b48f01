import type { FieldRow } from './FieldRow';
import { ambient, route } from './values';

const trial = (step: number, steps = '10-50-100') => ({
  ...ambient,
  ...route,
  canary: {
    enabled: true,
    steps,
    step,
    digest: `sha256:${'1'.repeat(64)}`,
  },
});
const weights = (stable: number, canary: number) => [
  { name: 'billing-service', port: 80, weight: stable },
  { name: 'billing-service-canary', port: 80, weight: canary },
];

/** How a canary in an ambient mesh gets its share of the requests. */
export const ambientCanaryFields: FieldRow[] = [
  ...[
    { values: trial(1), stable: 90, canary: 10 },
    { values: trial(2), stable: 50, canary: 50 },
    { values: trial(3), stable: 0, canary: 100 },
    { values: trial(1, '90-10'), stable: 90, canary: 10 },
  ].flatMap(({ values, stable, canary }) =>
    ['HTTPRoute', 'HTTPRoute/billing-service-mesh'].map(object => ({
      reason: `an ambient canary gets ${canary} of 100 requests (F-17)`,
      values,
      object,
      has: { spec: { rules: [{ backendRefs: weights(stable, canary) }] } },
    })),
  ),
  {
    reason: 'the route of the mesh hangs on the Service',
    values: trial(1),
    object: 'HTTPRoute/billing-service-mesh',
    has: {
      spec: {
        parentRefs: [
          { group: '', kind: 'Service', name: 'billing-service', port: 80 },
        ],
      },
    },
  },
  {
    reason:
      'an ambient canary runs the image that is tried, under its own labels',
    values: trial(1),
    object: 'Deployment/billing-service-canary',
    has: {
      spec: {
        replicas: 2,
        selector: {
          matchLabels: { 'app.kubernetes.io/instance': 'billing-canary' },
        },
        template: {
          spec: {
            containers: [
              {
                image: `ghcr.io/notes/billing-service@sha256:${'1'.repeat(64)}`,
              },
            ],
          },
        },
      },
    },
  },
  {
    reason: 'the stable image stays as it is during a canary',
    values: trial(1),
    object: 'Deployment',
    has: {
      spec: {
        template: {
          spec: {
            containers: [
              {
                image: `ghcr.io/notes/billing-service@sha256:${'0'.repeat(64)}`,
              },
            ],
          },
        },
      },
    },
  },
  {
    reason: 'the Service of the canary finds the canary only',
    values: trial(1),
    object: 'Service/billing-service-canary',
    has: {
      spec: { selector: { 'app.kubernetes.io/instance': 'billing-canary' } },
    },
  },
  {
    reason: 'without a digest on trial nothing of a canary runs',
    values: { ...ambient, canary: { enabled: true } },
    object: 'Deployment/billing-service-canary',
    absent: true,
  },
];
