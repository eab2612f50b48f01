import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { readGoldenPathSettings } from '@notes/plugin-golden-path-node';
import { createAddApplicationAction } from './actions/createAddApplicationAction';
import { GitOpsApplications } from './applications/GitOpsApplications';
import { gitopsPermissions } from './permissions';
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
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        permissions: coreServices.permissions,
        registry: coreServices.permissionsRegistry,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { actions, auditor, auth, permissions, userInfo } = deps;
        const { gitopsRepo } = readGoldenPathSettings(deps.config);
        const [owner, name] = gitopsRepo.split('/');
        const gitHost = new GitHostClient({ discoveryApi: deps.discovery });
        const repository = new EmbeddedGitOpsRepository({
          ...{ gitHost, auth, id: { owner, name } },
        });
        const applications = new GitOpsApplications({ repository, auditor });

        deps.registry.addPermissions(gitopsPermissions);
        actions.addActions(
          createAddApplicationAction({
            ...{ repository, applications, permissions, userInfo },
          }),
        );
      },
    });
  },
});
