import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { goldenPathPermissions } from '@notes/plugin-golden-path-common';
import {
  readLibraryDirectory,
  readTemplatesRepository,
} from '@notes/plugin-golden-path-node';
import { migrate } from './database/migrate';
import { DatabaseLedgerStore } from './ledger/DatabaseLedgerStore';
import { EffectUndoer } from './ledger/EffectUndoer';
import { LedgerService } from './ledger/LedgerService';
import { LibrarySnapshots } from './library/LibrarySnapshots';
import { takeFirst } from './library/takeFirst';
import { createRouter } from './router';

/**
 * Plans before anything is made, and the ledger from which a failed task is taken back.
 *
 * @public
 */
export const goldenPathPlugin = createBackendPlugin({
  pluginId: 'golden-path',
  register({ registerInit }) {
    registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissionsRegistry: coreServices.permissionsRegistry,
        reader: coreServices.urlReader,
        scaffolder: scaffolderServiceRef,
      },
      async init(deps) {
        const knex = await migrate(deps.database);
        const gitHost = new GitHostClient({ discoveryApi: deps.discovery });
        deps.permissionsRegistry.addPermissions(goldenPathPermissions);
        const ledger = new LedgerService({
          ...deps,
          store: new DatabaseLedgerStore(knex),
          undoer: new EffectUndoer({ ...deps, gitHost }),
        });
        const snapshots = new LibrarySnapshots({
          ...deps,
          gitHost,
          directory: readLibraryDirectory(deps.config),
          repository: readTemplatesRepository(deps.config),
        });
        deps.lifecycle.addStartupHook(() => {
          // The portal starts without it: the snapshot is taken again when a task needs it.
          void takeFirst(snapshots, deps.logger);
        });
        deps.httpRouter.use(createRouter({ ...deps, ledger, snapshots }));
      },
    });
  },
});
