import type { FieldRow } from './FieldRow';
import { hostnames, route } from './values';

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

/** How requests come to the service from outside. */
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
];
