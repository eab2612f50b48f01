import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { readAuditLogOptions } from '../config';
import { auditQueueServiceRef } from '../queue/auditQueueServiceRef';
import { createAuditLogger } from './createAuditLogger';
import { RecordingAuditorService } from './RecordingAuditorService';

/**
 * Takes the place of the stock auditor in every plugin: logs as it does, and
 * files what matters for the audit log.
 *
 * @public
 */
export const auditorServiceFactory = createServiceFactory({
  service: coreServices.auditor,
  deps: {
    auth: coreServices.auth,
    config: coreServices.rootConfig,
    httpAuth: coreServices.httpAuth,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
    queue: auditQueueServiceRef,
  },
  factory({ auth, config, httpAuth, logger, plugin, queue }) {
    return RecordingAuditorService.create({
      auth,
      httpAuth,
      plugin,
      queue,
      log: createAuditLogger(config, logger),
      settings: readAuditLogOptions(config),
    });
  },
});
