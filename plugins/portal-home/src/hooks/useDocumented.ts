import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Query, useQuery } from './useQuery';

const SHOWN = 6;

/** Entities that have documentation, by name. */
export function useDocumented(): Query<Entity[]> {
  const catalogApi = useApi(catalogApiRef);
  return useQuery(async () => {
    const { items } = await catalogApi.queryEntities({
      filter: {
        'metadata.annotations.backstage.io/techdocs-ref': CATALOG_FILTER_EXISTS,
      },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'metadata.description',
      ],
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: SHOWN,
    });
    return items;
  }, [catalogApi]);
}
