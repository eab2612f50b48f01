import type { FieldRow } from './FieldRow';
import { ambient, host, sidecar } from './values';

/** How requests come to the service inside a mesh. */
export const meshFields: FieldRow[] = [
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
];
