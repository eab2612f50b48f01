import type { KubeConfig } from '@kubernetes/client-node';
import {
  ClusterDetails,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';
import { toContextMetadata } from './contextMetadata';
import { KubeconfigReader } from './KubeconfigReader';

type Options = Parameters<KubernetesClustersSupplier['getClusters']>[0];

/** Adds the contexts of a kubeconfig to the clusters of the configuration, which win on the same name. */
export class KubeconfigClustersSupplier implements KubernetesClustersSupplier {
  readonly #configured: KubernetesClustersSupplier;
  readonly #reader: KubeconfigReader;

  constructor(options: {
    configured: KubernetesClustersSupplier;
    reader: KubeconfigReader;
  }) {
    this.#configured = options.configured;
    this.#reader = options.reader;
  }

  async getClusters(options: Options): Promise<ClusterDetails[]> {
    const configured = await this.#configured.getClusters(options);
    const { kubeconfig } = await this.#reader.read();
    if (!kubeconfig) {
      return configured;
    }
    const taken = new Set(configured.map(cluster => cluster.name));
    const own = toClusters(kubeconfig).filter(({ name }) => !taken.has(name));
    return [...configured, ...own];
  }
}

function toClusters(kubeconfig: KubeConfig): ClusterDetails[] {
  return kubeconfig.getContexts().flatMap(({ name, cluster: clusterName }) => {
    const cluster = kubeconfig.getCluster(clusterName);
    if (!cluster) {
      return [];
    }
    return {
      name,
      url: cluster.server,
      caData: cluster.caData,
      caFile: cluster.caFile,
      skipTLSVerify: cluster.skipTLSVerify,
      authMetadata: toContextMetadata(name),
    };
  });
}
