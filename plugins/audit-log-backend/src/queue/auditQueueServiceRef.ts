import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { AuditQueue } from './AuditQueue';

/**
 * The one queue of this process, which the auditor of every plugin fills and
 * the audit log plugin empties.
 *
 * @internal
 */
export const auditQueueServiceRef = createServiceRef<AuditQueue>({
  id: 'notes.audit-log.queue',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { logger: coreServices.rootLogger },
      factory: ({ logger }) =>
        new AuditQueue({ logger: logger.child({ plugin: 'audit-log' }) }),
    }),
});
