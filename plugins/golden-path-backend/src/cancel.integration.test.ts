/** Backend layer: a task that is cancelled, with the real scaffolder, catalog and git host. */
import {
  DEVELOPER,
  LEARNER,
  startPortal,
  waitFor,
} from './__testUtils__/startPortal';

// The whole portal shares the machine with other tests.
jest.setTimeout(60_000);

describe('a task that is cancelled', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal();
  }, 120_000);
  afterAll(() => portal?.stop());

  const hasRepository = async (name: string) =>
    portal.gitHost
      .getRepository({ owner: 'notes', name }, portal.as(DEVELOPER))
      .then(
        () => true,
        () => false,
      );

  /** Runs until the repository is there and a step waits, then cancels. */
  async function cancel(name: string): Promise<string> {
    const { status, body } = await portal.call('/scaffolder/v2/tasks', {
      body: {
        templateRef: 'template:default/waits',
        values: {
          ...{ name, description: 'Writes invoices' },
          ...{ owner: 'group:default/notes-team', repoOwner: 'notes' },
          system: 'system:default/notes',
        },
      },
    });
    expect(status).toBe(201);
    const taskId: string = body.id;
    await waitFor(async () => hasRepository(name));
    await waitFor(async () => {
      const events = await portal.call(`/scaffolder/v2/tasks/${taskId}/events`);
      return JSON.stringify(events.body).includes('Beginning step Wait');
    });
    await portal.call(`/scaffolder/v2/tasks/${taskId}/cancel`, {
      method: 'POST',
    });
    // The scaffolder calls it failed, and cancels the step that would take back, too.
    const { log } = await portal.finish(taskId);
    expect(log).toMatch(/Step undo .* has been cancelled/);
    return taskId;
  }
  const undo = (taskId: string, user = DEVELOPER) =>
    portal.call(`/golden-path/v1/ledger/tasks/${taskId}/undo`, {
      ...{ user, method: 'POST' },
    });
  const stateOf = async (taskId: string) =>
    (await portal.client.listLedger(taskId, portal.as(DEVELOPER))).map(
      ({ target, state }) => ({ target, state }),
    );

  it('keeps what it made until its person takes it back, which may be done twice', async () => {
    const taskId = await cancel('cancelled');
    expect(await hasRepository('cancelled')).toBe(true);
    expect(await stateOf(taskId)).toEqual([
      { target: 'notes/cancelled', state: 'done' },
    ]);

    expect(await undo(taskId, LEARNER)).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringMatching(/somebody else/) } },
    });
    expect(await hasRepository('cancelled')).toBe(true);

    expect(await undo(taskId)).toMatchObject({
      status: 200,
      body: { undone: [{ target: 'notes/cancelled' }], left: [] },
    });
    expect(await hasRepository('cancelled')).toBe(false);
    expect(await stateOf(taskId)).toEqual([
      { target: 'notes/cancelled', state: 'undone' },
    ]);

    expect(await undo(taskId)).toMatchObject({
      status: 200,
      body: { undone: [], left: [] },
    });
  });

  it('is taken back when its person starts over', async () => {
    const taskId = await cancel('started-over');
    await cancel('started-over');
    expect(await stateOf(taskId)).toEqual([
      { target: 'notes/started-over', state: 'undone' },
    ]);
    expect(await hasRepository('started-over')).toBe(true);
  });

  it('leaves nothing of a task that nobody knows', async () => {
    expect(await undo('nobody-knows')).toMatchObject({
      body: { undone: [], left: [] },
    });
  });
});
