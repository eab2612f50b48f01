import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  describeBranchProblem,
  describeOwnerProblem,
  describeRepositoryNameProblem,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import { BareRepository } from './BareRepository';
import { gitEnvironment } from './gitEnvironment';
import { runGit } from './runGit';

/** Names in this folder start with a dot, which no owner may. */
const WORK_FOLDER = '.work';

/**
 * The folder of bare repositories: `<directory>/<owner>/<name>.git`.
 *
 * A repository appears and disappears by one rename, so that a reader never
 * sees a half-made one.
 */
export class GitStorage {
  readonly #directory: string | undefined;
  readonly #maxPushBytes: number;

  constructor(options: {
    directory: string | undefined;
    maxPushBytes: number;
  }) {
    this.#directory = options.directory;
    this.#maxPushBytes = options.maxPushBytes;
  }

  get directory(): string {
    if (this.#directory === undefined) {
      throw new ServiceUnavailableError(
        "The git host is off: set 'gitHost.directory' in app-config to the folder for repositories",
      );
    }
    return this.#directory;
  }

  /** @throws InputError when owner or name are not accepted */
  pathOf(id: RepositoryId): string {
    const problem =
      describeOwnerProblem(id.owner) ?? describeRepositoryNameProblem(id.name);
    if (problem) {
      throw new InputError(problem);
    }
    return resolveSafeChildPath(
      this.directory,
      join(id.owner, `${id.name}.git`),
    );
  }

  async open(id: RepositoryId): Promise<BareRepository> {
    const path = this.pathOf(id);
    if (!(await exists(path))) {
      throw new NotFoundError(
        `Repository '${id.owner}/${id.name}' does not exist`,
      );
    }
    return this.#at(path);
  }

  /** Makes an empty repository out of sight; `publish` brings it to its place. */
  async prepare(defaultBranch: string): Promise<BareRepository> {
    const problem = describeBranchProblem(defaultBranch);
    if (problem) {
      throw new InputError(problem);
    }
    const path = await this.#workPath();
    await mkdir(path);
    await runGit(
      [
        'init',
        ...['--bare', '--quiet', '--template='],
        `--initial-branch=${defaultBranch}`,
      ],
      {
        cwd: path,
        env: gitEnvironment({ maxPushBytes: this.#maxPushBytes }),
      },
    );
    return this.#at(path);
  }

  /**
   * Moves a prepared repository to its place. What lies there is put aside
   * and named in the answer, never overwritten.
   */
  async publish(
    prepared: BareRepository,
    id: RepositoryId,
  ): Promise<{ setAside: string | undefined }> {
    const target = this.pathOf(id);
    await mkdir(join(this.directory, id.owner), { recursive: true });
    const setAside = (await exists(target))
      ? await this.setAside(id)
      : undefined;
    await rename(prepared.path, target);
    return { setAside };
  }

  /** Takes a repository out of sight, and tells where it is. */
  async setAside(id: RepositoryId): Promise<string> {
    const path = await this.#workPath();
    await rename(this.pathOf(id), path);
    return path;
  }

  async restore(setAside: string, id: RepositoryId): Promise<void> {
    await rm(this.pathOf(id), { recursive: true, force: true });
    await rename(setAside, this.pathOf(id));
  }

  async discard(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true });
  }

  #at(path: string): BareRepository {
    return new BareRepository(path, { maxPushBytes: this.#maxPushBytes });
  }

  async #workPath(): Promise<string> {
    const folder = join(this.directory, WORK_FOLDER);
    await mkdir(folder, { recursive: true });
    return join(folder, randomUUID());
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
