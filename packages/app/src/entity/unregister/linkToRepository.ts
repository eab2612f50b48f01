import type { Entity } from '@backstage/catalog-model';

const OWN = /^[\w.-]+\/[\w.-]+$/;

/** Where the code of the entity is kept: a page of the portal, or the registered file. */
export function linkToRepository(
  entity: Entity,
  target: string | undefined,
): string | undefined {
  const own = entity.metadata.annotations?.['notes.dev/repository'];
  if (own && OWN.test(own)) {
    return `/repositories/${own}`;
  }
  return target && /^https?:\/\//.test(target) ? target : undefined;
}
