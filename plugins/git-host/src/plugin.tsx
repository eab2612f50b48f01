import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiGitRepositoryLine } from '@remixicon/react';
import { gitHostApi } from './apis';
import { repositoryEntityContent } from './entityContents';
import { accessTokensPage, repositoriesPage } from './pages';
import { repositoryRouteRef, rootRouteRef } from './routes';

/**
 * Repositories of the portal's own git host.
 *
 * @public
 */
export const gitHostPlugin = createFrontendPlugin({
  pluginId: 'git-host',
  title: 'Repositories',
  icon: <RiGitRepositoryLine />,
  routes: { root: rootRouteRef, repository: repositoryRouteRef },
  extensions: [
    gitHostApi,
    repositoriesPage,
    accessTokensPage,
    repositoryEntityContent,
  ],
});
