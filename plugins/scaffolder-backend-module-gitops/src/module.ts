import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  scaffolderActionsExtensionPoint,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { gitopsPermissions } from '@notes/plugin-golden-path-common';
import {
  readGoldenPathSettings,
  readLibraryDirectory,
  readTemplatesRepository,
  undoLedgerServiceRef,
} from '@notes/plugin-golden-path-node';
import { ScmIntegrations } from '@backstage/integration';
import { createAddApplicationAction } from './actions/createAddApplicationAction';
import { createPrepareResourceAction } from './actions/createPrepareResourceAction';
import { GitOpsApplications } from './applications/GitOpsApplications';
import { createRouter } from './createRouter';
import { GitOpsSeeder } from './seed/GitOpsSeeder';
import { readSeedParameters } from './seed/readSeedParameters';
import { seedUntilDone } from './seed/seedUntilDone';
import { readRepositoryId } from './repository/readRepositoryId';
import { EmbeddedGitOpsRepository } from './repository/EmbeddedGitOpsRepository';

/**
 * Adds the GitOps actions to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleGitOps = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'gitops',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        ledger: undoLedgerServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        reader: coreServices.urlReader,
        registry: coreServices.permissionsRegistry,
        scaffolder: scaffolderServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { actions, auditor, auth, permissions, userInfo } = deps;
        const settings = readGoldenPathSettings(deps.config);
        const id = readRepositoryId(settings.gitopsRepo);
        const gitHost = new GitHostClient({ discoveryApi: deps.discovery });
        const repository = new EmbeddedGitOpsRepository({
          ...{ gitHost, auth, id },
        });
        const applications = new GitOpsApplications({
          ...{ repository, auditor },
          podSecurityVersion: settings.podSecurityVersion,
        });

        deps.httpRouter.use(createRouter({ ...deps, applications }));
        deps.registry.addPermissions(gitopsPermissions);
        actions.addActions(
          createPrepareResourceAction({
            ...deps,
            ...{ gitHost, gitHostUrl: settings.gitHostUrl },
            integrations: ScmIntegrations.fromConfig(deps.config),
          }),
          createAddApplicationAction({
            ...{ repository, applications, ledger: deps.ledger },
            ...{ permissions, userInfo },
          }),
        );

        const { ownerRef, parameters } = readSeedParameters(deps.config, id);
        const seeder = new GitOpsSeeder({
          ...deps,
          ...{ id, gitHost, ownerRef },
          seed: {
            libraryDirectory: readLibraryDirectory(deps.config),
            templatesRepository: readTemplatesRepository(deps.config),
            ...{ settings, parameters },
          },
        });
        const stop = new AbortController();
        deps.lifecycle.addShutdownHook(() => stop.abort());
        deps.lifecycle.addStartupHook(() => {
          // The portal starts without it.
          void seedUntilDone(seeder, {
            logger: deps.logger,
            signal: stop.signal,
          });
        });
      },
    });
  },
});
