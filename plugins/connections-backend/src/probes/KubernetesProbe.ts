import { ConnectionDetail } from '@notes/plugin-connections-common';
import { OwnApi } from '../lib/OwnApi';
import { summarize } from '../lib/summarize';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

/**
 * The clusters that the Kubernetes plugin reads.
 *
 * The Kubernetes plugin holds the credentials, and its kubeconfig module tries
 * them; this probe only passes on what came of it.
 */
export class KubernetesProbe implements ConnectionProbe {
  readonly id = 'kubernetes';
  readonly title = 'Kubernetes';
  readonly guide = {
    snippet: 'KUBECONFIG=~/.kube/config npm start',
    docs: 'https://backstage.io/docs/features/kubernetes/configuration',
  };
  readonly #api: OwnApi;

  constructor(options: { api: OwnApi }) {
    this.#api = options.api;
  }

  async check(signal: AbortSignal): Promise<ProbeResult> {
    const path = '/connections/clusters';
    const answer = await this.#api.get('kubernetes', path, { signal });
    if (answer.status !== 200) {
      return {
        state: 'broken',
        reason: 'The clusters cannot be read.',
        fix: 'Read the log of the portal for lines of the plugin "kubernetes", correct the configuration and restart it.',
      };
    }
    const { clusters } = answer.body as { clusters: ConnectionDetail[] };
    if (clusters.length === 0) {
      return {
        state: 'not-connected',
        reason: 'No cluster is configured.',
        fix: 'Start the portal with KUBECONFIG set to your kubeconfig file.',
      };
    }
    return summarize(clusters, {
      one: 'cluster',
      many: 'clusters',
      fix: 'Look at the details, correct the address or the credentials of the cluster, and check again.',
    });
  }
}
