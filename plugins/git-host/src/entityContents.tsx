import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { readRepositoryId } from './lib/readRepositoryId';

/** A tab on components that name their repository. */
export const repositoryEntityContent = EntityContentBlueprint.make({
  name: 'repository',
  params: {
    path: '/repository',
    title: 'Repository',
    group: 'development',
    filter: entity => readRepositoryId(entity) !== undefined,
    loader: () =>
      import('./components/EntityRepository').then(({ EntityRepository }) => (
        <EntityRepository />
      )),
  },
});
