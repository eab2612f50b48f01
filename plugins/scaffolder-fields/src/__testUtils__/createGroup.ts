import type { Entity } from '@backstage/catalog-model';

export function createGroup(name: string, displayName?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [], profile: { displayName } },
  } as Entity;
}

/** One group of others and one of the person who is signed in. */
export const GROUPS = [
  createGroup('auth-team', 'Auth team'),
  createGroup('notes-team'),
];
