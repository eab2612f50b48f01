import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  readGoldenPathSettings,
  readLibraryDirectory,
} from '@notes/plugin-golden-path-node';
import { createRenderAction } from './actions/createRenderAction';

/**
 * Adds the actions of the golden path to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleGoldenPath = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'golden-path',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        reader: coreServices.urlReader,
      },
      async init({ actions, config, reader }) {
        actions.addActions(
          createRenderAction({
            reader,
            integrations: ScmIntegrations.fromConfig(config),
            settings: readGoldenPathSettings(config),
            libraryDirectory: readLibraryDirectory(config),
          }),
        );
      },
    });
  },
});
