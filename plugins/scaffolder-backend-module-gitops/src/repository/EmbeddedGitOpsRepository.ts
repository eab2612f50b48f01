import type { AuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  CommitAuthor,
  FileChange,
  GitHostApi,
  GitHostRequestOptions,
  Repository,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import type {
  GitOpsCommit,
  GitOpsRepository,
  GitOpsTree,
} from './GitOpsRepository';

/** As many as the git host reads at once. */
const MAX_FILES = 50;

/**
 * The GitOps repository on the portal's own git host.
 *
 * It is the platform's repository, into which teams may not push. The portal
 * therefore commits by its own right, after it has asked whether the person may
 * add this application; the person is the author of the commit.
 */
export class EmbeddedGitOpsRepository implements GitOpsRepository {
  readonly #gitHost: GitHostApi;
  readonly #auth: AuthService;
  readonly #id: RepositoryId;

  constructor(options: {
    gitHost: GitHostApi;
    auth: AuthService;
    id: RepositoryId;
  }) {
    this.#gitHost = options.gitHost;
    this.#auth = options.auth;
    this.#id = options.id;
  }

  async cloneUrl(): Promise<string> {
    return (await this.#describe()).cloneUrl;
  }

  async pageUrl(): Promise<string> {
    return (await this.#describe()).pageUrl;
  }

  async open(): Promise<GitOpsTree> {
    const { defaultBranch } = await this.#describe();
    const options = await this.#options();
    const at = { ref: defaultBranch };
    const root = await this.#gitHost.getTree(this.#id, at, options);
    const ref = root.commitSha;
    return {
      commitSha: ref,
      branch: defaultBranch,
      read: paths => this.#read(ref, paths),
      list: async path => {
        const tree = await this.#unlessMissing(opts =>
          this.#gitHost.getTree(this.#id, { ref, path }, opts),
        );
        return (tree?.entries ?? [])
          .filter(entry => entry.type === 'file')
          .map(entry => entry.path)
          .filter(each => /\.ya?ml$/.test(each));
      },
    };
  }

  async commit(
    tree: GitOpsTree,
    change: { message: string; author: CommitAuthor; files: FileChange[] },
  ): Promise<GitOpsCommit> {
    const request = {
      ...change,
      branch: tree.branch,
      parentSha: tree.commitSha,
    };
    return this.#gitHost.commit(this.#id, request, await this.#options());
  }

  async #read(ref: string, paths: string[]): Promise<Map<string, string>> {
    const contents = new Map<string, string>();
    for (let start = 0; start < paths.length; start += MAX_FILES) {
      const { items } = await this.#gitHost.getFiles(
        this.#id,
        { ref, paths: paths.slice(start, start + MAX_FILES) },
        await this.#options(),
      );
      items.forEach(({ path, content }) => contents.set(path, content));
    }
    return contents;
  }

  async #describe(): Promise<Repository> {
    try {
      return await this.#gitHost.getRepository(this.#id, await this.#options());
    } catch (error) {
      if ((error as Error).name !== 'NotFoundError') {
        throw error;
      }
      throw new NotFoundError(
        `The GitOps repository '${this.#id.owner}/${this.#id.name}' does not exist: the portal makes it at its start, or set 'goldenPath.gitopsRepo' to the one you have`,
      );
    }
  }

  async #options(): Promise<GitHostRequestOptions> {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'git-host',
    });
  }

  async #unlessMissing<T>(
    read: (options: GitHostRequestOptions) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await read(await this.#options());
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }
}
