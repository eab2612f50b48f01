import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { WorkspaceGuard } from './WorkspaceGuard';

const folder = createMockDirectory();

async function rehydrate(
  past: { hasRun?: boolean; hasFailed?: boolean; hasSavedSteps?: boolean },
  files: string[],
) {
  folder.clear();
  const targetPath = folder.resolve('task-1');
  await mkdir(targetPath, { recursive: true });
  for (const name of files) {
    await writeFile(join(targetPath, name), 'text');
  }
  await mkdir(folder.resolve('task-1_step-render-a1'));
  await mkdir(folder.resolve('task-2_step-render-a1'));
  const startOver = jest.fn();
  const read = async () => ({
    ...{ hasRun: true, hasFailed: false, hasSavedSteps: true },
    ...past,
  });
  const guard = new WorkspaceGuard({ read, startOver });
  await guard.rehydrateWorkspace({ taskId: 'task-1', targetPath });
  return {
    startOver,
    files: await readdir(targetPath),
    folders: (await readdir(folder.path)).sort(),
  };
}

describe('WorkspaceGuard', () => {
  it('leaves a task alone that runs for the first time', async () => {
    const { startOver, files } = await rehydrate({ hasRun: false }, ['a']);
    expect(startOver).not.toHaveBeenCalled();
    expect(files).toEqual(['a']);
  });

  it('lets a task go on whose files are there', async () => {
    const { startOver, files } = await rehydrate({}, ['a']);
    expect(startOver).not.toHaveBeenCalled();
    expect(files).toEqual(['a']);
  });

  it('removes what steps of the killed run had for themselves, and nothing of other tasks', async () => {
    const { folders } = await rehydrate({}, ['a']);
    expect(folders).toEqual(['task-1', 'task-2_step-render-a1']);
  });

  it.each([
    ['a step has failed', { hasFailed: true }, ['a'], /has failed/],
    ['the files are gone', {}, [], /are gone/],
    ['no step is completed', { hasSavedSteps: false }, ['a'], /no step/],
  ])('starts over with an empty folder when %s', async (_, past, had, why) => {
    const { startOver, files } = await rehydrate(past, had);
    expect(startOver).toHaveBeenCalledWith(
      'task-1',
      expect.stringMatching(why),
    );
    expect(files).toEqual([]);
  });
});
