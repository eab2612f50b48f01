import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { rootRouteRef } from './routes';

export const repositoriesPage = PageBlueprint.make({
  params: {
    path: '/repositories',
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () =>
      import('./components/RepositoriesRouter').then(
        ({ RepositoriesRouter }) => <RepositoriesRouter />,
      ),
  },
});

/** A tab of Settings. */
export const accessTokensPage = SubPageBlueprint.make({
  name: 'access-tokens',
  attachTo: { id: 'page:user-settings', input: 'pages' },
  params: {
    path: 'access-tokens',
    title: 'Access tokens',
    loader: () =>
      import('./components/AccessTokens').then(({ AccessTokens }) => (
        <AccessTokens />
      )),
  },
});
