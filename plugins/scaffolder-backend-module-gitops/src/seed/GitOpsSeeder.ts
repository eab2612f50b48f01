import type {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  GitHostApi,
  Repository,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import { withAudit } from '@notes/plugin-audit-log-node';
import { renderSeed, type SeedOptions } from './renderSeed';

export interface GitOpsSeederOptions {
  id: RepositoryId;
  ownerRef: string;
  seed: SeedOptions;
  gitHost: GitHostApi;
  auth: AuthService;
  auditor: AuditorService;
  catalog: Pick<CatalogService, 'addLocation'>;
  logger: LoggerService;
}

/** Makes the GitOps repository of a new portal. What is there already is never touched. */
export class GitOpsSeeder {
  readonly #options: GitOpsSeederOptions;
  #done = false;

  constructor(options: GitOpsSeederOptions) {
    this.#options = options;
  }

  /** Safe to call again, from several replicas and after a half-made start. */
  async run(): Promise<'made' | 'present'> {
    if (this.#done) {
      return 'present';
    }
    const { gitHost, id, logger } = this.#options;
    const present = await gitHost
      .getRepository(id, await this.#sign())
      .catch(ignoreNotFound);
    if (!present) {
      const made = await this.#make();
      logger.info(`Made the GitOps repository ${made.cloneUrl}`);
      await this.#register(made);
    }
    this.#done = true;
    return present ? 'present' : 'made';
  }

  async #make(): Promise<Repository> {
    const { gitHost, id, ownerRef, seed, auditor, auth } = this.#options;
    const files = await renderSeed(seed);
    const request = {
      ...id,
      description: String(seed.parameters.description),
      ownerRef,
      defaultBranch: 'main',
      initialCommit: { message: 'Start from the GitOps golden path', files },
    };
    const options = {
      ...(await this.#sign()),
      // Two replicas that start at the same time make one repository.
      idempotencyKey: `gitops-seed:${id.owner}/${id.name}`,
    };
    return withAudit(
      auditor,
      {
        eventId: 'gitops-repository-seed',
        credentials: await auth.getOwnServiceCredentials(),
        meta: { repository: `${id.owner}/${id.name}` },
      },
      () => gitHost.createRepository(request, options),
    );
  }

  async #register({ contentsUrl }: Repository): Promise<void> {
    const { auth, catalog, logger } = this.#options;
    const target = `${contentsUrl}/catalog-info.yaml`;
    try {
      await catalog.addLocation(
        { type: 'url', target },
        { credentials: await auth.getOwnServiceCredentials() },
      );
    } catch (error) {
      // The repository works without its page in the catalog.
      logger.warn(`'${target}' is not in the catalog, register it: ${error}`);
    }
  }

  async #sign() {
    const { auth } = this.#options;
    return auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'git-host',
    });
  }
}

function ignoreNotFound(error: unknown): undefined {
  if ((error as Error).name === 'NotFoundError') {
    return undefined;
  }
  throw error;
}
