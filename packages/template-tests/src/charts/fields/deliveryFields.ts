import { DIGEST } from '../ServiceChart';
import type { FieldRow } from './FieldRow';

const migrating = {
  database: { enabled: true },
  migration: { enabled: true, command: ['/bin/migrate', 'up'] },
};
const secret = {
  enabled: true,
  store: 'vault',
  path: 'notes-team/billing-service',
};
const named = { ...secret, keys: [{ name: 'MAIL_PASSWORD' }] };

/** What comes before a release and after it: migrations, secrets from outside, the test. */
export const deliveryFields: FieldRow[] = [
  {
    reason: 'no migration without a database',
    object: 'Job/billing-service-migrate',
    absent: true,
  },
  {
    reason: 'the migration runs before the service, under Helm and Argo CD',
    values: migrating,
    object: 'Job/billing-service-migrate',
    has: {
      metadata: {
        labels: { 'app.kubernetes.io/component': 'migration' },
        annotations: {
          'helm.sh/hook': 'pre-install,pre-upgrade',
          'helm.sh/hook-weight': '-5',
          'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
          'argocd.argoproj.io/hook': 'Sync',
          'argocd.argoproj.io/sync-wave': '-2',
        },
      },
      spec: { backoffLimit: 3, activeDeadlineSeconds: 300 },
    },
  },
  {
    reason: 'the migration is the image of the service with another command',
    values: migrating,
    object: 'Job/billing-service-migrate',
    has: {
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            automountServiceAccountToken: false,
            containers: [
              {
                image: `ghcr.io/notes/billing-service@${DIGEST}`,
                command: ['/bin/migrate', 'up'],
                env: [
                  { name: 'LOG_LEVEL', value: 'info' },
                  {
                    name: 'DATABASE_URL_FILE',
                    value: '/etc/service/database/url',
                  },
                ],
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                },
              },
            ],
          },
        },
      },
    },
  },
  {
    reason: 'the Service never finds the pod of the migration',
    values: migrating,
    object: 'Job/billing-service-migrate',
    has: {
      spec: {
        template: {
          metadata: {
            labels: { 'app.kubernetes.io/name': 'billing-service-migrate' },
          },
        },
      },
    },
  },
  {
    reason: 'the migration reaches names and the database only',
    values: { ...migrating, cache: { enabled: true } },
    object: 'NetworkPolicy/billing-service-migrate',
    has: {
      metadata: { annotations: { 'helm.sh/hook-weight': '-10' } },
      spec: {
        ingress: [],
        egress: [{}, { ports: [{ port: 5432, protocol: 'TCP' }] }],
      },
    },
  },
  {
    reason: 'the migration has its own account before the release exists',
    values: migrating,
    object: 'ServiceAccount/billing-service-migrate',
    has: {
      metadata: { annotations: { 'helm.sh/hook': 'pre-install,pre-upgrade' } },
      automountServiceAccountToken: false,
    },
  },
  {
    reason: 'no secret from outside unless asked for',
    object: 'ExternalSecret',
    absent: true,
  },
  {
    reason: 'named keys come from the path of the environment (S-071)',
    values: { externalSecret: named },
    object: 'ExternalSecret',
    has: {
      apiVersion: 'external-secrets.io/v1',
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: {
          name: 'billing-service-secrets',
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
        },
        data: [
          {
            secretKey: 'MAIL_PASSWORD',
            remoteRef: {
              key: 'notes-team/billing-service/dev',
              property: 'MAIL_PASSWORD',
            },
          },
        ],
      },
    },
    lacks: ['spec.dataFrom'],
  },
  {
    reason: 'without named keys everything at the path comes',
    values: { externalSecret: secret },
    object: 'ExternalSecret',
    has: {
      spec: {
        dataFrom: [{ extract: { key: 'notes-team/billing-service/dev' } }],
      },
    },
    lacks: ['spec.data'],
  },
  {
    reason: 'a named key is a file and the variable that says where',
    values: { externalSecret: named },
    object: 'ConfigMap',
    has: {
      data: { MAIL_PASSWORD_FILE: '/etc/service/secrets/MAIL_PASSWORD' },
    },
  },
  {
    reason: 'a named key must be there before the service starts',
    values: { externalSecret: named },
    object: 'Deployment',
    has: {
      spec: {
        template: {
          spec: {
            volumes: [
              {},
              {
                name: 'secrets',
                secret: { secretName: 'billing-service-secrets' },
              },
            ],
          },
        },
      },
    },
    lacks: ['spec.template.spec.volumes.1.secret.optional'],
  },
  {
    reason: 'secrets that nobody named do not hold up the service',
    values: { externalSecret: secret },
    object: 'Deployment',
    has: {
      spec: {
        template: { spec: { volumes: [{}, { secret: { optional: true } }] } },
      },
    },
  },
  {
    reason: 'helm test asks whether the service is ready',
    object: 'Pod/billing-service-test',
    has: {
      metadata: { annotations: { 'helm.sh/hook': 'test' } },
      spec: {
        restartPolicy: 'Never',
        serviceAccountName: 'billing-service',
        containers: [{ command: ['/bin/ask', 'http://billing-service/ready'] }],
      },
    },
  },
  {
    reason: 'the test reaches names and the service only',
    object: 'NetworkPolicy/billing-service-test',
    has: {
      spec: {
        ingress: [],
        egress: [{}, { ports: [{ port: 8080, protocol: 'TCP' }] }],
      },
    },
  },
];
