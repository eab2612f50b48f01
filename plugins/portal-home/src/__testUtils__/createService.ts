import { Entity } from '@backstage/catalog-model';

/** A service of the Notes team with everything that Home shows. */
export function createService(
  name: string,
  more: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      description: `What ${name} does`,
      annotations: {
        'notes.dev/repository': `notes/${name}`,
        'backstage.io/techdocs-ref': 'dir:.',
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'notes-team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/notes-team' }],
    ...more,
  };
}
