import { mkdir } from 'node:fs/promises';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import {
  scaffolderActionsExtensionPoint,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderWorkspaceProviderExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
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
import { TaskHistory } from './recovery/TaskHistory';
import { WorkspaceGuard } from './recovery/WorkspaceGuard';
import { createCheckOwner } from './render/checkOwner';
import { createCheckPlan } from './render/checkPlan';

/**
 * Adds the actions of the golden path to the scaffolder, and what decides whether a task that was
 * killed goes on or starts over: `scaffolder.taskRecovery.workspaceProvider: working-directory`.
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
        database: coreServices.database,
        discovery: coreServices.discovery,
        ledger: undoLedgerServiceRef,
        permissions: coreServices.permissions,
        reader: coreServices.urlReader,
        scaffolder: scaffolderServiceRef,
        userInfo: coreServices.userInfo,
        workspaces: scaffolderWorkspaceProviderExtensionPoint,
      },
      async init(services) {
        const { actions, auth, config, discovery, ledger, reader } = services;
        const { database, scaffolder, workspaces } = services;
        const guard = new WorkspaceGuard(new TaskHistory(database));
        workspaces.addProviders({ 'working-directory': guard });
        const folder = config.getOptionalString('backend.workingDirectory');
        if (folder) {
          // The scaffolder refuses to start without it.
          await mkdir(folder, { recursive: true });
        }
        const client = new GoldenPathClient({ discoveryApi: discovery });
        const settings = readGoldenPathSettings(config);
        const library = {
          reader,
          integrations: ScmIntegrations.fromConfig(config),
          libraryDirectory: readLibraryDirectory(config),
        };
        actions.addActions(
          createRenderAction({
            ...{ ...library, settings, ledger, scaffolder },
            checkOwner: createCheckOwner(services),
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
