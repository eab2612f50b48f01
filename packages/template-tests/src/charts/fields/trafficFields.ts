import type { FieldRow } from './FieldRow';

const hostnames = ['billing.notes.example'];
const route = { exposure: { type: 'httproute', hostnames } };
const sidecar = { mesh: { mode: 'sidecar' } };
const ambient = { mesh: { mode: 'ambient' } };
const rollout = (steps: string) => ({
  ...sidecar,
  canary: { enabled: true, steps },
});
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
const host = 'billing-service.notes-dev.svc.cluster.local';
const analysis = {
  analysis: { templates: [{ templateName: 'billing-service-slo' }] },
};
const weights = (stable: number, canary: number) => [
  { name: 'billing-service', port: 80, weight: stable },
  { name: 'billing-service-canary', port: 80, weight: canary },
];
const destinations = [
  { destination: { host, subset: 'stable' }, weight: 100 },
  { destination: { host, subset: 'canary' }, weight: 0 },
];
const optional = [
  'HTTPRoute',
  'HTTPRoute/billing-service-mesh',
  'Ingress',
  'BackendTLSPolicy',
  'ServiceMonitor',
  'ScaledObject',
  'ExternalSecret',
  'PeerAuthentication',
  'AuthorizationPolicy',
  'AuthorizationPolicy/billing-service-default-deny',
  'VirtualService',
  'DestinationRule',
  'Rollout',
  'AnalysisTemplate/billing-service-slo',
];

/** How requests come to the service: from outside, inside a mesh, and to a canary. */
export const trafficFields: FieldRow[] = [
  ...optional.map(object => ({
    reason: 'an object of another project is there only when asked for',
    object,
    absent: true as const,
  })),
  {
    reason: 'a route hangs on the gateway of the platform',
    values: route,
    object: 'HTTPRoute',
    has: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      spec: {
        parentRefs: [
          { name: 'shared', namespace: 'gateway', sectionName: 'https' },
        ],
        hostnames,
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/v1' } }],
            timeouts: { request: '30s' },
            backendRefs: [{ name: 'billing-service', port: 80 }],
          },
        ],
      },
    },
    lacks: ['spec.rules.0.backendRefs.0.weight'],
  },
  {
    reason: 'an Ingress serves clusters without the Gateway API',
    values: {
      exposure: {
        type: 'ingress',
        hostnames,
        ingressClassName: 'shared',
        tlsSecretName: 'tls',
      },
    },
    object: 'Ingress',
    has: {
      spec: {
        ingressClassName: 'shared',
        tls: [{ hosts: hostnames, secretName: 'tls' }],
        rules: [
          { host: 'billing.notes.example', http: { paths: [{ path: '/v1' }] } },
        ],
      },
    },
    lacks: ['metadata.annotations'],
  },
  {
    reason:
      'the gateway checks the certificate of a service with TLS of its own',
    values: {
      exposure: {
        ...route.exposure,
        backendTLS: { enabled: true, hostname: 'b.example', caConfigMap: 'ca' },
      },
    },
    object: 'BackendTLSPolicy',
    has: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      spec: {
        targetRefs: [{ kind: 'Service', name: 'billing-service' }],
        validation: {
          hostname: 'b.example',
          caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }],
        },
      },
    },
  },
  ...[sidecar, ambient].map(values => ({
    reason: `mutual TLS has no exception with ${values.mesh.mode} (F-36)`,
    values,
    object: 'PeerAuthentication',
    has: {
      apiVersion: 'security.istio.io/v1',
      spec: {
        mtls: { mode: 'STRICT' },
        selector: {
          matchLabels: { 'app.kubernetes.io/name': 'billing-service' },
        },
      },
    },
    lacks: ['spec.portLevelMtls'],
  })),
  {
    reason: 'pods join the mesh by a sidecar, which joins their metrics',
    values: sidecar,
    object: 'Deployment',
    has: {
      spec: {
        template: {
          metadata: {
            labels: { 'sidecar.istio.io/inject': 'true' },
            annotations: {
              'prometheus.io/port': '8080',
              'prometheus.io/path': '/metrics',
            },
          },
        },
      },
    },
  },
  {
    reason: 'Prometheus scrapes the sidecar, outside of mutual TLS',
    values: { ...sidecar, serviceMonitor: { enabled: true } },
    object: 'ServiceMonitor',
    has: {
      spec: {
        endpoints: [{ port: 'http-telemetry', path: '/stats/prometheus' }],
      },
    },
  },
  {
    reason: 'the port of the sidecar is one of the Service',
    values: sidecar,
    object: 'Service',
    has: {
      spec: {
        ports: [{ name: 'http' }, { name: 'http-telemetry', port: 15020 }],
      },
    },
  },
  {
    reason: 'pods join an ambient mesh by a label',
    values: ambient,
    object: 'Deployment',
    has: {
      spec: {
        template: {
          metadata: { labels: { 'istio.io/dataplane-mode': 'ambient' } },
        },
      },
    },
  },
  {
    reason: 'requests of an ambient mesh go through the waypoint',
    values: ambient,
    object: 'Service',
    has: {
      metadata: {
        labels: {
          'istio.io/use-waypoint': 'waypoint',
          'istio.io/ingress-use-waypoint': 'true',
        },
      },
    },
  },
  {
    reason: 'reads are repeated, and only for reasons that did no work (S-059)',
    values: sidecar,
    object: 'VirtualService',
    has: {
      apiVersion: 'networking.istio.io/v1',
      spec: {
        hosts: [host],
        gateways: ['mesh'],
        http: [
          {
            name: 'reads',
            match: [{ method: { regex: 'GET|HEAD|OPTIONS' } }],
            timeout: '15s',
            retries: {
              attempts: 2,
              retryOn: 'connect-failure,refused-stream,unavailable',
            },
            route: [{ destination: { host } }],
          },
          { name: 'writes', timeout: '15s', retries: { attempts: 0 } },
        ],
      },
    },
    lacks: ['spec.http.1.match'],
  },
  {
    reason: 'a failing pod is left out, and queues are short (S-059)',
    values: sidecar,
    object: 'DestinationRule',
    has: {
      spec: {
        host,
        trafficPolicy: {
          tls: { mode: 'ISTIO_MUTUAL' },
          connectionPool: {
            tcp: { maxConnections: 200, connectTimeout: '2s' },
            http: { http1MaxPendingRequests: 100 },
          },
          outlierDetection: {
            consecutive5xxErrors: 5,
            interval: '10s',
            baseEjectionTime: '30s',
            maxEjectionPercent: 50,
          },
        },
      },
    },
    lacks: ['spec.subsets'],
  },
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
