import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { CommitAuthor, FileChange } from '@notes/plugin-git-host-common';
import type { GitOpsAdditions } from '@notes/plugin-golden-path-common';
import { changeTree } from '../repository/changeTree';
import type {
  GitOpsCommit,
  GitOpsRepository,
  GitOpsTree,
} from '../repository/GitOpsRepository';
import { listAdditions } from '../tree/listAdditions';
import { planAddition } from '../tree/planAddition';
import { planRemoval } from '../tree/planRemoval';
import { readSettings } from '../tree/readSettings';
import type { ServiceApplication } from '../tree/ServiceApplication';
import { withAudit } from '@notes/plugin-audit-log-node';

/** For whom something is done. */
export interface OnBehalf {
  credentials: BackstageCredentials;
  author: CommitAuthor;
}

export type AddedApplication = GitOpsCommit & { files: string[] };

export type RemovedApplication = AddedApplication & {
  /** Files that stay, because they were changed or released since. */
  left: string[];
};

/** Adds services to the GitOps repository and takes them out again. */
export class GitOpsApplications {
  readonly #repository: GitOpsRepository;
  readonly #auditor: AuditorService;
  readonly #podSecurityVersion: string;

  constructor(options: {
    repository: GitOpsRepository;
    auditor: AuditorService;
    podSecurityVersion: string;
  }) {
    this.#repository = options.repository;
    this.#auditor = options.auditor;
    this.#podSecurityVersion = options.podSecurityVersion;
  }

  /**
   * Adds a service; one that is there already changes nothing.
   *
   * @param announce - is told what is about to be added, before each attempt; nothing is when it fails
   */
  async add(
    service: ServiceApplication,
    { credentials, author }: OnBehalf,
    announce: (made: GitOpsAdditions) => Promise<void> = async () => {},
  ): Promise<AddedApplication> {
    return withAudit(
      this.#auditor,
      {
        eventId: 'gitops-application-add',
        credentials,
        meta: { application: service.name, project: service.project },
      },
      () =>
        this.#change(`Add ${service.name}\n`, author, async tree => {
          const settings = await this.#settings(tree);
          const changes = await planAddition(tree, service, settings);
          if (changes.length > 0) {
            await announce(
              await listAdditions(tree, changes, service, settings),
            );
          }
          return changes;
        }),
      ({ commitSha, outcome }) => ({ commitSha, outcome }),
    );
  }

  /** Takes out what was added of a service that has never been released. */
  async remove(
    service: ServiceApplication,
    made: GitOpsAdditions,
    { credentials, author }: OnBehalf,
  ): Promise<RemovedApplication> {
    let left: string[] = [];
    const remove = async () => {
      const removed = await this.#change(
        `Remove ${service.name}, whose creation failed\n`,
        author,
        async tree => {
          const settings = await this.#settings(tree);
          const removal = await planRemoval(tree, service, settings, made);
          left = removal.left;
          return removal.changes;
        },
      );
      return { ...removed, left };
    };
    return withAudit(
      this.#auditor,
      {
        eventId: 'gitops-application-remove',
        credentials,
        meta: { application: service.name, project: service.project },
      },
      remove,
      ({ commitSha, outcome }) => ({ commitSha, outcome, left }),
    );
  }

  #settings(tree: GitOpsTree) {
    return readSettings(this.#repository, tree, {
      podSecurityVersion: this.#podSecurityVersion,
    });
  }

  async #change(
    message: string,
    author: CommitAuthor,
    plan: (tree: GitOpsTree) => Promise<FileChange[]>,
  ): Promise<AddedApplication> {
    let files: string[] = [];
    const commit = await changeTree({
      ...{ repository: this.#repository, message, author },
      plan: async tree => {
        const changes = await plan(tree);
        files = changes.map(change => change.path);
        return changes;
      },
    });
    return { ...commit, files };
  }
}
