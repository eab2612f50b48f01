import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { DEVELOPER } from './people';
import type { PortalClient } from './PortalClient';

const run = promisify(execFile);

const LOCK_PATH = '.backstage/template.lock.yaml';

/** Everything of a service is there exactly once, and belongs together. */
export async function expectMadeOnce(
  portal: PortalClient,
  name: string,
  taskId: string,
  history = ['Add'],
): Promise<void> {
  const slug = `notes/${name}`;
  expect(await portal.git(slug, 'log', '--all', '--format=%s')).toBe(
    'Start from the Node service golden path',
  );
  const locations = await portal.listLocations();
  expect(locations.filter(target => target.includes(`/${slug}/`))).toEqual([
    expect.stringMatching(/catalog-info\.yaml$/),
  ]);
  const told = await portal.git(
    ...['platform/gitops', 'log', '--format=%s', '--extended-regexp'],
    `--grep=^(Add|Remove) ${name}(,|$)`,
  );
  expect(told.split('\n').map(line => line.split(' ')[0])).toEqual(history);
  expect(
    await portal.client.listLedger(taskId, portal.as(DEVELOPER)),
  ).toMatchObject([
    { kind: 'repository', target: slug, state: 'done' },
    { kind: 'gitops-application', target: name, state: 'done' },
  ]);
  await expectRightLock(portal, slug, taskId);
}

/** What the lock says the template has made is what lies in the repository. */
async function expectRightLock(
  portal: PortalClient,
  slug: string,
  taskId: string,
) {
  const lock = parse(await portal.git(slug, 'show', `main:${LOCK_PATH}`));
  expect(lock).toMatchObject({ scaffold: { task: taskId } });
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  const options = {
    env: {
      ...process.env,
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_WORK_TREE: folder,
    },
  };
  const git = async (...args: string[]) =>
    run('git', [`--git-dir=${portal.folderOf(slug)}`, ...args], options);
  await git('read-tree', 'main');
  await git('update-index', '--force-remove', LOCK_PATH);
  const { stdout } = await git('write-tree');
  await rm(folder, { recursive: true });
  expect(stdout.trim()).toBe(lock.render.tree);
}
