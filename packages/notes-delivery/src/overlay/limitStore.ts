import type { Change, Yaml } from '../change/Change';

/**
 * The gateway keeps its limits in Redis, and no cache: with the cache of the template would come rules and boards for
 * hits and misses, which it does not have.
 */
export function limitStoreChanges(name: string): Change[] {
  const reason =
    'Limits are counted in Redis, for all replicas together; it is no cache';
  return [
    {
      kind: 'edit',
      path: `charts/${name}/values.yaml`,
      reason,
      values: { cache: { enabled: true } },
    },
    {
      kind: 'derive',
      path: 'claims/redis.yaml',
      from: 'claims/image-repository.yaml',
      reason,
      values: {
        kind: 'RedisCache',
        'metadata.name': `${name}-redis`,
        'spec.profile': 'learning',
        'spec.repository': null,
        'spec.connectionSecretName': `${name}-redis`,
        'spec.size': 'small',
        'spec.class': 'standard',
        'spec.version': '8',
      },
    },
    {
      kind: 'edit',
      path: 'claims/kustomization.yaml',
      reason,
      values: { 'resources.2': 'redis.yaml' },
    },
    {
      kind: 'edit',
      path: 'deploy/overlays/prod/kustomization.yaml',
      reason: 'Production keeps copies of the counters',
      values: { 'patches.1': productionProfile() },
    },
    {
      kind: 'add document',
      path: 'catalog-info.yaml',
      like: `API/${name}-api`,
      reason,
      values: {
        kind: 'Resource',
        'metadata.name': `${name}-redis`,
        'metadata.description':
          'The Redis in which the gateway counts requests.',
        'spec.type': 'redis',
        'spec.lifecycle': null,
        'spec.definition': null,
      },
    },
  ];
}

function productionProfile(): Yaml {
  return {
    target: { group: 'platform.notes.dev', kind: 'RedisCache' },
    patch: '- op: add\n  path: /spec/profile\n  value: production',
  };
}
