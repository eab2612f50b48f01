import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { isError, ResponseError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { GitHostApi } from '@notes/plugin-git-host-common';
import type {
  LedgerEntry,
  UndoInstruction,
} from '@notes/plugin-golden-path-common';

type InstructionOf<K extends UndoInstruction['kind']> = Extract<
  UndoInstruction,
  { kind: K }
>;

/** Whether there was anything to take back. */
export type UndoOutcome = 'undone' | 'absent';

/**
 * Takes one effect back, with the permissions of the person who started the task.
 *
 * It takes only what the task itself has made. An effect that is gone already, or that the task never
 * came to, is absent. Throws with the reason when the effect has to stay.
 */
export class EffectUndoer {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    discovery: DiscoveryService;
    gitHost: GitHostApi;
    /** The address below which repositories have theirs. */
    gitHostUrl: string;
  };

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    discovery: DiscoveryService;
    gitHost: GitHostApi;
    /** The address below which repositories have theirs. */
    gitHostUrl: string;
  }) {
    this.#options = options;
  }

  async undo(
    entry: LedgerEntry,
    credentials: BackstageCredentials,
  ): Promise<UndoOutcome> {
    const { undo } = entry;
    switch (undo.kind) {
      case 'repository':
        return this.#deleteRepository(entry, undo, credentials);
      case 'pull-request':
        return this.#withdraw(undo, credentials);
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
    { owner, name, key }: InstructionOf<'repository'>,
    credentials: BackstageCredentials,
  ): Promise<UndoOutcome> {
    const { gitHost } = this.#options;
    const id = { owner, name };
    const token = await this.#tokenFor('git-host', credentials);
    const repository = await gitHost
      .getRepository(id, { token })
      .catch(ignoreNotFound);
    if (repository && repository.createdBy !== entry.createdBy) {
      return 'absent';
    }
    const outcome =
      repository &&
      (await absentWhenNotFound(
        gitHost.deleteRepository(id, { token, idempotencyKey: key }),
      ));
    if (repository && outcome === 'absent') {
      // Of the same person, but of another task; what the catalog reads from it belongs to that one.
      return 'absent';
    }
    // Also when it is gone already: an earlier undo may have come no further.
    await this.#forgetLocations(id);
    return outcome ?? 'absent';
  }

  /**
   * What the catalog read from a repository that is gone.
   *
   * The caller was allowed to delete the repository; what pointed at it is only cleaned up, so the
   * portal's own credentials do it.
   */
  async #forgetLocations({ owner, name }: { owner: string; name: string }) {
    const { auth, catalog, gitHostUrl } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const root = `${gitHostUrl}/${owner}/${name}/`;
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

  async #withdraw(
    { owner, name, key }: InstructionOf<'pull-request'>,
    credentials: BackstageCredentials,
  ): Promise<UndoOutcome> {
    const token = await this.#tokenFor('git-host', credentials);
    const options = { token, idempotencyKey: key };
    return absentWhenNotFound(
      this.#options.gitHost.withdrawPullRequest({ owner, name }, options),
    );
  }

  async #unregister(
    entry: LedgerEntry,
    { entityRef }: InstructionOf<'catalog-entity'>,
    credentials: BackstageCredentials,
  ): Promise<UndoOutcome> {
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
    return outcomeOf(response);
  }

  async #restoreFiles(
    entry: LedgerEntry,
    { repository, branch, files }: InstructionOf<'git-files'>,
    credentials: BackstageCredentials,
  ): Promise<UndoOutcome> {
    const token = await this.#tokenFor('git-host', credentials);
    const message = `Take back "${entry.target}" of a task that failed\n\nTask: ${entry.taskId}`;
    return absentWhenNotFound(
      this.#options.gitHost.commit(
        repository,
        { branch, message, files },
        { token },
      ),
    );
  }

  async #removeApplication(
    { application, made }: InstructionOf<'gitops-application'>,
    credentials: BackstageCredentials,
  ): Promise<UndoOutcome> {
    const base = await this.#options.discovery.getBaseUrl('scaffolder');
    const token = await this.#tokenFor('scaffolder', credentials);
    const response = await fetch(`${base}/gitops/applications/remove`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ application, made }),
    });
    // Without the GitOps repository there is nothing in it either.
    const outcome = await outcomeOf(response);
    const { files } = outcome === 'undone' ? await response.json() : {};
    return files?.length > 0 ? 'undone' : 'absent';
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

async function absentWhenNotFound(
  action: Promise<unknown>,
): Promise<UndoOutcome> {
  const nothing = Symbol('nothing');
  const result = await action.catch(error => ignoreNotFound(error) ?? nothing);
  return result === nothing ? 'absent' : 'undone';
}

async function outcomeOf(response: Response): Promise<UndoOutcome> {
  if (response.ok) {
    return 'undone';
  }
  if (response.status === 404) {
    return 'absent';
  }
  throw (await ResponseError.fromResponse(response)).cause;
}

function ignoreNotFound(error: unknown): undefined {
  if (isError(error) && error.name === 'NotFoundError') {
    return undefined;
  }
  throw error;
}
