import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createRouter } from './createRouter';
import { UnregisterPlanner } from './UnregisterPlanner';
import { UnregisterService } from './UnregisterService';

/**
 * Lets owners unregister what they own. The stock route asks a permission that
 * knows no entity, so that it cannot be given to owners alone.
 *
 * @public
 */
export const catalogModuleOwnerUnregister = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'owner-unregister',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
      },
      async init({ httpRouter, auditor, httpAuth, ...services }) {
        const planner = UnregisterPlanner.create(services);
        const service = UnregisterService.create({ ...services, planner });
        httpRouter.use(createRouter({ auditor, httpAuth, service }));
      },
    });
  },
});
