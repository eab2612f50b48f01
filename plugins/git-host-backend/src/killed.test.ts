/** Backend layer: what a portal leaves that is killed between two steps of the git host. */
import { existsSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DEVELOPER,
  type GitHost,
  startGitHost,
} from './__testUtils__/startGitHost';

describe('a git host whose process was killed', () => {
  let host: GitHost;
  beforeAll(async () => {
    host = await startGitHost();
  });
  afterAll(() => host.stop());

  const keyed = (idempotencyKey: string) => ({
    ...host.as(DEVELOPER),
    idempotencyKey,
  });
  const folderOf = (name: string) => join(host.folder, 'notes', `${name}.git`);
  const create = (name: string) =>
    host.client.createRepository(
      {
        ...{ owner: 'notes', name },
        initialCommit: {
          message: 'Start',
          files: [{ path: 'a', content: 'a' }],
        },
      },
      keyed(`task-${name}`),
    );
  const commit = (name: string) =>
    host.client.commit(
      { owner: 'notes', name },
      { message: 'Work', files: [{ path: 'b', content: 'b' }] },
      host.as(DEVELOPER),
    );

  it('makes a repository again whose folder is gone and whose row is not', async () => {
    await create('half-gone');
    await rm(folderOf('half-gone'), { recursive: true });
    expect(await create('half-gone')).toMatchObject({ outcome: 'created' });
    expect(await commit('half-gone')).toMatchObject({ outcome: 'committed' });
  });

  it('finishes the deletion of a repository whose folder is gone', async () => {
    const id = { owner: 'notes', name: 'half-deleted' };
    await create(id.name);
    await rm(folderOf(id.name), { recursive: true });
    await host.client.deleteRepository(id, keyed(`task-${id.name}`));
    await expect(
      host.client.getRepository(id, host.as(DEVELOPER)),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('makes a repository whose folder is there already and whose row is not', async () => {
    await mkdir(folderOf('half-made'), { recursive: true });
    expect(await create('half-made')).toMatchObject({ outcome: 'created' });
    expect(await commit('half-made')).toMatchObject({ outcome: 'committed' });
  });

  it('commits past the lock of a git that was killed, and not past one at work', async () => {
    await create('locked');
    const lock = join(folderOf('locked'), 'refs/heads/main.lock');
    await writeFile(lock, '');
    await expect(commit('locked')).rejects.toThrow();
    expect(existsSync(lock)).toBe(true);

    const old = new Date(Date.now() - 10 * 60_000);
    await utimes(lock, old, old);
    expect(await commit('locked')).toMatchObject({ outcome: 'committed' });
    expect(existsSync(lock)).toBe(false);
  });
});
