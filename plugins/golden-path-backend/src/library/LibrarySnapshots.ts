import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AuthService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type {
  FileChange,
  GitHostApi,
  Repository,
} from '@notes/plugin-git-host-common';
import type { LibrarySnapshot } from '@notes/plugin-golden-path-common';
import {
  hashTree,
  readRenderedFiles,
  type RenderedFile,
} from '@notes/plugin-golden-path-node';
import { fingerprint } from './fingerprint';
import { listChanges, toFileChange } from './listChanges';

/**
 * Keeps every version of the templates library in a repository of the portal's git host.
 *
 * A repository that was made from a template is upgraded against the version it came from, so that
 * version has to stay readable after the portal itself was updated. A commit is made only when the
 * library has changed.
 */
export class LibrarySnapshots {
  readonly #options: {
    auth: AuthService;
    directory: string;
    gitHost: GitHostApi;
    reader: UrlReaderService;
    repository: string;
  };
  #last: Promise<unknown> = Promise.resolve();
  #taken: { stamp: string; snapshot: LibrarySnapshot } | undefined;

  constructor(options: {
    auth: AuthService;
    directory: string;
    gitHost: GitHostApi;
    reader: UrlReaderService;
    /** `owner/name`. */
    repository: string;
  }) {
    this.#options = options;
  }

  /** The version that is on disk now; two calls at the same time follow each other. */
  async take(): Promise<LibrarySnapshot> {
    const next = this.#last.then(
      () => this.#take(),
      () => this.#take(),
    );
    this.#last = next;
    return next;
  }

  async #take(): Promise<LibrarySnapshot> {
    const { auth, directory, gitHost, repository } = this.#options;
    const [owner, name] = repository.split('/');
    const id = { owner, name };
    const onDisk = await fingerprint(directory);
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'git-host',
    });
    const find = () =>
      gitHost.getRepository(id, { token }).catch(ignoreNotFound);
    const kept = await find();
    if (this.#taken && this.#taken.stamp === stampOf(onDisk, kept)) {
      return this.#taken.snapshot;
    }
    const snapshot = await this.#keep(id, kept, token);
    this.#taken = { stamp: stampOf(onDisk, await find()), snapshot };
    return snapshot;
  }

  /** Compares every file with what is kept, and commits the difference. */
  async #keep(
    id: { owner: string; name: string },
    kept: Repository | undefined,
    token: string,
  ): Promise<LibrarySnapshot> {
    const { directory, gitHost, repository } = this.#options;
    const files = (await readRenderedFiles(directory)).filter(
      file => !file.symlink,
    );
    if (!kept) {
      const made = await gitHost.createRepository(
        {
          ...id,
          description:
            'Every version of the golden-path templates of this portal, written by the portal',
          initialCommit: {
            message: 'Keep the first version of the templates',
            files: files.map(toFileChange),
          },
        },
        { token, idempotencyKey: `golden-path:${repository}` },
      );
      return { repository, url: made.cloneUrl, commit: made.commitSha ?? '' };
    }
    const last = await this.#read(kept.contentsUrl);
    if (hashTree(last.files) === hashTree(files)) {
      return { repository, url: kept.cloneUrl, commit: last.commit };
    }
    const changes: FileChange[] = listChanges(last.files, files);
    const { commitSha } = await gitHost.commit(
      id,
      {
        branch: kept.defaultBranch,
        parentSha: last.commit,
        message: `Keep a new version of the templates\n\n${changes.length} files differ.`,
        files: changes,
      },
      { token },
    );
    return { repository, url: kept.cloneUrl, commit: commitSha };
  }

  async #read(
    contentsUrl: string,
  ): Promise<{ files: RenderedFile[]; commit: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'library-'));
    try {
      const tree = await this.#options.reader.readTree(`${contentsUrl}/`);
      const targetDir = await tree.dir({ targetDir: folder });
      return { files: await readRenderedFiles(targetDir), commit: tree.etag };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** Changes with any file of the library, and with any push to what keeps it. */
function stampOf(onDisk: string, kept: Repository | undefined): string {
  return [onDisk, kept?.createdAt, kept?.pushedAt].join(' ');
}

function ignoreNotFound(error: unknown): undefined {
  if (isError(error) && error.name === 'NotFoundError') {
    return undefined;
  }
  throw error;
}
