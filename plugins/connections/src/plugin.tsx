import {
  ApiBlueprint,
  createFrontendPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { ConnectionsClient } from '@notes/plugin-connections-common';
import { RiPlugLine } from '@remixicon/react';
import { argoCdContent } from './argocd/argoCdContent';
import { connectionsApiRef } from './connectionsApiRef';

const rootRouteRef = createRouteRef();

const connectionsApi = ApiBlueprint.make({
  params: define =>
    define({
      api: connectionsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new ConnectionsClient(deps),
    }),
});

const connectionsPage = PageBlueprint.make({
  params: {
    path: '/connections',
    title: 'Connections',
    icon: <RiPlugLine />,
    routeRef: rootRouteRef,
    loader: () =>
      import('./page/ConnectionsPage').then(m => <m.ConnectionsPage />),
  },
});

/**
 * The page of connections, and the tabs that need one.
 *
 * @public
 */
export const connectionsPlugin = createFrontendPlugin({
  pluginId: 'connections',
  title: 'Connections',
  icon: <RiPlugLine />,
  routes: { root: rootRouteRef },
  extensions: [connectionsApi, connectionsPage, argoCdContent],
});
