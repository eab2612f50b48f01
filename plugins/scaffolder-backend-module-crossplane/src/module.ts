import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createCrossplaneClaimAction } from './actions/createCrossplaneClaimAction';
import { readClaimForm } from './readClaimForm';

/**
 * Adds `crossplane:claim` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleCrossplane = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'crossplane',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ actions, config }) {
        const defaultForm = readClaimForm(config);
        actions.addActions(createCrossplaneClaimAction({ defaultForm }));
      },
    });
  },
});
