import { DIGEST } from '../ServiceChart';
import type { FieldRow } from './FieldRow';

const pod = (spec: object) => ({ spec: { template: { spec } } });
const container = (part: object) => pod({ containers: [part] });
const limits = (cpu: unknown) => ({
  limits: { cpu },
});

/** The Deployment and its pods. */
export const workloadFields: FieldRow[] = [
  {
    reason: 'the image is named by digest and pulled every time',
    object: 'Deployment',
    has: container({
      image: `ghcr.io/notes/billing-service@${DIGEST}`,
      imagePullPolicy: 'Always',
    }),
  },
  {
    reason: 'replicas are left to the scaler',
    object: 'Deployment',
    lacks: ['spec.replicas'],
  },
  {
    reason: 'replicas are written down where nothing scales (F-07)',
    values: { autoscaling: { enabled: false }, replicas: 3 },
    object: 'Deployment',
    has: { spec: { replicas: 3 } },
  },
  {
    reason: 'replicas are left to KEDA',
    values: {
      autoscaling: { enabled: false },
      kafka: { enabled: true },
      keda: { enabled: true, topic: 't', consumerGroup: 'g' },
    },
    object: 'Deployment',
    lacks: ['spec.replicas'],
  },
  {
    reason: 'a release never takes capacity away',
    object: 'Deployment',
    has: {
      spec: {
        strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 300,
      },
    },
  },
  {
    reason: 'pods are found by what never changes',
    object: 'Deployment',
    has: {
      spec: {
        selector: {
          matchLabels: {
            'app.kubernetes.io/name': 'billing-service',
            'app.kubernetes.io/instance': 'billing',
          },
        },
      },
    },
    lacks: ['spec.selector.matchLabels.4'],
  },
  {
    reason: 'pods run as nobody, restricted (F-29, F-56)',
    object: 'Deployment',
    has: pod({
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    }),
  },
  {
    reason: 'the token of the API stays away',
    object: 'Deployment',
    has: pod({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
    }),
    lacks: ['spec.template.spec.hostUsers'],
  },
  {
    reason: 'user namespaces are an option',
    values: { hostUsers: false },
    object: 'Deployment',
    has: pod({ hostUsers: false }),
  },
  {
    reason: 'the one writable folder is small',
    object: 'Deployment',
    has: pod({
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '32Mi' } }],
      containers: [{ volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }],
    }),
  },
  {
    reason: 'a pod may take thirty times five seconds to start (F-49)',
    object: 'Deployment',
    has: container({
      startupProbe: {
        httpGet: { path: '/health', port: 'http' },
        periodSeconds: 5,
        failureThreshold: 30,
      },
    }),
  },
  {
    reason: 'liveness asks for the process only',
    object: 'Deployment',
    has: container({
      livenessProbe: {
        httpGet: { path: '/health', port: 'http' },
        periodSeconds: 10,
        failureThreshold: 3,
      },
    }),
  },
  {
    reason: 'readiness asks for the dependencies',
    object: 'Deployment',
    has: container({
      readinessProbe: {
        httpGet: { path: '/ready', port: 'http' },
        periodSeconds: 5,
        failureThreshold: 2,
      },
    }),
  },
  {
    reason: 'the port has a name',
    object: 'Deployment',
    has: container({ ports: [{ name: 'http', containerPort: 8080 }] }),
  },
  {
    reason: 'requests finish before a pod stops',
    object: 'Deployment',
    has: pod({
      terminationGracePeriodSeconds: 45,
      containers: [{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
    }),
  },
  {
    reason: 'replicas spread over zones and hosts',
    object: 'Deployment',
    has: pod({
      topologySpreadConstraints: [
        { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1 },
        { topologyKey: 'kubernetes.io/hostname', maxSkew: 1 },
      ],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100 }],
        },
      },
    }),
  },
  {
    reason: 'memory cannot be overcommitted, and the CPU has a limit',
    object: 'Deployment',
    has: container({
      resources: {
        requests: {
          cpu: '100m',
          memory: '256Mi',
          'ephemeral-storage': '64Mi',
        },
        limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '128Mi' },
      },
    }),
  },
  ...[null, ''].map(none => ({
    reason: `the limit of the CPU goes away with ${JSON.stringify(none)}`,
    values: { resources: limits(none) },
    object: 'Deployment',
    has: container({ resources: { limits: { memory: '256Mi' } } }),
    lacks: ['spec.template.spec.containers.0.resources.limits.cpu'],
  })),
  {
    reason: 'OpenTelemetry names the pod',
    object: 'Deployment',
    has: {
      spec: {
        template: {
          metadata: {
            annotations: {
              'resource.opentelemetry.io/service.name': 'billing-service',
              'resource.opentelemetry.io/service.version': '1.2.3',
              'resource.opentelemetry.io/deployment.environment.name': 'dev',
            },
          },
          spec: {
            containers: [
              {
                env: [
                  { name: 'POD_NAME' },
                  {
                    name: 'OTEL_RESOURCE_ATTRIBUTES',
                    value:
                      'service.namespace=notes-dev,service.version=1.2.3,service.instance.id=notes-dev.$(POD_NAME).service,deployment.environment.name=dev',
                  },
                ],
              },
            ],
          },
        },
      },
    },
  },
  {
    reason: 'a release replaces pods where configuration changed',
    object: 'Deployment',
    has: {
      spec: {
        template: {
          metadata: {
            annotations: {
              'checksum/config': expect.stringMatching(/^[0-9a-f]{64}$/),
            },
          },
        },
      },
    },
  },
  {
    reason: 'secrets are files that only the service may read',
    values: {
      database: { enabled: true },
      cache: { enabled: true, secretName: 'shared-redis', secretKey: 'url' },
    },
    object: 'Deployment',
    has: {
      metadata: {
        annotations: {
          'secret.reloader.stakater.com/reload':
            'billing-service-postgresql,shared-redis',
        },
      },
      ...pod({
        volumes: [
          { name: 'tmp' },
          {
            name: 'database',
            secret: {
              secretName: 'billing-service-postgresql',
              defaultMode: 0o440,
              items: [{ key: 'uri', path: 'url' }],
            },
          },
          {
            name: 'cache',
            secret: {
              secretName: 'shared-redis',
              items: [{ key: 'url', path: 'url' }],
            },
          },
        ],
        containers: [
          {
            volumeMounts: [
              { name: 'tmp' },
              {
                name: 'database',
                mountPath: '/etc/service/database',
                readOnly: true,
              },
              {
                name: 'cache',
                mountPath: '/etc/service/cache',
                readOnly: true,
              },
            ],
          },
        ],
      }),
    },
  },
  {
    reason: 'a service without secrets has no annotation for them',
    object: 'Deployment',
    lacks: ['metadata.annotations'],
  },
];
