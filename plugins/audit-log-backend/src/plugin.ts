import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { auditPermissions } from '@notes/plugin-audit-log-common';
import { openMigratedDatabase } from '@notes/node-support';
import { closeQueueOnShutdown } from './closeQueue';
import { readAuditLogOptions } from './config';
import { DatabaseAuditEventStore } from './database/DatabaseAuditEventStore';
import { DatabaseAuditWriter } from './database/DatabaseAuditWriter';
import { auditQueueServiceRef } from './queue/auditQueueServiceRef';
import { createRouter } from './router';
import { scheduleRetention } from './scheduleRetention';

/**
 * Keeps the audit log in the database and serves it to who may read it.
 *
 * @public
 */
export const auditLogPlugin = createBackendPlugin({
  pluginId: 'audit-log',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        queue: auditQueueServiceRef,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { config, database, logger, queue } = deps;
        const { retentionDays } = readAuditLogOptions(config);
        const knex = await openMigratedDatabase(
          database,
          '@notes/plugin-audit-log-backend',
        );

        const store = DatabaseAuditEventStore.create(knex);
        deps.permissionsRegistry.addPermissions(auditPermissions);
        deps.httpRouter.use(createRouter({ ...deps, store }));

        queue.start(DatabaseAuditWriter.create(knex, { logger }));
        closeQueueOnShutdown({ ...deps, knex });
        await scheduleRetention(deps.scheduler, {
          store,
          logger,
          retentionDays,
        });
      },
    });
  },
});
