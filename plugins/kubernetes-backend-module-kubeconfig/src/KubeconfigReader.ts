import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import type { KubeConfig } from '@kubernetes/client-node';
import { loadKubernetesClient } from './loadKubernetesClient';

/** What a kubeconfig holds now, or why it cannot be read. */
export type KubeconfigContent =
  | { kubeconfig: KubeConfig; problem?: undefined }
  | { kubeconfig?: undefined; problem: string };

/**
 * Reads the files of a kubeconfig, and reads them again when one has changed.
 *
 * A file that is absent or malformed never throws: the portal starts without
 * these clusters and says so.
 */
export class KubeconfigReader {
  readonly #files: string[];
  readonly #logger: LoggerService;
  #stamp?: string;
  #content?: KubeconfigContent;

  constructor(options: { paths: string; logger: LoggerService }) {
    this.#files = options.paths
      .split(path.delimiter)
      .filter(Boolean)
      .map(file => file.replace(/^~(?=\/)/, homedir()));
    this.#logger = options.logger;
  }

  async read(): Promise<KubeconfigContent> {
    const stamp = await this.#readStamp();
    if (!this.#content || stamp !== this.#stamp) {
      this.#content = await this.#load();
      this.#stamp = stamp;
    }
    return this.#content;
  }

  async #readStamp(): Promise<string> {
    const stamps = this.#files.map(file =>
      stat(file).then(
        ({ mtimeMs, size }) => `${mtimeMs}:${size}`,
        () => 'absent',
      ),
    );
    return (await Promise.all(stamps)).join();
  }

  async #load(): Promise<KubeconfigContent> {
    const { KubeConfig } = loadKubernetesClient();
    const kubeconfig = new KubeConfig();
    for (const [index, file] of this.#files.entries()) {
      try {
        const own = new KubeConfig();
        own.loadFromFile(file);
        if (index === 0) {
          kubeconfig.loadFromOptions(own);
        } else {
          kubeconfig.mergeConfig(own);
        }
      } catch (error) {
        const problem = describe(error);
        this.#logger.warn(`kubernetes.kubeconfig: "${file}" ${problem}`);
        return { problem };
      }
    }
    return { kubeconfig };
  }
}

function describe(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return 'does not exist';
  }
  if (code === 'EACCES') {
    return 'may not be read by the user the portal runs as';
  }
  return 'is not a kubeconfig; expected what "kubectl config view --raw" prints';
}
