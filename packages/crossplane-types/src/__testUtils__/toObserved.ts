import { KubernetesObject } from './KubernetesObject';

const SUFFIX = 'x7k2p';
const READY = [
  {
    type: 'Ready',
    status: 'True',
    reason: 'Available',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  },
];

/** What a provider or an operator reports of each kind once it is made. Written by hand; no cloud was asked. */
const REPORTED: Record<string, (object: KubernetesObject) => object> = {
  Instance: () => ({
    address: 'orders.abcdefghijkl.us-east-1.rds.amazonaws.com',
  }),
  ReplicationGroup: () => ({
    primaryEndpointAddress: 'master.orders.abcdef.use1.cache.amazonaws.com',
  }),
  Queue: ({ spec }) => ({
    url: `https://sqs.us-east-1.amazonaws.com/123456789012/${spec?.forProvider.name}`,
  }),
  Bucket: ({ metadata }) => ({
    arn: `arn:aws:s3:::${metadata.generateName}${SUFFIX}`,
  }),
  Repository: ({ metadata }) => ({
    repositoryUrl: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${metadata.annotations?.['crossplane.io/external-name']}`,
  }),
  Role: ({ metadata }) => ({
    arn: `arn:aws:iam::123456789012:role/workloads/${metadata.generateName}${SUFFIX}`,
  }),
};

/** Turns what the first pass wants into what a control plane would see of it later, all of it ready. */
export function toObserved(desired: KubernetesObject): KubernetesObject {
  const { metadata } = desired;
  const name = metadata.name ?? `${metadata.generateName}${SUFFIX}`;
  const object = { ...desired, metadata: { ...metadata, name } };
  if (desired.kind === 'Object') {
    const manifest = withOwnStatus(desired.spec?.forProvider.manifest);
    return {
      ...object,
      status: { atProvider: { manifest }, conditions: READY },
    };
  }
  if (!desired.spec?.forProvider) {
    return withOwnStatus(object);
  }
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        'crossplane.io/external-name': name,
        ...metadata.annotations,
      },
    },
    status: {
      atProvider: REPORTED[desired.kind]?.(desired) ?? {},
      conditions: READY,
    },
  };
}

function withOwnStatus(object: KubernetesObject): KubernetesObject {
  switch (object.kind) {
    case 'Cluster':
      return {
        ...object,
        status: { readyInstances: object.spec?.instances, conditions: READY },
      };
    case 'StatefulSet':
      return { ...object, status: { readyReplicas: object.spec?.replicas } };
    case 'ObjectBucketClaim':
      return {
        ...object,
        spec: {
          ...object.spec,
          bucketName: `${object.spec?.generateBucketName}-${SUFFIX}`,
        },
        status: { phase: 'Bound' },
      };
    case 'Secret':
    case 'Service':
      return object;
    default:
      return { ...object, status: { conditions: READY } };
  }
}
