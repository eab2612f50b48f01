import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Query, useQuery } from './useQuery';

const SHOWN = 8;

export interface MyServices {
  entities: Entity[];
  total: number;
}

/** The components that the person or one of their groups owns. */
export function useMyServices(
  ownership: string[] | undefined,
): Query<MyServices> {
  const catalogApi = useApi(catalogApiRef);
  return useQuery(async () => {
    if (!ownership) {
      // The identity is not known yet; asking without it would list everything.
      return new Promise<MyServices>(() => {});
    }
    const { items, totalItems } = await catalogApi.queryEntities({
      filter: { kind: 'component', 'relations.ownedBy': ownership },
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: SHOWN,
    });
    return { entities: items, total: totalItems };
  }, [catalogApi, ownership]);
}
