import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { GoldenPathClient } from '@notes/plugin-golden-path-common';
import {
  readGoldenPathSettings,
  readLibraryDirectory,
  readTemplatesRepository,
  undoLedgerServiceRef,
} from '@notes/plugin-golden-path-node';
import { createRecordAction } from './actions/createRecordAction';
import { createRenderAction } from './actions/createRenderAction';
import { createUndoAction } from './actions/createUndoAction';
import { createCheckPlan } from './render/checkPlan';

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
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        ledger: undoLedgerServiceRef,
        reader: coreServices.urlReader,
      },
      async init({ actions, auth, config, discovery, ledger, reader }) {
        const client = new GoldenPathClient({ discoveryApi: discovery });
        const settings = readGoldenPathSettings(config);
        const library = {
          reader,
          integrations: ScmIntegrations.fromConfig(config),
          libraryDirectory: readLibraryDirectory(config),
        };
        actions.addActions(
          createRenderAction({
            ...{ ...library, settings, ledger },
            checkPlan: createCheckPlan({ auth, client }),
          }),
          createRecordAction({
            ...library,
            settings,
            templatesRepository: readTemplatesRepository(config),
            takeSnapshot: async credentials =>
              client.takeLibrarySnapshot(
                await auth.getPluginRequestToken({
                  onBehalfOf: credentials,
                  targetPluginId: 'golden-path',
                }),
              ),
          }),
          createUndoAction({ ledger }),
        );
      },
    });
  },
});
