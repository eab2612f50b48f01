import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { connectionsPermissions } from '@notes/plugin-connections-common';
import { createProbes } from './probes/createProbes';
import { createRouter } from './router';
import { ConnectionsService } from './services/ConnectionsService';

/**
 * Says for each part of the portal whether it works, why not, and what to do.
 *
 * @public
 */
export const connectionsPlugin = createBackendPlugin({
  pluginId: 'connections',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({ httpAuth, httpRouter, logger, permissions, ...rest }) {
        rest.permissionsRegistry.addPermissions(connectionsPermissions);
        const probes = createProbes(rest);
        const connections = new ConnectionsService({ probes, logger });
        httpRouter.use(createRouter({ connections, httpAuth, permissions }));
      },
    });
  },
});
