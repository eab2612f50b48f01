import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** The tab "Dependencies": who needs whom, as a picture. */
export const dependenciesContent = EntityContentBlueprint.make({
  name: 'dependencies',
  params: {
    path: '/dependencies',
    title: 'Dependencies',
    group: 'development',
    filter: {
      kind: { $in: ['component', 'api', 'resource', 'system', 'domain'] },
    },
    loader: () => import('./DependenciesTab').then(m => <m.DependenciesTab />),
  },
});
