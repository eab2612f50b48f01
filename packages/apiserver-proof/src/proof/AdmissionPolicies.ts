import type { Cluster, KubernetesObject } from '../client';
import { waitFor } from '../server/waitFor';

const KINDS = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
const TAKES_EFFECT_MS = 60_000;

export function isAdmission({ kind }: KubernetesObject): boolean {
  return KINDS.includes(kind);
}

/** The API server's own words for a refusal by a policy. */
export function isPolicyRefusal(reason: string, policy: string): boolean {
  return reason.includes(`ValidatingAdmissionPolicy '${policy}'`);
}

/**
 * Puts the emitted policies in force for the time of some questions.
 *
 * The API server reads its policies again about once a second, so what is in force is asked, not assumed.
 */
export class AdmissionPolicies {
  readonly #cluster: Cluster;
  readonly #signal?: AbortSignal;

  constructor(cluster: Cluster, signal?: AbortSignal) {
    this.#cluster = cluster;
    this.#signal = signal;
  }

  /**
   * @param policies policies and bindings, as emitted
   * @param probe an object that they must refuse
   */
  async during<T>(
    policies: KubernetesObject[],
    probe: KubernetesObject | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    if (policies.length === 0) return work();
    await this.#set(policies, probe, true);
    try {
      return await work();
    } finally {
      await this.#set(policies, probe, false);
    }
  }

  async #set(
    policies: KubernetesObject[],
    probe: KubernetesObject | undefined,
    inForce: boolean,
  ): Promise<void> {
    // A binding says that a policy applies, so it comes last and goes first.
    const ordered = KINDS.flatMap(kind =>
      policies.filter(policy => policy.kind === kind),
    );
    for (const policy of inForce ? ordered : ordered.toReversed()) {
      await (inForce
        ? this.#cluster.require(policy)
        : this.#cluster.remove(policy));
    }
    if (!probe) {
      throw new Error('policies come without a fixture that they must refuse');
    }
    const name = String(ordered[0].metadata.name);
    await waitFor(
      async () => {
        const judgement = await this.#cluster.dryRun(probe);
        const refused =
          !judgement.accepted && isPolicyRefusal(judgement.reason, name);
        return refused === inForce;
      },
      {
        what: `Putting policy ${name} ${inForce ? 'in' : 'out of'} force`,
        timeoutMs: TAKES_EFFECT_MS,
        signal: this.#signal,
      },
    );
  }
}
