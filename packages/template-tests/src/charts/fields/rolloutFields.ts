import type { FieldRow } from './FieldRow';
import { host, hostnames, sidecar } from './values';

const rollout = (steps: string) => ({
  ...sidecar,
  canary: { enabled: true, steps },
});
const analysis = {
  analysis: { templates: [{ templateName: 'billing-service-slo' }] },
};
const destinations = [
  { destination: { host, subset: 'stable' }, weight: 100 },
  { destination: { host, subset: 'canary' }, weight: 0 },
];

/** How a canary beside sidecars gets its share of the requests. */
export const rolloutFields: FieldRow[] = [
  {
    reason: 'a canary beside sidecars is a Rollout instead of a Deployment',
    values: rollout('90-10'),
    object: 'Deployment',
    absent: true,
  },
  {
    reason: '90/10 holds a tenth until the analysis has judged it (F-17)',
    values: rollout('90-10'),
    object: 'Rollout',
    has: {
      apiVersion: 'argoproj.io/v1alpha1',
      spec: {
        strategy: {
          canary: {
            trafficRouting: {
              istio: {
                virtualService: {
                  name: 'billing-service',
                  routes: ['reads', 'writes'],
                },
                destinationRule: {
                  name: 'billing-service',
                  stableSubsetName: 'stable',
                  canarySubsetName: 'canary',
                },
              },
            },
            steps: [{ setWeight: 10 }, analysis],
          },
        },
      },
    },
  },
  {
    reason: '10/50/100 is judged at a tenth and at a half (F-17, S-061)',
    values: rollout('10-50-100'),
    object: 'Rollout',
    has: {
      spec: {
        strategy: {
          canary: {
            steps: [
              { setWeight: 10 },
              analysis,
              { setWeight: 50 },
              analysis,
              { setWeight: 100 },
            ],
          },
        },
      },
    },
  },
  {
    reason: 'the scaler scales the Rollout',
    values: rollout('90-10'),
    object: 'HorizontalPodAutoscaler',
    has: {
      spec: {
        scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
      },
    },
  },
  {
    reason: 'requests start on the stable subset',
    values: rollout('90-10'),
    object: 'VirtualService',
    has: { spec: { http: [{ route: destinations }, { route: destinations }] } },
  },
  {
    reason: 'both subsets exist for the rollout to fill in',
    values: rollout('90-10'),
    object: 'DestinationRule',
    has: { spec: { subsets: [{ name: 'stable' }, { name: 'canary' }] } },
  },
  {
    reason:
      'the analysis asks for the errors and the latency of the canary only',
    values: rollout('90-10'),
    object: 'AnalysisTemplate/billing-service-slo',
    has: {
      spec: {
        args: [{ name: 'canary-hash' }],
        metrics: [
          {
            name: 'error-ratio',
            successCondition: expect.stringContaining('result[0] <= 0.01'),
            failureCondition: expect.stringContaining('result[0] > 0.01'),
            provider: {
              prometheus: {
                query: expect.stringContaining(
                  'http_server_request_duration_seconds_count{service="billing-service",namespace="notes-dev",pod=~"billing-service-{{args.canary-hash}}-.*",http_response_status_code=~"5.."}',
                ),
              },
            },
          },
          {
            name: 'latency-p99',
            successCondition: expect.stringContaining('result[0] <= 0.5'),
            provider: {
              prometheus: {
                query: expect.stringContaining('histogram_quantile(0.99, '),
              },
            },
          },
        ],
      },
    },
  },
  {
    reason:
      'from outside, the weights hold too: the route binds to the gateway',
    values: {
      ...rollout('90-10'),
      exposure: { type: 'virtualservice', hostnames },
    },
    object: 'VirtualService',
    has: {
      spec: {
        hosts: [host, ...hostnames],
        gateways: ['mesh', 'gateway/shared'],
        http: [
          {
            match: [
              { gateways: ['mesh'] },
              { gateways: ['gateway/shared'], uri: { prefix: '/v1' } },
            ],
          },
          {
            match: [
              { gateways: ['mesh'] },
              { gateways: ['gateway/shared'], uri: { prefix: '/v1' } },
            ],
          },
        ],
      },
    },
  },
];
