import { Entity } from '@backstage/catalog-model';

/** What the catalog itself knows about the condition of a service. */
export type ServiceState =
  { kind: 'healthy' } | { kind: 'errors'; amount: number } | { kind: 'orphan' };

interface StatusItem {
  level?: string;
}

/** Reads the state from the entity; only what the catalog has recorded. */
export function serviceState(entity: Entity): ServiceState {
  const { status } = entity as { status?: { items?: StatusItem[] } };
  const amount = (status?.items ?? []).filter(
    ({ level }) => level === 'error',
  ).length;
  if (amount > 0) {
    return { kind: 'errors', amount };
  }
  if (entity.metadata.annotations?.['backstage.io/orphan'] === 'true') {
    return { kind: 'orphan' };
  }
  return { kind: 'healthy' };
}
