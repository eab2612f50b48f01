import { mkdtemp, rm, utimes, writeFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { FileChange, Repository } from '@notes/plugin-git-host-common';
import { LibrarySnapshots } from './LibrarySnapshots';

describe('LibrarySnapshots', () => {
  let directory: string;
  let kept: { repository: Repository; files: Map<string, string> } | undefined;
  let pushes: number;
  const readTree = jest.fn();
  const commit = jest.fn();
  const createRepository = jest.fn();
  let snapshots: LibrarySnapshots;

  function push(files: FileChange[]): string {
    pushes += 1;
    for (const { path, content } of files) {
      if (content === undefined) {
        kept?.files.delete(path);
      } else {
        kept?.files.set(path, content);
      }
    }
    if (kept) {
      kept.repository = { ...kept.repository, pushedAt: `push ${pushes}` };
    }
    return `commit-${pushes}`;
  }

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'library-'));
    await writeFile(join(directory, 'a'), 'one');
    kept = undefined;
    pushes = 0;
    createRepository.mockReset().mockImplementation(async request => {
      kept = {
        repository: {
          ...{ owner: 'platform', name: 'templates', defaultBranch: 'main' },
          ...{ cloneUrl: 'clone', contentsUrl: 'contents' },
          createdAt: `creation ${pushes}`,
        } as Repository,
        files: new Map(),
      };
      const commitSha = push(request.initialCommit.files);
      return { ...kept.repository, commitSha };
    });
    commit.mockReset().mockImplementation(async (_, { files }) => ({
      commitSha: push(files),
    }));
    readTree.mockReset().mockImplementation(async () => ({
      etag: `commit-${pushes}`,
      dir: async ({ targetDir }: { targetDir: string }) => {
        for (const [path, content] of kept?.files ?? []) {
          await writeFile(join(targetDir, path), content, 'base64');
        }
        return targetDir;
      },
    }));
    snapshots = new LibrarySnapshots({
      auth: mockServices.auth(),
      ...{ directory, repository: 'platform/templates' },
      reader: { readTree } as never,
      gitHost: {
        createRepository,
        commit,
        getRepository: async () => {
          if (!kept) {
            throw new NotFoundError('none');
          }
          return kept.repository;
        },
      } as never,
    });
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('keeps the first version, and reads nothing while nothing changes', async () => {
    const first = await snapshots.take();
    expect(first).toEqual({
      ...{ repository: 'platform/templates', url: 'clone' },
      commit: 'commit-1',
    });
    expect(await snapshots.take()).toEqual(first);
    expect(readTree).not.toHaveBeenCalled();
    expect(commit).not.toHaveBeenCalled();
  });

  it('keeps a change that keeps size and time of the file', async () => {
    const path = join(directory, 'a');
    const { atime, mtime } = await stat(path);
    await snapshots.take();
    await writeFile(path, 'two');
    await utimes(path, atime, mtime);
    expect(await snapshots.take()).toMatchObject({ commit: 'commit-2' });
    expect(await snapshots.take()).toMatchObject({ commit: 'commit-2' });
    expect(commit).toHaveBeenCalledTimes(1);
  });

  it('looks at what is kept again when somebody has pushed to it', async () => {
    await snapshots.take();
    push([{ path: 'a', content: Buffer.from('theirs').toString('base64') }]);
    expect(await snapshots.take()).toMatchObject({ commit: 'commit-3' });
    expect(kept?.files.get('a')).toBe(Buffer.from('one').toString('base64'));
  });

  it('makes the repository again when it is gone', async () => {
    await snapshots.take();
    kept = undefined;
    await snapshots.take();
    expect(createRepository).toHaveBeenCalledTimes(2);
  });

  it('commits a new file beside the others', async () => {
    await snapshots.take();
    await writeFile(join(directory, 'b'), 'new');
    expect(await snapshots.take()).toMatchObject({ commit: 'commit-2' });
    expect([...(kept?.files.keys() ?? [])]).toEqual(['a', 'b']);
  });
});
