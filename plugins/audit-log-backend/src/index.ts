/**
 * The audit log: an auditor for every plugin that files what matters in
 * PostgreSQL, and the API that lists it.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { auditorServiceFactory } from './auditor/auditorServiceFactory';
import { auditLogPlugin } from './plugin';

export { auditLogPlugin, auditorServiceFactory };

/**
 * Both parts, for `backend.add(import('@notes/plugin-audit-log-backend'))`.
 *
 * @public
 */
export default createBackendFeatureLoader({
  *loader() {
    yield auditorServiceFactory;
    yield auditLogPlugin;
  },
});
