import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { goldenPathPermissions } from '@notes/plugin-golden-path-common';
import {
  readGoldenPathSettings,
  readLibraryDirectory,
  readTemplatesRepository,
} from '@notes/plugin-golden-path-node';
import { openMigratedDatabase } from '@notes/node-support';
import { createComposedResources } from './composed/createComposedResources';
import { DatabaseLedgerStore } from './ledger/DatabaseLedgerStore';
import { EffectUndoer } from './ledger/EffectUndoer';
import { LedgerService } from './ledger/LedgerService';
import { LibrarySnapshots } from './library/LibrarySnapshots';
import { takeFirst } from './library/takeFirst';
import { ApprovalService } from './plans/ApprovalService';
import { DatabasePlanStore } from './plans/DatabasePlanStore';
import { PlanAccess } from './plans/PlanAccess';
import { Planner } from './plans/Planner';
import { PlanService } from './plans/PlanService';
import { RenderGuard } from './plans/RenderGuard';
import { TemplateRenderer } from './plans/TemplateRenderer';
import { createRouter } from './router';
import { ToolBox } from './tools/ToolBox';

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
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        reader: coreServices.urlReader,
        scaffolder: scaffolderServiceRef,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const knex = await openMigratedDatabase(
          deps.database,
          '@notes/plugin-golden-path-backend',
        );
        const gitHost = new GitHostClient({ discoveryApi: deps.discovery });
        deps.permissionsRegistry.addPermissions(goldenPathPermissions);
        const ledger = new LedgerService({
          ...deps,
          store: new DatabaseLedgerStore(knex),
          recovers:
            deps.config.getOptionalBoolean('scaffolder.taskRecovery.enabled') ??
            false,
          undoer: new EffectUndoer({
            ...{ ...deps, gitHost },
            gitHostUrl: readGoldenPathSettings(deps.config).gitHostUrl,
          }),
        });
        const libraryDirectory = readLibraryDirectory(deps.config);
        const settings = readGoldenPathSettings(deps.config);
        const renderer = new TemplateRenderer({
          ...deps,
          libraryDirectory,
          integrations: ScmIntegrations.fromConfig(deps.config),
          settings,
        });
        const store = new DatabasePlanStore(knex);
        const tools = new ToolBox(deps.config);
        deps.lifecycle.addShutdownHook(() => tools.stop());
        const composed = createComposedResources({
          ...{ config: deps.config, form: settings.crossplaneForm, tools },
        });
        const planner = new Planner({
          ...deps,
          ...{ composed, libraryDirectory, renderer, tools },
        });
        const access = new PlanAccess({ ...deps, store });
        const plans = new PlanService({
          ...deps,
          ...{ access, planner, renderer, store },
        });
        const approvals = new ApprovalService({ ...deps, access, store });
        const guard = new RenderGuard({ store });
        await deps.scheduler.scheduleTask({
          id: 'prune_plans',
          frequency: { hours: 1 },
          timeout: { minutes: 10 },
          fn: async () => {
            await store.prune();
          },
        });
        const snapshots = new LibrarySnapshots({
          ...deps,
          gitHost,
          directory: libraryDirectory,
          repository: readTemplatesRepository(deps.config),
        });
        deps.lifecycle.addStartupHook(() => {
          // The portal starts without it: the snapshot is taken again when a task needs it.
          void takeFirst(snapshots, deps.logger);
        });
        deps.httpRouter.use(
          createRouter({ ...deps, approvals, guard, ledger, plans, snapshots }),
        );
      },
    });
  },
});
