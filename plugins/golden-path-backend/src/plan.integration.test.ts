/** Backend layer: plans with the real scaffolder, catalog and git host. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lintLock } from '@notes/plugin-golden-path-node';
import { parse } from 'yaml';
import {
  DEVELOPER,
  LEARNER,
  PLATFORM,
  startPortal,
  waitFor,
} from './__testUtils__/startPortal';

const values = (name: string, more: object = {}) => ({
  name,
  description: 'Writes invoices',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
  ...more,
});

// The whole portal shares the machine with other tests.
jest.setTimeout(60_000);

describe('a plan', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal();
  }, 120_000);
  afterAll(() => portal?.stop());
  beforeEach(() => {
    portal.denied.mockReset().mockReturnValue(false);
    portal.send.mockClear();
  });

  const developer = () => portal.as(DEVELOPER);
  const plan = (template: string, name: string, more?: object) =>
    portal.client.createPlan(
      {
        templateRef: `template:default/${template}`,
        values: values(name, more),
      },
      developer(),
    );
  const exists = (name: string) =>
    portal.gitHost.getRepository({ owner: 'notes', name }, developer()).then(
      () => true,
      () => false,
    );

  it('shows what would happen, and makes nothing', async () => {
    const made = await plan('demo', 'planned', { cache: 'redis' });

    expect(made).toMatchObject({
      state: 'ready',
      templateRef: 'template:default/demo',
      templateVersion: '1.0.0',
      name: 'planned',
      layers: ['_shared/layers/docs', '_shared/layers/cache', 'demo/skeleton'],
      environments: [
        { name: 'dev', namespace: 'notes-dev' },
        { name: 'staging', namespace: 'notes-staging' },
        { name: 'prod', namespace: 'notes-prod' },
      ],
      effects: [
        { kind: 'repository', target: 'notes/planned', step: 'publish' },
        { kind: 'catalog-entity', target: 'component:default/planned' },
      ],
      scorecard: { state: 'unavailable', reason: expect.any(String) },
      policy: { verdict: 'incomplete' },
      approval: { required: false, approvers: ['group:default/platform-team'] },
    });
    expect(made.files.map(file => file.path)).toEqual([
      '.backstage/template.lock.yaml',
      'README.md',
      'cache.md',
      'catalog-info.yaml',
      'src/main.js',
    ]);
    expect(made.policy.checks.map(check => check.state)).not.toContain(
      'passed',
    );
    expect(made.warnings).toEqual([
      'Not given, so the default is used: tier = "standard"',
    ]);
    expect(await exists('planned')).toBe(false);
  });

  it('gives the content of a file, and says when there is none', async () => {
    const { id } = await plan('demo', 'with-files');
    const read = (path: string) =>
      portal.client.getPlanFile(id, path, developer());
    expect(await read('README.md')).toMatchObject({
      kind: 'text',
      content: '# with-files\n',
      blob: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    await expect(read('../../etc/passwd')).rejects.toThrow(/has no file/);
  });

  it('is carried out exactly as it was shown, once', async () => {
    const { id, hash, files } = await plan('demo', 'made');
    const { taskId } = await portal.client.createFromPlan(
      id,
      { hash },
      developer(),
    );
    const { status, log } = await portal.finish(taskId);
    expect({ status, log }).toMatchObject({ status: 'completed' });
    const again = await portal.client.createFromPlan(id, { hash }, developer());
    expect(again.taskId).toBe(taskId);
    expect(await portal.client.getPlan(id, developer())).toMatchObject({
      state: 'created',
      taskId,
    });
    const repository = { owner: 'notes', name: 'made' };
    for (const { path, size } of files.filter(
      file => !file.path.startsWith('.backstage/'),
    )) {
      const file = await portal.gitHost.getFile(
        repository,
        { path },
        developer(),
      );
      expect({ path, size: file.size }).toEqual({ path, size });
    }
    const lock = await portal.gitHost.getFile(
      repository,
      { path: '.backstage/template.lock.yaml' },
      developer(),
    );
    expect(lintLock(lock.content ?? '')).toEqual([]);
    const { template, render, scaffold } = parse(lock.content ?? '');
    const { renderTree } = await portal.client.getPlan(id, developer());
    expect(render.tree).toBe(renderTree);
    expect(scaffold.task).toBe(taskId);
    // The version that it was made from is kept, and is the one that was recorded.
    const kept = { owner: 'platform', name: 'templates' };
    const commit = await portal.gitHost.getCommit(
      kept,
      template.commit,
      developer(),
    );
    expect(commit.sha).toBe(template.commit);
    const manifest = await portal.gitHost.getFile(
      kept,
      { ref: template.commit, path: `${template.path}/golden-path.yaml` },
      developer(),
    );
    expect(manifest.content).toContain('version: 1.0.0');
  });

  it('is void when the template has changed, also for a task that was started by itself', async () => {
    const path = join(portal.library, '_shared/layers/docs/README.md');
    const before = await readFile(path, 'utf8');
    const first = await plan('demo', 'changed');
    const second = await plan('demo', 'changed-too');
    try {
      await writeFile(path, 'changed\n');
      await expect(
        portal.client.createFromPlan(
          first.id,
          { hash: first.hash },
          developer(),
        ),
      ).rejects.toThrow(/The template changed since the plan/);
      expect(await portal.client.getPlan(first.id, developer())).toMatchObject({
        state: 'void',
        stateReason: expect.stringMatching(/template changed/),
      });
      const { status, log } = await portal.run('demo', values('changed-too'));
      expect(status).toBe('failed');
      expect(log).toContain(
        `The template changed since the plan '${second.id}'`,
      );
      expect(await exists('changed-too')).toBe(false);
      // Another input is another matter.
      const other = await portal.run('demo', values('changed-not'));
      expect(other.status).toBe('completed');
    } finally {
      await writeFile(path, before);
    }
  });

  it('keeps a new version of the library only when it has changed', async () => {
    const take = () => portal.client.takeLibrarySnapshot(developer());
    const first = await take();
    const second = await take();
    expect(second).toEqual(first);
    const path = join(portal.library, 'demo/skeleton/new.txt');
    await writeFile(path, 'new\n');
    const third = await take();
    await rm(path);
    const fourth = await take();
    expect(third.commit).not.toBe(first.commit);
    expect(fourth.commit).not.toBe(third.commit);
    const kept = { owner: 'platform', name: 'templates' };
    const file = await portal.gitHost.getFile(
      kept,
      { ref: third.commit, path: 'demo/skeleton/new.txt' },
      developer(),
    );
    expect(file.content).toBe('new\n');
  });

  it('renders a template of a repository, with the shared parts of that repository', async () => {
    const at = (path: string) => join(portal.library, path);
    await cp(at('demo'), at('remote'), { recursive: true });
    for (const path of ['remote/template.yaml', 'remote/golden-path.yaml']) {
      const text = await readFile(at(path), 'utf8');
      await writeFile(at(path), text.replaceAll('demo', 'remote'));
    }
    const { commit } = await portal.client.takeLibrarySnapshot(developer());
    // From here on only the repository has it.
    await rm(at('remote'), { recursive: true });
    const root = 'http://localhost:7007/git/platform/templates/blob/main';
    const { status } = await portal.call('/catalog/locations', {
      body: { type: 'url', target: `${root}/remote/template.yaml` },
    });
    expect(status).toBe(201);
    const path = '/catalog/entities/by-name/template/default/remote';
    await waitFor(async () => (await portal.call(path)).status === 200);

    const made = await plan('remote', 'from-afar', { cache: 'redis' });

    expect(made.layers).toContain('_shared/layers/cache');
    const lock = await portal.client.getPlanFile(
      made.id,
      '.backstage/template.lock.yaml',
      developer(),
    );
    expect(lintLock(lock.content ?? '')).toEqual([]);
    const { taskId } = await portal.client.createFromPlan(
      made.id,
      { hash: made.hash },
      developer(),
    );
    expect(await portal.finish(taskId)).toMatchObject({ status: 'completed' });
    const file = await portal.gitHost.getFile(
      { owner: 'notes', name: 'from-afar' },
      { path: '.backstage/template.lock.yaml' },
      developer(),
    );
    expect(parse(file.content ?? '')).toMatchObject({
      template: { ref: 'template:default/remote', path: 'remote', commit },
      render: { tree: made.renderTree },
    });
  });

  it('does not start with the hash of another plan', async () => {
    const first = await plan('demo', 'one-hash');
    const second = await plan('demo', 'another-hash');
    await expect(
      portal.client.createFromPlan(
        first.id,
        { hash: second.hash },
        developer(),
      ),
    ).rejects.toThrow(/hash: it is that of another plan/);
  });

  describe('that needs an approval', () => {
    it('is refused before, approved by the owner group, and then carried out', async () => {
      const { id, hash, state } = await plan('guarded', 'approved');
      expect(state).toBe('approval-required');
      const start = () =>
        portal.client.createFromPlan(id, { hash }, developer());
      await expect(start()).rejects.toThrow(
        /group:default\/platform-team must approve the plan first/,
      );
      const asked = await portal.client.requestApproval(
        id,
        { note: 'For the launch' },
        developer(),
      );
      expect(asked).toMatchObject({
        state: 'waiting',
        approval: {
          canDecide: false,
          request: { by: DEVELOPER, note: 'For the launch' },
        },
      });
      await portal.client.requestApproval(id, {}, developer());
      expect(portal.send).toHaveBeenCalledTimes(1);
      expect(portal.send).toHaveBeenCalledWith({
        recipients: {
          type: 'entity',
          entityRef: 'group:default/platform-team',
        },
        payload: expect.objectContaining({ link: `/create/plans/${id}` }),
      });
      await expect(start()).rejects.toThrow(/has not decided yet/);

      const waiting = await portal.client.listPlans(
        { state: 'waiting' },
        portal.as(PLATFORM),
      );
      expect(waiting).toMatchObject([{ id, approval: { canDecide: true } }]);
      const decided = await portal.client.decidePlan(
        id,
        { decision: 'approve', hash },
        portal.as(PLATFORM),
      );
      expect(decided).toMatchObject({
        state: 'approved',
        approval: { decision: { outcome: 'approved', by: PLATFORM } },
      });
      expect(portal.send).toHaveBeenLastCalledWith(
        expect.objectContaining({
          recipients: { type: 'entity', entityRef: DEVELOPER },
        }),
      );

      const { taskId } = await start();
      expect(await portal.finish(taskId)).toMatchObject({
        status: 'completed',
      });
    });

    it('is denied with a reason, and then never carried out', async () => {
      const { id, hash } = await plan('guarded', 'denied');
      await portal.client.requestApproval(id, {}, developer());
      const deny = (reason?: string) =>
        portal.client.decidePlan(
          id,
          { decision: 'deny', hash, reason },
          portal.as(PLATFORM),
        );
      await expect(deny()).rejects.toThrow(/reason: expected the reason/);
      await deny('The name is not good');
      await expect(deny('Again')).rejects.toThrow(/denied, not waiting/);
      await expect(
        portal.client.createFromPlan(id, { hash }, developer()),
      ).rejects.toThrow(/The plan was denied: The name is not good/);
    });

    it('is not decided by who made it, nor by who is in another group', async () => {
      const { id, hash } = await plan('guarded', 'not-by-me');
      await portal.client.requestApproval(id, {}, developer());
      const decide = (user: string) =>
        portal.client.decidePlan(
          id,
          { decision: 'approve', hash },
          portal.as(user),
        );
      await expect(decide(DEVELOPER)).rejects.toThrow(
        /Who made a plan does not decide on it/,
      );
      await expect(decide(LEARNER)).rejects.toThrow(/There is no plan/);
      portal.denied.mockImplementation(
        permission => permission === 'goldenPath.plan.approve',
      );
      await expect(decide(PLATFORM)).rejects.toThrow(
        /not allowed to 'goldenPath.plan.approve'/,
      );
    });

    it('stops a task that was started without one, and names the group', async () => {
      const { status, log } = await portal.run('guarded', values('sneaky'));
      expect(status).toBe('failed');
      expect(log).toMatch(/needs a plan that .* has approved/);
      expect(await exists('sneaky')).toBe(false);
    });
  });

  it('is only for its maker', async () => {
    const { id, hash } = await plan('demo', 'private');
    const other = portal.as(PLATFORM);
    const start = portal.client.createFromPlan(id, { hash }, other);
    await expect(start).rejects.toThrow(/Only who made a plan creates from it/);
    await expect(portal.client.getPlan(id, portal.as(LEARNER))).rejects.toThrow(
      /There is no plan/,
    );
  });

  it('hides what is secret from everybody who looks', async () => {
    const made = await plan('demo', 'hides', { hidden: 'hunter2' });
    expect(made.values).not.toHaveProperty('hidden');
    const lock = await portal.client.getPlanFile(
      made.id,
      '.backstage/template.lock.yaml',
      developer(),
    );
    expect(lock.content).not.toContain('hunter2');
    expect(parse(lock.content ?? '').omitted).toEqual(['hidden']);
  });

  it.each([
    [{ name: 'Not A Name' }, /name: does not match pattern/],
    [{ name: undefined }, /requires property "name"/],
    [{ repoOwner: '$(id)' }, /repoOwner: .* is not accepted/],
    [{ mesh: 'none', canary: '90-10' }, /canary: .* needs a mesh/],
    [
      { repoHost: 'github' },
      /repoHost: "github" is not connected: .* below integrations\.github/,
    ],
    [{ name: 'kube-orders' }, /name: "kube-orders" is reserved, because it/],
    [{ name: 'express' }, /name: "express" is reserved, because it/],
  ])('is refused with %j, and names the field', async (more, message) => {
    await expect(plan('demo', 'bad', more)).rejects.toThrow(message);
  });

  it('a task with a reserved name fails before it makes anything, and says why', async () => {
    const { status, log } = await portal.run('demo', values('localhost'));
    expect(status).toBe('failed');
    expect(log).toContain(
      'name: "localhost" is reserved, because it means something else in DNS',
    );
    expect(await exists('localhost')).toBe(false);
  });

  it.each([
    ['/plans/1', undefined, 400, /expected the id of a plan/],
    [
      '/plans',
      { templateRef: 'demo', values: {} },
      400,
      /templateRef: expected/,
    ],
    ['/plans', { values: {} }, 400, /templateRef/],
    [
      '/plans',
      { templateRef: 'template:default/none', values: {} },
      404,
      /There is no template/,
    ],
    [
      '/plans',
      { templateRef: 'component:default/none', values: {} },
      400,
      /expected a template/,
    ],
    ['/plans?limit=0', undefined, 400, /limit/],
    ['/plans?state=lost', undefined, 400, /state/],
    ['/ledger', undefined, 400, /task/],
  ])('answers %s with %j by %d', async (path, body, status, message) => {
    const answer = await portal.call(`/golden-path/v1${path}`, { body });
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(message);
  });

  it.each([
    'scaffolder.template.parameter.read',
    'scaffolder.template.step.read',
  ])(
    'is not made for who may not read all of the template (%s)',
    async hidden => {
      portal.denied.mockImplementation(permission => permission === hidden);
      await expect(plan('demo', 'unreadable')).rejects.toThrow(
        /You are not allowed to read .* of this template/,
      );
    },
  );

  it.each(['read', 'create'])(
    'is refused without the permission to %s',
    async action => {
      portal.denied.mockImplementation(
        permission => permission === `goldenPath.plan.${action}`,
      );
      const request =
        action === 'read'
          ? portal.client.listPlans({}, developer())
          : plan('demo', 'denied-plan');
      await expect(request).rejects.toThrow(
        `You are not allowed to 'goldenPath.plan.${action}'`,
      );
    },
  );
});
