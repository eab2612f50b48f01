/** Backend layer: a fault after each step of a template, with the real scaffolder, catalog and git host. */
import {
  DEVELOPER,
  LEARNER,
  startPortal,
  waitFor,
} from './__testUtils__/startPortal';
import { STEPS } from './__testUtils__/writeLibrary';

const values = (name: string) => ({
  name,
  description: 'Writes invoices',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
});

// The whole portal shares the machine with other tests.
jest.setTimeout(60_000);

describe('a task that fails', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal();
  }, 120_000);
  afterAll(() => portal?.stop());
  beforeEach(() => {
    portal.denied.mockReset().mockReturnValue(false);
  });

  const hasRepository = async (name: string) =>
    portal.gitHost
      .getRepository({ owner: 'notes', name }, portal.as(DEVELOPER))
      .then(
        () => true,
        () => false,
      );
  const entityStatus = async (name: string) =>
    (await portal.call(`/catalog/entities/by-name/component/default/${name}`))
      .status;

  it('makes everything when it does not fail', async () => {
    const { status, log, taskId } = await portal.run('demo', values('works'));
    expect({ status, log }).toMatchObject({ status: 'completed' });
    expect(await hasRepository('works')).toBe(true);
    expect(
      await portal.client.listLedger(taskId, portal.as(DEVELOPER)),
    ).toMatchObject([
      { kind: 'repository', target: 'notes/works', state: 'done' },
    ]);
    await waitFor(async () => (await entityStatus('works')) === 200);
  });

  it.each(STEPS.map((step, index) => [step.id, index]))(
    'leaves nothing behind when it fails after the step "%s"',
    async (_, index) => {
      const name = `fails-${index}`;
      const { status, log, taskId } = await portal.run(
        `fault-${index}`,
        values(name),
      );

      expect({ status, log }).toMatchObject({ status: 'failed' });
      expect(await hasRepository(name)).toBe(false);
      expect((await portal.listLocations()).join()).not.toContain(name);
      await waitFor(async () => (await entityStatus(name)) === 404);
      const entries = await portal.client.listLedger(
        taskId,
        portal.as(DEVELOPER),
      );
      expect(entries.every(entry => entry.state === 'undone')).toBe(true);
      expect(log.includes(`Took back repository notes/${name}`)).toBe(
        entries.length > 0,
      );
    },
  );

  it('says exactly what it could not take back, and removes it when the person starts over', async () => {
    portal.denied.mockImplementation(
      permission => permission === 'githost.repository.delete',
    );
    const first = await portal.run('fault-3', values('stuck'));
    expect(first.log).toMatch(
      /Left behind: repository notes\/stuck\. .*not allowed.*tried again when you start over/,
    );
    expect(
      await portal.client.listLedger(first.taskId, portal.as(DEVELOPER)),
    ).toMatchObject([
      {
        target: 'notes/stuck',
        state: 'left',
        problem: expect.stringMatching(/not allowed/),
      },
    ]);
    expect(await hasRepository('stuck')).toBe(true);

    portal.denied.mockReturnValue(false);
    const second = await portal.run('fault-0', values('other'));
    expect(second.log).not.toContain('stuck');
    const third = await portal.run('fault-3', values('stuck'));
    expect(third.log).toMatch(/Took back repository notes\/stuck/);
    expect(await hasRepository('stuck')).toBe(false);
    expect(
      await portal.client.listLedger(first.taskId, portal.as(DEVELOPER)),
    ).toMatchObject([{ state: 'undone' }]);
  });

  it('makes everything again when the same task is retried', async () => {
    portal.denied.mockImplementation(
      permission => permission === 'catalog.location.create',
    );
    const { taskId, log } = await portal.run('demo', values('retried'));
    expect(log).toContain('Took back repository notes/retried');
    expect(await hasRepository('retried')).toBe(false);

    portal.denied.mockReturnValue(false);
    const path = `/scaffolder/v2/tasks/${taskId}/retry`;
    const { status } = await portal.call(path, { body: {} });
    expect(status).toBe(201);
    expect(await portal.finish(taskId)).toMatchObject({ status: 'completed' });
    expect(await hasRepository('retried')).toBe(true);
    expect(
      await portal.client.listLedger(taskId, portal.as(DEVELOPER)),
    ).toMatchObject([{ state: 'done' }]);
  });

  it('keeps a repository that had the name before', async () => {
    await portal.run('demo', values('taken'));
    const { status, log } = await portal.run('demo', values('taken'));
    expect(status).toBe('failed');
    expect(log).toMatch(/repoName 'taken' is taken/);
    expect(await hasRepository('taken')).toBe(true);
    await waitFor(async () => (await entityStatus('taken')) === 200);
  });

  it('keeps a repository that somebody has worked on', async () => {
    portal.denied.mockImplementation(
      permission => permission === 'githost.repository.delete',
    );
    const { taskId } = await portal.run('fault-2', values('worked-on'));
    portal.denied.mockReturnValue(false);
    await portal.gitHost.commit(
      { owner: 'notes', name: 'worked-on' },
      { message: 'Work', files: [{ path: 'a', content: 'b' }] },
      portal.as(DEVELOPER),
    );
    const result = await portal.client.undoTask(taskId, portal.as(DEVELOPER));
    expect(result).toMatchObject({
      undone: [],
      left: [{ problem: expect.stringMatching(/has been changed since/) }],
    });
    expect(await hasRepository('worked-on')).toBe(true);
  });

  it("shows and takes back nothing of somebody else's task", async () => {
    const { taskId } = await portal.run('demo', values('mine'));
    const other = portal.as(LEARNER);
    expect(await portal.client.listLedger(taskId, other)).toEqual([]);
    await expect(portal.client.undoTask(taskId, other)).rejects.toThrow(
      /belongs to somebody else/,
    );
    expect(await hasRepository('mine')).toBe(true);
  });

  it('puts files of a branch back, and names what only a person can take back', async () => {
    const options = portal.as(DEVELOPER);
    await portal.run('demo', values('tree'));
    const repository = { owner: 'notes', name: 'tree' };
    const taskId = 'task-with-files';
    const entry = { taskId, step: 'gitops', state: 'done' } as const;
    await portal.client.recordEffect(
      {
        ...entry,
        kind: 'gitops-commit',
        target: 'notes/tree',
        undo: {
          kind: 'git-files',
          repository,
          branch: 'main',
          files: [
            { path: 'README.md', content: 'as it was\n' },
            { path: 'src/main.js' },
          ],
        },
      },
      options,
    );
    await portal.client.recordEffect(
      {
        ...entry,
        kind: 'repository',
        target: 'https://github.com/notes/tree',
        undo: { kind: 'manual', instruction: 'Delete it by hand' },
      },
      options,
    );

    const result = await portal.client.undoTask(taskId, options);

    expect(result).toMatchObject({
      undone: [{ target: 'notes/tree' }],
      left: [{ problem: 'Delete it by hand' }],
    });
    const file = await portal.gitHost.getFile(
      repository,
      { path: 'README.md' },
      options,
    );
    expect(file.content).toBe('as it was\n');
    await expect(
      portal.gitHost.getFile(repository, { path: 'src/main.js' }, options),
    ).rejects.toThrow(/does not exist/);
  });

  it.each([
    [{ taskId: '../x' }, /taskId: expected the id of a task/],
    [{ undo: { kind: 'shell', command: 'rm' } }, /undo.kind: /],
    [
      {
        undo: {
          kind: 'git-files',
          repository: { owner: 'a', name: 'b' },
          branch: 'main',
          files: [{ path: '../x' }],
        },
      },
      /undo.files.0.path: expected a path inside/,
    ],
    [{ state: 'undone' }, /state: /],
  ])('refuses the malformed record %j', async (change, message) => {
    const { status, body } = await portal.call('/golden-path/v1/ledger', {
      body: {
        ...{ taskId: 'a', step: 'b', kind: 'c', target: 'd', state: 'done' },
        undo: { kind: 'manual', instruction: 'e' },
        ...change,
      },
    });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });
});
