import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';

const ANNOTATIONS = 'metadata.annotations.backstage.io/kubernetes-';

/** The stock tab behind the gate. */
export const kubernetesContent = kubernetesPlugin
  .getExtension('entity-content:kubernetes/kubernetes')
  .override({
    factory(originalFactory) {
      // The stock element loads its code when it is rendered, which the gate
      // does only with a cluster.
      const stock = originalFactory().get(coreExtensionData.reactElement);
      return originalFactory({
        params: {
          path: '/kubernetes',
          title: 'Kubernetes',
          group: 'deployment',
          filter: {
            $all: [
              { kind: 'component' },
              {
                $any: [
                  { [`${ANNOTATIONS}id`]: { $exists: true } },
                  { [`${ANNOTATIONS}label-selector`]: { $exists: true } },
                ],
              },
            ],
          },
          loader: async () => {
            const { KubernetesTab } = await import('./KubernetesTab');
            return <KubernetesTab>{stock}</KubernetesTab>;
          },
        },
      });
    },
  });

/** Puts the gate before the stock tab, and keeps the tab to components. */
export const kubernetesModule = createFrontendModule({
  pluginId: 'kubernetes',
  extensions: [kubernetesContent],
});
