import type { Repository, RepositoryId } from '@notes/plugin-git-host-common';
import type { StoredRepository } from '../database';

/** Builds the addresses of repositories. */
export class RepositoryLinks {
  readonly #baseUrl: string;
  readonly #appUrl: string;

  constructor(options: { baseUrl: string; appUrl: string }) {
    this.#baseUrl = options.baseUrl;
    this.#appUrl = options.appUrl;
  }

  page(id: RepositoryId): string {
    return `${this.#appUrl}/repositories/${id.owner}/${id.name}`;
  }

  /** The form that goes out: without database ids and idempotency keys. */
  describe(stored: StoredRepository): Repository {
    const { id: _, idempotencyKey, initialCommit, ...repository } = stored;
    const base = `${this.#baseUrl}/${stored.owner}/${stored.name}`;
    return {
      ...repository,
      cloneUrl: `${base}.git`,
      pageUrl: this.page(stored),
      contentsUrl: `${base}/blob/${stored.defaultBranch}`,
    };
  }
}
