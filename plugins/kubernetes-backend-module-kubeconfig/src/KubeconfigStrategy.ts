import { RequestOptions } from 'node:https';
import { ServiceAccountStrategy } from '@backstage/plugin-kubernetes-backend';
import {
  AuthenticationStrategy,
  AuthMetadata,
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import { getContext } from './contextMetadata';
import { KubeconfigReader } from './KubeconfigReader';
import { loadKubernetesClient } from './loadKubernetesClient';

/**
 * Takes the credentials of a context out of the kubeconfig: a token, a client
 * certificate, or what a credential plugin such as `aws` prints. Every other
 * cluster is left to the stock service account strategy.
 */
export class KubeconfigStrategy implements AuthenticationStrategy {
  readonly #reader: KubeconfigReader;
  readonly #stock = new ServiceAccountStrategy();

  constructor(options: { reader: KubeconfigReader }) {
    this.#reader = options.reader;
  }

  async getCredential(cluster: ClusterDetails): Promise<KubernetesCredential> {
    const context = getContext(cluster.authMetadata);
    if (!context) {
      return this.#stock.getCredential(cluster);
    }
    const { kubeconfig } = await this.#reader.read();
    if (!kubeconfig) {
      return { type: 'anonymous' };
    }
    const { KubeConfig } = loadKubernetesClient();
    const own = new KubeConfig();
    own.loadFromOptions({
      clusters: kubeconfig.getClusters(),
      users: kubeconfig.getUsers(),
      contexts: kubeconfig.getContexts(),
      currentContext: context,
    });
    const request: RequestOptions = {};
    await own.applyToHTTPSOptions(request);
    return toCredential(request);
  }

  validateCluster(): Error[] {
    return [];
  }

  presentAuthMetadata(_metadata: AuthMetadata): AuthMetadata {
    return {};
  }
}

function toCredential({ headers, cert, key }: RequestOptions) {
  const authorization = (headers as Record<string, string> | undefined)
    ?.Authorization;
  const token = authorization?.match(/^Bearer (.+)$/)?.[1];
  if (token) {
    return { type: 'bearer token', token } as const;
  }
  if (cert && key) {
    return {
      type: 'x509 client certificate',
      cert: String(cert),
      key: String(key),
    } as const;
  }
  return { type: 'anonymous' } as const;
}
