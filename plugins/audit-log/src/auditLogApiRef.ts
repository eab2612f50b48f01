import { createApiRef } from '@backstage/frontend-plugin-api';
import type { AuditLogApi } from '@notes/plugin-audit-log-common';

/** Reads the audit log. @public */
export const auditLogApiRef = createApiRef<AuditLogApi>({
  id: 'plugin.audit-log.service',
});
