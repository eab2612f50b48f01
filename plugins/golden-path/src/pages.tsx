import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { plansRouteRef } from './routes';

/** A tab of Create. */
export const plansPage = SubPageBlueprint.make({
  name: 'plans',
  attachTo: { id: 'page:scaffolder', input: 'pages' },
  params: {
    path: 'plans',
    title: 'Plans',
    routeRef: plansRouteRef,
    loader: () =>
      import('./pages/PlansRouter').then(({ PlansRouter }) => <PlansRouter />),
  },
});
