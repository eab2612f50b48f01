import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';

/** The kind and name of an entity, without the namespace that nearly all have. */
function shorten(entityRef: string): string {
  return entityRef.replace(':default/', ':');
}

/** An entity, linked to its page when there is one. */
export function EntityText({ entityRef }: { entityRef: string | undefined }) {
  const entityRoute = useRouteRef(entityRouteRef);
  if (!entityRef) {
    return null;
  }
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return entityRoute ? (
    <Link href={entityRoute({ kind, namespace, name })}>
      {shorten(entityRef)}
    </Link>
  ) : (
    <Text>{shorten(entityRef)}</Text>
  );
}
