import { InputError, NotFoundError } from '@backstage/errors';
import {
  describePathProblem,
  FileContent,
  Tree,
  TreeEntry,
} from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';
import { ResolvedRef, resolveRef } from './resolveRef';

/** Larger files are named but not shown. */
const MAX_SHOWN_BYTES = 1024 * 1024;

interface ListedObject {
  mode: string;
  type: string;
  sha: string;
  size: number | undefined;
  path: string;
}

/** Lists the folder `path` of a ref, folders first. */
export async function readTree(
  repository: BareRepository,
  at: { ref?: string; path?: string },
): Promise<Tree> {
  const resolved = await resolveRef(repository, at.ref);
  const path = at.path ?? '';
  const listed = await listObjects(repository, resolved, path);
  const entries = listed.map(object => toEntry(object, path));
  entries.sort(compareEntries);
  return { ...resolved, path, entries };
}

/** Every file of a commit with its path from the root. */
export async function listFiles(
  repository: BareRepository,
  commitSha: string,
): Promise<ListedObject[]> {
  const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', commitSha];
  return parseListing((await repository.run(args)).stdout);
}

export async function readFile(
  repository: BareRepository,
  at: { ref?: string; path: string },
): Promise<FileContent> {
  const resolved = await resolveRef(repository, at.ref);
  const found = await findFile(repository, resolved, at.path);
  const size = found.size ?? 0;
  const shared = { ...resolved, path: at.path, size };
  if (size > MAX_SHOWN_BYTES) {
    return { ...shared, kind: 'too-large', content: undefined };
  }
  const bytes = await readBlob(repository, found.sha);
  // The same sign that git looks for: a zero byte near the start.
  return bytes.subarray(0, 8000).includes(0)
    ? { ...shared, kind: 'binary', content: undefined }
    : { ...shared, kind: 'text', content: bytes.toString('utf8') };
}

export async function findFile(
  repository: BareRepository,
  at: ResolvedRef,
  path: string,
): Promise<ListedObject> {
  checkPath(path);
  const args = ['ls-tree', '-z', '-l', '--full-tree', at.commitSha, '--', path];
  const [found] = parseListing((await repository.run(args)).stdout);
  if (!found || found.type !== 'blob') {
    throw new NotFoundError(`File '${path}' does not exist at '${at.ref}'`);
  }
  return found;
}

export async function readBlob(
  repository: BareRepository,
  sha: string,
  maxBytes?: number,
): Promise<Buffer> {
  const args = ['cat-file', 'blob', sha];
  return (await repository.run(args, { maxBytes })).stdout;
}

async function listObjects(
  repository: BareRepository,
  at: ResolvedRef,
  path: string,
): Promise<ListedObject[]> {
  if (path !== '') {
    checkPath(path);
  }
  const treeish = path === '' ? at.commitSha : `${at.commitSha}:${path}`;
  const { stdout, code } = await repository.run(
    ['ls-tree', '-z', '-l', '--full-tree', treeish],
    { okCodes: [0, 128] },
  );
  if (code !== 0) {
    throw new NotFoundError(`Folder '${path}' does not exist at '${at.ref}'`);
  }
  return parseListing(stdout);
}

function checkPath(path: string): void {
  const problem = describePathProblem(path);
  if (problem) {
    throw new InputError(problem);
  }
}

/** Reads `<mode> <type> <sha> <size>\t<path>` records that end in a zero byte. */
function parseListing(output: Buffer): ListedObject[] {
  const records = output.toString('utf8').split('\0').slice(0, -1);
  return records.map(record => {
    const tab = record.indexOf('\t');
    const [mode, type, sha, size] = record.slice(0, tab).split(/ +/);
    return {
      ...{ mode, type, sha, path: record.slice(tab + 1) },
      size: size === '-' ? undefined : Number(size),
    };
  });
}

function toEntry(object: ListedObject, folder: string): TreeEntry {
  return {
    name: object.path,
    path: folder === '' ? object.path : `${folder}/${object.path}`,
    type: entryType(object),
    size: object.size,
    executable: object.mode === '100755',
  };
}

function entryType(object: ListedObject): TreeEntry['type'] {
  if (object.type === 'tree') {
    return 'directory';
  }
  if (object.type === 'commit') {
    return 'submodule';
  }
  return object.mode === '120000' ? 'symlink' : 'file';
}

function compareEntries(a: TreeEntry, b: TreeEntry): number {
  const folders =
    Number(b.type === 'directory') - Number(a.type === 'directory');
  return folders || a.name.localeCompare(b.name, 'en');
}
