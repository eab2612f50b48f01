import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { isError, ResponseError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { GitHostApi, Repository } from '@notes/plugin-git-host-common';
import type {
  LedgerEntry,
  UndoInstruction,
} from '@notes/plugin-golden-path-common';

type InstructionOf<K extends UndoInstruction['kind']> = Extract<
  UndoInstruction,
  { kind: K }
>;

/**
 * Takes one effect back, with the permissions of the person who started the task.
 *
 * Throws with the reason when it cannot; an effect that is gone already counts as taken back.
 */
export class EffectUndoer {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    discovery: DiscoveryService;
    gitHost: GitHostApi;
  };

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    discovery: DiscoveryService;
    gitHost: GitHostApi;
  }) {
    this.#options = options;
  }

  async undo(
    entry: LedgerEntry,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { undo } = entry;
    switch (undo.kind) {
      case 'repository':
        return this.#deleteRepository(entry, undo, credentials);
      case 'catalog-entity':
        return this.#unregister(entry, undo, credentials);
      case 'git-files':
        return this.#restoreFiles(entry, undo, credentials);
      case 'gitops-application':
        return this.#removeApplication(undo, credentials);
      default:
        throw new Error(undo.instruction);
    }
  }

  async #deleteRepository(
    entry: LedgerEntry,
    id: InstructionOf<'repository'>,
    credentials: BackstageCredentials,
  ) {
    const { gitHost } = this.#options;
    const token = await this.#tokenFor('git-host', credentials);
    const repository = await gitHost
      .getRepository(id, { token })
      .catch(ignoreNotFound);
    if (repository) {
      if (repository.createdAt < entry.createdAt) {
        // The name was taken before the step began, so this is not what the task made.
        return;
      }
      const { items } = await gitHost.listCommits(id, { limit: 2 }, { token });
      if (items.length > 1) {
        throw new Error(
          `Repository '${entry.target}' has been changed since it was made, so it is kept`,
        );
      }
      await gitHost.deleteRepository(id, { token });
      await this.#forgetLocations(repository);
    }
  }

  /**
   * What the catalog read from a repository that is gone.
   *
   * The caller was allowed to delete the repository; what pointed at it is only cleaned up, so the
   * portal's own credentials do it.
   */
  async #forgetLocations(repository: Repository) {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const root = repository.contentsUrl.replace(/\/blob\/.*$/, '/');
    const pages = catalog.streamLocations(
      { query: { target: { $hasPrefix: root } } },
      { credentials },
    );
    for await (const page of pages) {
      for (const { id, target } of page) {
        if (target.startsWith(root)) {
          await catalog.removeLocationById(id, { credentials });
        }
      }
    }
  }

  async #unregister(
    entry: LedgerEntry,
    { entityRef }: InstructionOf<'catalog-entity'>,
    credentials: BackstageCredentials,
  ) {
    if (entry.state === 'intended') {
      throw new Error(
        `Entity '${entityRef}' may have been registered: look for it in the catalog and unregister it`,
      );
    }
    const base = await this.#options.discovery.getBaseUrl('catalog');
    const token = await this.#tokenFor('catalog', credentials);
    const response = await fetch(`${base}/v1/unregister`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ entityRef }),
    });
    if (!response.ok && response.status !== 404) {
      throw (await ResponseError.fromResponse(response)).cause;
    }
  }

  async #restoreFiles(
    entry: LedgerEntry,
    { repository, branch, files }: InstructionOf<'git-files'>,
    credentials: BackstageCredentials,
  ) {
    const token = await this.#tokenFor('git-host', credentials);
    const message = `Take back "${entry.target}" of a task that failed\n\nTask: ${entry.taskId}`;
    await this.#options.gitHost
      .commit(repository, { branch, message, files }, { token })
      .catch(ignoreNotFound);
  }

  async #removeApplication(
    { application }: InstructionOf<'gitops-application'>,
    credentials: BackstageCredentials,
  ) {
    const base = await this.#options.discovery.getBaseUrl('scaffolder');
    const token = await this.#tokenFor('scaffolder', credentials);
    const response = await fetch(`${base}/gitops/applications/remove`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(application),
    });
    // Without the GitOps repository there is nothing in it either.
    if (!response.ok && response.status !== 404) {
      throw (await ResponseError.fromResponse(response)).cause;
    }
  }

  async #tokenFor(
    targetPluginId: string,
    onBehalfOf: BackstageCredentials,
  ): Promise<string> {
    const { auth } = this.#options;
    return (await auth.getPluginRequestToken({ onBehalfOf, targetPluginId }))
      .token;
  }
}

function ignoreNotFound(error: unknown): undefined {
  if (isError(error) && error.name === 'NotFoundError') {
    return undefined;
  }
  throw error;
}
