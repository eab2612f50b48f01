import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiHome5Line } from '@remixicon/react';
import { homePage } from './pages';
import { externalRoutes, rootRouteRef } from './routes';

/**
 * The first page after sign-in: search, what is mine, and what to do next.
 *
 * @public
 */
export const portalHomePlugin = createFrontendPlugin({
  pluginId: 'portal-home',
  title: 'Home',
  icon: <RiHome5Line />,
  routes: { root: rootRouteRef },
  externalRoutes,
  extensions: [homePage],
});
