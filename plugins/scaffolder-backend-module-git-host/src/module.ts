import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  scaffolderActionsExtensionPoint,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { undoLedgerServiceRef } from '@notes/plugin-golden-path-node';
import { createPublishGitAction } from './actions/createPublishGitAction';
import { createPullRequestAction } from './actions/createPullRequestAction';

/**
 * Adds `publish:git` and `git-host:pull-request` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleGitHost = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'git-host',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        ledger: undoLedgerServiceRef,
        scaffolder: scaffolderServiceRef,
      },
      async init({ actions, auth, discovery, ledger, scaffolder }) {
        const gitHost = new GitHostClient({ discoveryApi: discovery });
        actions.addActions(createPullRequestAction({ gitHost, auth, ledger }));
        actions.addActions(
          createPublishGitAction({ gitHost, auth, ledger, scaffolder }),
        );
      },
    });
  },
});
