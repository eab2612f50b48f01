import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { planApprovePermission } from '@notes/plugin-golden-path-common';
import { useQuery } from './useQuery';

/** Whether the person may be asked to decide on plans: a group of theirs owns a template. */
export function useDecides(ownership: string[] | undefined): boolean {
  const catalogApi = useApi(catalogApiRef);
  const { allowed } = usePermission({ permission: planApprovePermission });
  const { value } = useQuery(async () => {
    if (!ownership || !allowed) {
      return false;
    }
    const { totalItems } = await catalogApi.queryEntities({
      filter: { kind: 'template', 'relations.ownedBy': ownership },
      fields: ['kind'],
      limit: 1,
    });
    return totalItems > 0;
  }, [catalogApi, ownership, allowed]);
  return value ?? false;
}
