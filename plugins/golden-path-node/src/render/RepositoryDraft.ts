import { constants, type PathLike } from 'node:fs';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { LayerFile } from './LayerFile';
import type { RenderedFile } from './readRenderedFiles';

const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
const REPLACE = O_WRONLY + O_CREAT + O_TRUNC + O_NOFOLLOW;

type DraftFile = Omit<LayerFile, 'path'> & {
  /** A copy brings its mode; a text keeps the mode of the file that it replaces. */
  setsMode: boolean;
};

/** A repository in memory: each layer is laid over those before it, and every file is written once. */
export class RepositoryDraft {
  readonly #files = new Map<string, DraftFile>();
  readonly #folders = new Set<string>();

  add(folder: string, files: readonly LayerFile[]): void {
    for (const { path, ...file } of files) {
      this.#place(resolveInside(folder, path), file);
    }
  }

  files(): RenderedFile[] {
    return [...this.#files]
      .map(([path, { content, mode, kind }]) => ({
        path,
        content,
        executable: kind !== 'link' && isExecutable(mode),
        symlink: kind === 'link',
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Writes over what is there; a link that is in the way is replaced, never followed. */
  async writeTo(workspace: string): Promise<void> {
    const folders = new Set(
      [...this.#files.keys()].map(path => posix.dirname(path)),
    );
    for (const folder of folders) {
      await mkdir(resolveSafeChildPath(workspace, folder), { recursive: true });
    }
    await Promise.all(
      [...this.#files].map(([path, file]) =>
        writeDraft(join(workspace, path), file),
      ),
    );
  }

  #place(path: string, file: Omit<LayerFile, 'path'>): void {
    const clash = this.#folders.has(path) ? path : this.#fileAbove(path);
    if (clash) {
      throw new InputError(
        `"${clash}" is a file of one layer and a folder of another`,
      );
    }
    const before = this.#files.get(path);
    const keepsMode = file.kind === 'text' && before && before.kind !== 'link';
    this.#files.set(path, {
      ...file,
      mode: keepsMode ? before.mode : file.mode,
      setsMode: keepsMode ? before.setsMode : file.kind === 'copy',
    });
  }

  /** The file that stands where a folder of the path is needed. */
  #fileAbove(path: string): string | undefined {
    for (const folder of foldersAbove(path)) {
      if (this.#files.has(folder)) {
        return folder;
      }
      this.#folders.add(folder);
    }
    return undefined;
  }
}

function* foldersAbove(path: string): Generator<string> {
  for (
    let end = path.indexOf('/');
    end !== -1;
    end = path.indexOf('/', end + 1)
  ) {
    yield path.slice(0, end);
  }
}

function resolveInside(folder: string, path: string): string {
  const resolved = posix.normalize(posix.join(folder, path));
  if (resolved === '..' || resolved.startsWith('../')) {
    throw new NotAllowedError(
      `"${path}" is not accepted: expected a file inside the repository`,
    );
  }
  return resolved;
}

async function writeDraft(path: string, file: DraftFile): Promise<void> {
  if (file.kind === 'link') {
    await rm(path, { force: true });
    await symlink(file.content.toString(), path);
    return;
  }
  await write(path, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOOP') {
      throw error;
    }
    await rm(path);
    await write(path, file);
  });
  if (file.setsMode) {
    await chmod(path, file.mode);
  }
}

function write(path: PathLike, { content, mode }: DraftFile): Promise<void> {
  return writeFile(path, content, { mode, flag: REPLACE });
}

/** git knows a file as executable by the bit of its owner. */
function isExecutable(mode: number): boolean {
  return Math.floor(mode / 0o100) % 2 === 1;
}
