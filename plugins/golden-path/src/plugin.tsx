import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiRoadMapLine } from '@remixicon/react';
import { goldenPathApi } from './apis';
import { plansPage } from './pages';
import { externalRoutes, planRouteRef, plansRouteRef } from './routes';

/**
 * Plans: what a template would make, before it makes it.
 *
 * @public
 */
export const goldenPathPlugin = createFrontendPlugin({
  pluginId: 'golden-path',
  title: 'Plans',
  icon: <RiRoadMapLine />,
  routes: { plans: plansRouteRef, plan: planRouteRef },
  externalRoutes,
  extensions: [goldenPathApi, plansPage],
});
