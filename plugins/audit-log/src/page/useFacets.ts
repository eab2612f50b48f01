import { useApi } from '@backstage/frontend-plugin-api';
import type { AuditFacets } from '@notes/plugin-audit-log-common';
import useAsync from 'react-use/esm/useAsync';
import { auditLogApiRef } from '../auditLogApiRef';

const NONE: AuditFacets = { actors: [], actions: [] };

/** The values to filter by. Without them the page still lists, so a failure is left to the list. */
export function useFacets(): AuditFacets {
  const api = useApi(auditLogApiRef);
  const { value } = useAsync(() => api.listFacets(), [api]);
  return value ?? NONE;
}
