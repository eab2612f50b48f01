import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { z } from 'zod/v4';
import { rootRouteRef } from './routes';

export const homePage = PageBlueprint.makeWithOverrides({
  configSchema: {
    /** Members of these groups see the documentation before anything else. */
    learnerGroups: z.array(z.string()).default(['group:default/learners']),
  },
  factory(originalFactory, { config }) {
    return originalFactory({
      path: '/',
      routeRef: rootRouteRef,
      noHeader: true,
      loader: () =>
        import('./components/HomePage').then(({ HomePage }) => (
          <HomePage learnerGroups={config.learnerGroups} />
        )),
    });
  },
});
