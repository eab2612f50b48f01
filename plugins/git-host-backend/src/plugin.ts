import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { gitHostPermissions } from '@notes/plugin-git-host-common';
import { openMigratedDatabase } from '@notes/node-support';
import { readGitHostConfig } from './config';
import { DatabasePullRequestStore, DatabaseRepositoryStore } from './database';
import { GitStorage } from './git';
import { isOwnerRule, repositoryResourceRef } from './permissions';
import { createRouter } from './router';
import { AuthorizedPullRequestService } from './services/AuthorizedPullRequestService';
import { AuthorizedRepositoryService } from './services/AuthorizedRepositoryService';
import { DefaultPullRequestService } from './services/DefaultPullRequestService';
import { DefaultRepositoryService } from './services/DefaultRepositoryService';
import { RepositoryLinks } from './services/RepositoryLinks';
import {
  createGitRouter,
  GitAuthenticator,
  SmartHttpHandler,
} from './smartHttp';
import { AuthBackendSignIn, DatabaseAccessTokenService } from './tokens';

/**
 * The git host that the portal carries itself.
 *
 * @public
 */
export const gitHostPlugin = createBackendPlugin({
  pluginId: 'git-host',
  register({ registerInit }) {
    registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        registry: coreServices.permissionsRegistry,
        rootHttpRouter: coreServices.rootHttpRouter,
      },
      async init(deps) {
        const { permissions, registry, auditor, httpAuth, logger } = deps;
        const config = readGitHostConfig(deps.config);
        const knex = await openMigratedDatabase(
          deps.database,
          '@notes/plugin-git-host-backend',
        );
        const store = new DatabaseRepositoryStore(knex);
        const storage = new GitStorage(config);

        registry.addResourceType({
          resourceRef: repositoryResourceRef,
          permissions: gitHostPermissions,
          rules: [isOwnerRule],
          getResources: refs =>
            Promise.all(
              refs.map(ref => {
                const [owner, name] = ref.split('/');
                return store.find({ owner, name });
              }),
            ),
        });

        const signIn = new AuthBackendSignIn(deps);
        const accessTokens = new DatabaseAccessTokenService({
          knex,
          maxDays: config.maxTokenDays,
          signIn: userRef => signIn.signIn(userRef),
        });
        const links = new RepositoryLinks(config);
        const repositories = new AuthorizedRepositoryService({
          inner: new DefaultRepositoryService({ store, storage, links }),
          permissions,
          registry,
        });
        const pullRequests = new AuthorizedPullRequestService({
          inner: new DefaultPullRequestService({
            repositories: store,
            pulls: new DatabasePullRequestStore(knex),
            ...{ storage, links },
          }),
          permissions,
        });
        deps.httpRouter.use(
          createRouter({
            ...{ repositories, pullRequests, accessTokens, httpAuth, auditor },
            maxPushBytes: config.maxPushBytes,
          }),
        );

        const handler = new SmartHttpHandler({
          authenticator: new GitAuthenticator({ ...deps, accessTokens }),
          ...{ permissions, store, storage, auditor, logger },
          ...config,
        });
        deps.rootHttpRouter.use(
          '/git',
          createGitRouter({ handler, appUrl: config.appUrl }),
        );
      },
    });
  },
});
