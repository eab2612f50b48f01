/**
 * App layer: what a failed or cancelled task cannot take back, what belongs to somebody else, and who takes
 * it back, with the real templates, plugins, policy, git and PostgreSQL.
 */
import { planned } from './__testUtils__/faultModule';
import { COLLEAGUE, DEVELOPER, PLATFORM } from './__testUtils__/people';
import {
  type FaultPortal,
  startFaultPortal,
} from './__testUtils__/startFaultPortal';
import { resourceValues, serviceValues } from './__testUtils__/values';
import { waitFor } from './__testUtils__/waitFor';

jest.setTimeout(120_000);

const GITOPS = { owner: 'platform', name: 'gitops' };

let portal: FaultPortal;
beforeAll(async () => {
  portal = await startFaultPortal();
}, 120_000);
afterAll(() => portal?.stop());
beforeEach(() => {
  portal.faults.reset();
  for (const key of Object.keys(planned) as (keyof typeof planned)[]) {
    delete planned[key];
  }
});

const hasRepository = async (name: string) =>
  Object.hasOwn((await portal.look()).branches, `notes/${name}`);
const ledgerOf = (taskId: string) =>
  portal.client.listLedger(taskId, portal.as(DEVELOPER));

describe('what cannot be taken back', () => {
  /** Fails after everything is made, and does something just before the undo begins. */
  async function failWith(name: string, meanwhile: () => Promise<unknown>) {
    planned.pauseAfter = undefined;
    planned.failAfter = 'gitops';
    planned.beforeFailure = meanwhile;
    return portal.run('node-service', serviceValues(name));
  }
  const application = (name: string) => `environments/dev/apps/${name}.yaml`;

  it.each([
    {
      what: 'a repository that was archived',
      name: 'archived',
      meanwhile: () =>
        portal.gitHost.setArchived(
          { owner: 'notes', name: 'archived' },
          true,
          portal.as(DEVELOPER),
        ),
      problem: /'notes\/archived' has been archived, so it is kept/,
    },
    {
      what: 'a repository that somebody pushed to',
      name: 'pushed',
      meanwhile: () =>
        portal.gitHost.commit(
          { owner: 'notes', name: 'pushed' },
          { message: 'Work', files: [{ path: 'a', content: 'b' }] },
          portal.as(COLLEAGUE),
        ),
      problem: /'notes\/pushed' has been changed since it was made/,
    },
    {
      what: 'a repository with a pull request',
      name: 'proposed',
      meanwhile: () =>
        portal.gitHost.openPullRequest(
          { owner: 'notes', name: 'proposed' },
          {
            title: 'Work',
            sourceBranch: 'work',
            commit: { message: 'Work', files: [{ path: 'a', content: 'b' }] },
          },
          portal.as(COLLEAGUE),
        ),
      problem: /'notes\/proposed' has been changed since it was made/,
    },
  ])('keeps and names $what', async ({ name, meanwhile, problem }) => {
    const { taskId, log } = await failWith(name, meanwhile);
    expect(log).toMatch(`Left behind: repository notes/${name}.`);
    expect(log).toContain(`Took back gitops-application ${name}`);
    expect(await hasRepository(name)).toBe(true);
    const left = (await ledgerOf(taskId)).filter(
      entry => entry.state !== 'undone',
    );
    expect(left).toMatchObject([
      { target: `notes/${name}`, problem: expect.stringMatching(problem) },
    ]);
  });

  it('keeps and names an Application that a person has edited', async () => {
    const name = 'edited';
    const { taskId, log } = await failWith(name, async () => {
      const options = portal.as(PLATFORM);
      const path = application(name);
      const at = { path };
      const { content } = await portal.gitHost.getFile(GITOPS, at, options);
      const files = [{ path, content: `# mine\n${content}` }];
      await portal.gitHost.commit(GITOPS, { message: 'Edit', files }, options);
    });
    expect(log).toMatch(
      /Left behind: gitops-application edited\. .*edited\.yaml/,
    );
    expect(await ledgerOf(taskId)).toMatchObject([
      { target: `notes/${name}`, state: 'undone' },
      { target: name, state: 'left' },
    ]);
  });

  it('takes back with the next attempt what a host kept that was down', async () => {
    const values = serviceValues('down');
    const before = await portal.look();
    portal.faults.add('DELETE', /git-host\/v1\/repositories/, 'refuse');
    planned.failAfter = 'gitops';
    const first = await portal.run('node-service', values);
    expect(first.log).toMatch(/Left behind: repository notes\/down\./);
    expect(await hasRepository('down')).toBe(true);

    portal.faults.reset();
    planned.failAfter = 'render';
    const second = await portal.run('node-service', values);
    expect(second.log).toContain('Took back repository notes/down');
    expect(await portal.look()).toEqual(before);
    expect(
      (await ledgerOf(first.taskId)).every(({ state }) => state === 'undone'),
    ).toBe(true);
  });

  it('finishes what an undo has half done', async () => {
    const values = serviceValues('half');
    const before = await portal.look();
    portal.faults.add('DELETE', /catalog\/locations/, 'refuse');
    planned.failAfter = 'gitops';
    const { taskId } = await portal.run('node-service', values);
    expect((await portal.look()).locations.join()).toContain('notes/half/');

    portal.faults.reset();
    await portal.client.undoTask(taskId, portal.as(DEVELOPER));
    expect(await portal.look()).toEqual(before);
  });
});

describe('what belongs to somebody else', () => {
  it('lets one of two people have the name, and leaves nothing of the other', async () => {
    const values = serviceValues('contested');
    const users = [DEVELOPER, COLLEAGUE];
    const ids = await Promise.all(
      users.map(user => portal.start('node-service', values, user)),
    );
    const tasks = await Promise.all(
      ids.map((id, index) => portal.finish(id, users[index])),
    );
    expect(tasks.map(({ status }) => status).sort()).toEqual([
      'completed',
      'failed',
    ]);
    const loser = tasks.find(({ status }) => status === 'failed');
    expect(loser?.log).toMatch(/repoName 'contested' is taken/);
    expect(loser?.log).not.toMatch(/Took back|Left behind/);
    const { branches, locations } = await portal.look();
    expect(branches).toHaveProperty(['notes/contested']);
    expect(locations.join()).toContain('notes/contested/');
    expect(
      await portal.git(
        ...['platform/gitops', 'log', '--format=%s', '--grep=contested'],
      ),
    ).toBe('Add contested');
    await waitFor(() => portal.hasEntity('contested'));
  });

  it('keeps the pull request of somebody else from the same branch', async () => {
    const values = resourceValues('contested', 'shared');
    const first = await portal.run('resource', values, COLLEAGUE);
    expect(first).toMatchObject({ status: 'completed' });
    const before = await portal.look();
    planned.failAfter = 'propose';
    const { status, log } = await portal.run('resource', values);
    expect(status).toBe('failed');
    expect(log).not.toMatch(/Took back|Left behind/);
    expect(await portal.look()).toEqual(before);
  });
});

describe('a cancelled task', () => {
  it.each(['publish', 'register', 'gitops'])(
    'is taken back when it is cancelled after "%s"',
    async step => {
      const before = await portal.look();
      planned.pauseAfter = step;
      const paused = new Promise<void>(resolve => {
        planned.onPause = resolve;
      });
      const taskId = await portal.start(
        'node-service',
        serviceValues('halted'),
      );
      await paused;
      await portal.call(`/scaffolder/v2/tasks/${taskId}/cancel`, { body: {} });
      await portal.finish(taskId);
      await waitFor(async () =>
        (await portal.readLog(taskId)).includes('Took back repository'),
      );
      expect(await portal.look()).toEqual(before);
      expect(
        (await ledgerOf(taskId)).every(({ state }) => state === 'undone'),
      ).toBe(true);
    },
  );
});

describe('who takes back', () => {
  it('is the person of the task, and the audit says so', async () => {
    planned.failAfter = 'gitops';
    portal.audited.length = 0;
    await portal.run('node-service', serviceValues('audited'));
    const by = (eventId: string) =>
      portal.audited
        .filter(event => event.eventId === eventId)
        .map(({ user }) => user);
    expect(by('task-undo')).toEqual([DEVELOPER]);
    expect(by('repository-delete')).toEqual([DEVELOPER]);
    expect(by('gitops-application-remove')).toHaveLength(1);
  });
});
