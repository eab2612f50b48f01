import { type Cluster, type Judgement, type KubernetesObject } from '../client';
import { isWorkload } from '../emitted';

/** Other objects stand in them or run as them, so a dry run of them would leave nothing to stand on. */
const KEPT = new Set(['Namespace', 'ServiceAccount']);

/**
 * Asks the API server about objects, about the same object once: many combinations emit the same.
 *
 * Everything is a dry run, except namespaces and service accounts.
 */
export class ObjectJudge {
  readonly #cluster: Cluster;
  readonly #judgements = new Map<string, Promise<Judgement>>();
  readonly #signal?: AbortSignal;

  constructor(cluster: Cluster, signal?: AbortSignal) {
    this.#cluster = cluster;
    this.#signal = signal;
  }

  /** How many different objects were asked about. */
  get different(): number {
    return this.#judgements.size;
  }

  /** @param policies what is in force besides the API server's own rules; it judges workloads only */
  judge(object: KubernetesObject, policies = ''): Promise<Judgement> {
    this.#signal?.throwIfAborted();
    const key = `${isWorkload(object) ? policies : ''} ${JSON.stringify(object)}`;
    let judgement = this.#judgements.get(key);
    if (!judgement) {
      judgement = KEPT.has(object.kind)
        ? this.#cluster.apply(object)
        : this.#cluster.dryRun(object);
      this.#judgements.set(key, judgement);
    }
    return judgement;
  }
}

/** Whether an object must be in the cluster before others can be judged. */
export function isFoundation({ kind }: KubernetesObject): boolean {
  return KEPT.has(kind);
}
