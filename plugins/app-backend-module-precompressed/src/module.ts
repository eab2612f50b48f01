import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { existsSync } from 'node:fs';
import { createPrecompressedHandler } from './createPrecompressedHandler';

/**
 * Serves the scripts and styles of the first page as they were compressed when
 * the app was built. Whatever has no compressed copy is left to the app plugin.
 *
 * @public
 */
export const appModulePrecompressed = createBackendModule({
  pluginId: 'app',
  moduleId: 'precompressed',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        rootHttpRouter: coreServices.rootHttpRouter,
      },
      async init({ config, logger, rootHttpRouter }) {
        const app = config.getOptionalString('app.packageName') ?? 'app';
        const folder = resolvePackagePath(app, 'dist', 'static');
        if (!existsSync(folder)) {
          logger.debug(
            `No built app in ${folder}, so nothing is precompressed`,
          );
          return;
        }
        rootHttpRouter.use('/static', createPrecompressedHandler(folder));
      },
    });
  },
});
