import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  kubernetesAuthStrategyExtensionPoint,
  kubernetesClusterSupplierExtensionPoint,
  kubernetesRouterExtensionPoint,
} from '@backstage/plugin-kubernetes-node';
import { addStrategies } from './addStrategies';
import { createRouter } from './createRouter';
import { KubeconfigClustersSupplier } from './KubeconfigClustersSupplier';
import { KubeconfigReader } from './KubeconfigReader';

/**
 * Adds the clusters of a kubeconfig to the Kubernetes plugin, and tells how
 * each cluster is doing.
 *
 * @public
 */
export const kubernetesModuleKubeconfig = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'kubeconfig',
  register(env) {
    env.registerInit({
      deps: {
        clusters: kubernetesClusterSupplierExtensionPoint,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        routes: kubernetesRouterExtensionPoint,
        strategies: kubernetesAuthStrategyExtensionPoint,
      },
      async init({ clusters, config, routes, strategies, ...services }) {
        const { httpAuth, logger, permissions } = services;
        const paths = config.getOptionalString('kubernetes.kubeconfig');
        const reader = paths
          ? new KubeconfigReader({ paths, logger })
          : undefined;

        if (reader) {
          addStrategies(strategies, { config, logger, reader });
          clusters.addClusterSupplier(async ({ getDefault }) => {
            const configured = await getDefault();
            return new KubeconfigClustersSupplier({ configured, reader });
          });
        }
        routes.addRouter(({ getDefault, clusterSupplier, authStrategyMap }) =>
          createRouter({
            httpAuth,
            permissions,
            reader,
            stock: getDefault(),
            clusterSupplier,
            strategies: authStrategyMap,
          }),
        );
      },
    });
  },
});
