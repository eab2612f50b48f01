import {
  CompoundEntityRef,
  DEFAULT_NAMESPACE,
  Entity,
} from '@backstage/catalog-model';

/** The parts of an entity's address, as its page wants them. */
export function entityPath(entity: Entity): CompoundEntityRef {
  return {
    namespace: (entity.metadata.namespace ?? DEFAULT_NAMESPACE).toLowerCase(),
    kind: entity.kind.toLowerCase(),
    name: entity.metadata.name,
  };
}

/** What people call the entity. */
export function entityTitle(entity: Entity): string {
  return entity.metadata.title ?? entity.metadata.name;
}
