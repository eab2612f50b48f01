import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { NotesPermissionPolicy } from './NotesPermissionPolicy';

/**
 * Sets the permission policy of the portal.
 *
 * @public
 */
export const permissionModuleNotes = createBackendModule({
  pluginId: 'permission',
  moduleId: 'notes-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
      },
      async init({ config, logger, policy }) {
        policy.setPolicy(NotesPermissionPolicy.fromConfig(config, { logger }));
      },
    });
  },
});
