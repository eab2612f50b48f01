import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

const ANNOTATIONS = 'metadata.annotations.argocd/app-';

/** The tab "Argo CD" of a component that names its application. */
export const argoCdContent = EntityContentBlueprint.make({
  name: 'argocd',
  params: {
    path: '/argocd',
    title: 'Argo CD',
    group: 'deployment',
    filter: {
      $all: [
        { kind: 'component' },
        {
          $any: [
            { [`${ANNOTATIONS}selector`]: { $exists: true } },
            { [`${ANNOTATIONS}name`]: { $exists: true } },
          ],
        },
      ],
    },
    loader: () => import('./ArgoCdTab').then(m => <m.ArgoCdTab />),
  },
});
