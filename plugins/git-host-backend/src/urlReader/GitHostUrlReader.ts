import { Readable } from 'node:stream';
import type { ReadTreeResponseFactory } from '@backstage/backend-defaults/urlReader';
import type {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
  UrlReaderServiceReadTreeResponse,
  UrlReaderServiceReadUrlOptions,
  UrlReaderServiceReadUrlResponse,
  UrlReaderServiceSearchOptions,
  UrlReaderServiceSearchResponse,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, NotModifiedError } from '@backstage/errors';
import { describePathProblem } from '@notes/plugin-git-host-common';
import { Minimatch } from 'minimatch';
import {
  BareRepository,
  findCommit,
  findFile,
  GitStorage,
  listFiles,
  readBlob,
  resolveRef,
} from '../git';
import { parseGitHostUrl } from './parseGitHostUrl';

/** A file larger than this is not something that the catalog should read. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_ARCHIVE_BYTES = 512 * 1024 * 1024;

interface Location {
  repository: BareRepository;
  ref: string;
  commitSha: string;
  path: string;
}

/**
 * Reads addresses of the git host straight from the repository on disk, so
 * that catalog, docs and templates need no token and no network.
 */
export class GitHostUrlReader implements UrlReaderService {
  readonly #baseUrl: string;
  readonly #storage: GitStorage;
  readonly #responses: ReadTreeResponseFactory;

  constructor(options: {
    baseUrl: string;
    storage: GitStorage;
    treeResponseFactory: ReadTreeResponseFactory;
  }) {
    this.#baseUrl = options.baseUrl;
    this.#storage = options.storage;
    this.#responses = options.treeResponseFactory;
  }

  /** Whether an address belongs to the git host. */
  handles(url: URL): boolean {
    const base = new URL(this.#baseUrl);
    return (
      url.origin === base.origin && url.pathname.startsWith(`${base.pathname}/`)
    );
  }

  async readUrl(
    url: string,
    options?: UrlReaderServiceReadUrlOptions,
  ): Promise<UrlReaderServiceReadUrlResponse> {
    const at = await this.#locate(url);
    assertModified(at, options?.etag);
    const content = await readContent(at, at.path);
    return {
      buffer: async () => content,
      stream: () => Readable.from([content]),
      etag: at.commitSha,
    };
  }

  async readTree(
    url: string,
    options?: UrlReaderServiceReadTreeOptions,
  ): Promise<UrlReaderServiceReadTreeResponse> {
    const at = await this.#locate(url);
    assertModified(at, options?.etag);
    const { stdout, truncated } = await at.repository.run(
      ['archive', '--format=tar', at.commitSha],
      { maxBytes: MAX_ARCHIVE_BYTES },
    );
    if (truncated) {
      throw new InputError(`'${url}' is too large to be read as a whole`);
    }
    return this.#responses.fromTarArchive({
      stream: Readable.from([stdout]),
      subpath: at.path,
      etag: at.commitSha,
      filter: options?.filter,
      stripFirstDirectory: false,
    });
  }

  async search(
    url: string,
    options?: UrlReaderServiceSearchOptions,
  ): Promise<UrlReaderServiceSearchResponse> {
    const at = await this.#locate(url).catch(ignoreMissing);
    if (!at) {
      return { files: [], etag: '' };
    }
    assertModified(at, options?.etag);
    const matcher = new Minimatch(at.path);
    const files = await listFiles(at.repository, at.commitSha);
    const matching = files.filter(
      file => file.type === 'blob' && matcher.match(file.path),
    );
    return {
      etag: at.commitSha,
      files: matching.map(file => ({
        url: this.#urlOf(url, at, file.path),
        content: () => readContent(at, file.path),
      })),
    };
  }

  toString(): string {
    return `gitHost{baseUrl=${this.#baseUrl}}`;
  }

  async #locate(url: string): Promise<Location> {
    const { id, refAndPath } = parseGitHostUrl(this.#baseUrl, url);
    const repository = await this.#storage.open(id);
    // No branch can be the beginning of another, so the first that exists is meant.
    for (let count = 1; count <= refAndPath.length; count++) {
      const ref = refAndPath.slice(0, count).join('/');
      const path = refAndPath.slice(count).join('/');
      const commitSha = await findSafely(repository, ref);
      if (commitSha) {
        return { repository, ref, commitSha, path: checkPath(path) };
      }
    }
    if (refAndPath.length > 0) {
      throw new NotFoundError(
        `'${url}' cannot be read: no branch, tag or commit of that name`,
      );
    }
    return { repository, ...(await resolveRef(repository)), path: '' };
  }

  #urlOf(asked: string, at: Location, path: string): string {
    if (path === at.path) {
      return asked;
    }
    const { id } = parseGitHostUrl(this.#baseUrl, asked);
    const rest = [...at.ref.split('/'), ...path.split('/')];
    return [this.#baseUrl, id.owner, id.name, 'blob']
      .concat(rest.map(encodeURIComponent))
      .join('/');
  }
}

async function findSafely(repository: BareRepository, ref: string) {
  return describePathProblem(ref) ? undefined : findCommit(repository, ref);
}

function checkPath(path: string): string {
  const problem = path === '' ? undefined : describePathProblem(path);
  if (problem) {
    throw new InputError(problem);
  }
  return path;
}

async function readContent(at: Location, path: string): Promise<Buffer> {
  const file = await findFile(at.repository, at, path);
  if ((file.size ?? 0) > MAX_FILE_BYTES) {
    throw new InputError(
      `File '${path}' has ${file.size} bytes, at most ${MAX_FILE_BYTES} are read`,
    );
  }
  return readBlob(at.repository, file.sha, MAX_FILE_BYTES);
}

function assertModified(at: Location, etag: string | undefined): void {
  if (etag === at.commitSha) {
    throw new NotModifiedError();
  }
}

function ignoreMissing(error: Error): undefined {
  if (error.name !== 'NotFoundError') {
    throw error;
  }
  return undefined;
}
