import type { FieldRow } from './FieldRow';

/** Who a service is to the cluster and to the cloud, and what it may read. */
export const accountFields: FieldRow[] = [
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
];
