import type { Change, Yaml } from '../change/Change';
import type { NotesService } from '../services';
import { TOPICS, type Topic } from './facts';

const BUCKET = 'attachments-bucket.yaml';

/** What a service claims differently: topics belong to all services, and notes have attachments. */
export function claimChanges({ name, values }: NotesService): Change[] {
  const produces = values.events === 'producer' || values.events === 'both';
  const topics = [
    ...(produces ? ['items-topic.yaml'] : []),
    ...(values.events === 'both' ? ['item-requests-topic.yaml'] : []),
  ];
  return [
    ...topics.map((file): Change => ({
      kind: 'drop',
      path: `claims/${file}`,
      reason:
        'The topics of Notes belong to all services; packages/events claims each once',
    })),
    ...(topics.length > 0 || name === 'notes-service'
      ? [listOf(name, values)]
      : []),
    ...(name === 'notes-service' ? bucketChanges(name) : []),
  ];
}

function listOf(name: string, values: NotesService['values']): Change {
  return {
    kind: 'edit',
    path: 'claims/kustomization.yaml',
    reason: 'It lists what the service itself claims',
    values: {
      resources: [
        ...(values.database ? ['postgresql.yaml'] : []),
        ...(values.cache ? ['redis.yaml'] : []),
        ...(name === 'notes-service' ? [BUCKET] : []),
        'image-repository.yaml',
        'workload-identity.yaml',
      ],
    },
  };
}

function bucketChanges(name: string): Change[] {
  return [
    {
      kind: 'derive',
      path: `claims/${BUCKET}`,
      from: 'claims/postgresql.yaml',
      reason: 'Files that belong to notes lie in a bucket',
      values: {
        kind: 'Bucket',
        'metadata.name': `${name}-attachments`,
        'spec.version': null,
        'spec.connectionSecretName': `${name}-attachments`,
      },
    },
    {
      kind: 'edit',
      path: 'claims/workload-identity.yaml',
      reason: 'The service writes attachments without a key',
      values: {
        'spec.access.1': {
          to: 'bucket',
          name: `${name}-attachments`,
          level: 'write',
        },
      },
    },
    ...['dev', 'staging', 'prod'].map((environment): Change => ({
      kind: 'edit',
      path: `deploy/overlays/${environment}/kustomization.yaml`,
      reason: 'The bucket has a profile like the other stores',
      values: {
        'patches.0.target.kind':
          'PostgreSQLInstance|RedisCache|KafkaTopic|Bucket',
        [`patches.${environment === 'dev' ? 1 : 2}`]: accessTo(
          `${name}-attachments-${environment}`,
        ),
      },
    })),
  ];
}

/** As the setting S3_BUCKET names it. */
function accessTo(bucket: string): Yaml {
  return {
    target: { group: 'platform.notes.dev', kind: 'WorkloadIdentity' },
    patch: `- op: replace\n  path: /spec/access/1/name\n  value: ${bucket}`,
  };
}

const LABELS = 'metadata.labels';

/** The topics, claimed by the package that says what travels on them. */
export function topicChanges(): Change[] {
  const topics = Object.keys(TOPICS) as Topic[];
  return [
    ...topics.map((topic): Change => ({
      kind: 'derive',
      path: `claims/${topic}.yaml`,
      from: 'claims/items-topic.yaml',
      reason: `Notes has the topic ${topic}`,
      values: {
        'metadata.name': topic,
        [`${LABELS}.app/.kubernetes/.io/name`]: 'events',
        [`${LABELS}.backstage/.io/kubernetes-id`]: 'events',
        [`${LABELS}.service`]: 'events',
        'spec.topic': topic,
        ...(TOPICS[topic] !== 3 && { 'spec.partitions': TOPICS[topic] }),
        'spec.connectionSecretName': topic,
      },
    })),
    {
      kind: 'edit',
      path: 'claims/kustomization.yaml',
      reason: 'Only topics are claimed here',
      values: { resources: topics.map(topic => `${topic}.yaml`) },
    },
    {
      kind: 'edit',
      path: 'deploy/base/kustomization.yaml',
      reason:
        'Topics have no rules of their own: those who use them watch them',
      values: { resources: ['../../claims'] },
    },
    {
      kind: 'edit',
      path: 'deploy/overlays/dev/kustomization.yaml',
      reason: 'There is no pod that an experiment could kill',
      values: { resources: ['../../base'] },
    },
    ...['staging', 'prod'].map((environment): Change => ({
      kind: 'edit',
      path: `deploy/overlays/${environment}/kustomization.yaml`,
      reason: 'There is no image',
      values: { 'patches.1': null },
    })),
  ];
}
