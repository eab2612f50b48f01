import { parse } from 'yaml';
import {
  DEVELOPER,
  GitOps,
  LEARNER,
  PLATFORM,
  runAction,
  startGitOps,
} from '../__testUtils__/startGitOps';
import { createAddApplicationAction } from './createAddApplicationAction';
import { examples } from './createAddApplicationAction.examples';

const SHA = 'a'.repeat(40);

// Every case runs git several times, which takes its time beside other tests.
jest.setTimeout(30_000);

describe('gitops:add-application', () => {
  let gitops: GitOps;
  beforeAll(async () => {
    gitops = await startGitOps({ podSecurityVersion: 'v1.35' });
  });
  afterAll(() => gitops.stop());

  const inputOf = (name: string, extra: object = {}) => ({
    name,
    repoUrl: `http://localhost:7007/git/notes/${name}.git`,
    owner: 'group:default/notes-team',
    system: 'system:default/notes',
    revision: SHA,
    ...extra,
  });
  const add = (
    input: object,
    options?: { user?: string; dryRun?: boolean; taskId?: string },
  ) => runAction(createAddApplicationAction(gitops), input, options);
  const readYaml = async (path: string) =>
    parse((await gitops.read(path)) ?? 'null');

  it('commits the Applications, namespaces and project at once, by the person', async () => {
    const before = (await gitops.commits()).length;

    const output = await add(inputOf('orders'));

    expect(output).toMatchObject({
      gitopsUrl: 'http://localhost:7007/repositories/platform/gitops',
      applications: ['orders-dev', 'orders-staging', 'orders-prod'],
    });
    expect([...(output.files as string[])].sort()).toEqual([
      'environments/dev/apps/orders.yaml',
      'environments/dev/namespaces/notes-dev.yaml',
      'environments/dev/pending/orders.yaml',
      'environments/prod/namespaces/notes-prod.yaml',
      'environments/prod/pending/orders.yaml',
      'environments/staging/namespaces/notes-staging.yaml',
      'environments/staging/pending/orders.yaml',
      'projects/notes-team.yaml',
    ]);
    const commits = await gitops.commits();
    expect(commits).toHaveLength(before + 1);
    expect(commits[0]).toMatchObject({
      sha: output.commitHash,
      subject: 'Add orders',
      author: { name: 'dev.rivera', email: 'dev.rivera@example.com' },
    });
    expect(gitops.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'gitops-application-add',
        meta: {
          application: 'orders',
          project: 'notes-team',
          actor: DEVELOPER,
        },
      }),
    );
    expect(gitops.auditEntry.success).toHaveBeenCalled();
    const records = gitops.ledger.record.mock.calls.map(([record]) => record);
    expect(records).toMatchObject(
      ['intended', 'done'].map(state => ({
        ...{ kind: 'gitops-application', target: 'orders', state },
        undo: {
          kind: 'gitops-application',
          application: { name: 'orders' },
          made: { files: output.files, namespaces: { length: 3 } },
        },
      })),
    );
  });

  it('opens the project to exactly what the service needs', async () => {
    const project = await readYaml('projects/notes-team.yaml');
    expect(project.spec).toMatchObject({
      sourceRepos: [
        'http://localhost:7007/git/platform/gitops.git',
        'http://localhost:7007/git/notes/orders.git',
      ],
      destinations: ['dev', 'staging', 'prod'].map(each => ({
        server: 'https://kubernetes.default.svc',
        namespace: `notes-${each}`,
      })),
      clusterResourceWhitelist: [],
    });
  });

  it('follows the branch in dev and staging, and a commit in production', async () => {
    const specOf = async (environment: string) =>
      (await readYaml(`environments/${environment}/pending/orders.yaml`)).spec;
    const dev = await specOf('dev');
    expect(dev.sources).toEqual([
      expect.objectContaining({
        targetRevision: 'main',
        path: 'deploy/overlays/dev',
      }),
      expect.objectContaining({
        path: 'charts/orders',
        helm: {
          releaseName: 'orders',
          valueFiles: [
            'values.yaml',
            'values-dev.yaml',
            '$values/environments/dev/values/orders.yaml',
          ],
        },
      }),
      expect.objectContaining({ ref: 'values' }),
    ]);
    expect(dev.syncPolicy.automated.prune).toBe(true);
    const prod = await specOf('prod');
    expect(prod.sources[0].targetRevision).toBe(SHA);
    expect(prod.syncPolicy.automated).toEqual({
      ...{ prune: false, selfHeal: true, allowEmpty: false },
    });
  });

  it('makes in dev what the first release needs, and nothing that has no image', async () => {
    const { spec } = await readYaml('environments/dev/apps/orders.yaml');
    expect(spec.sources).toEqual([
      expect.objectContaining({ path: 'deploy/overlays/dev' }),
    ]);
    expect(
      await gitops.read('environments/prod/apps/orders.yaml'),
    ).toBeUndefined();
  });

  it('makes no commit when the same task runs again', async () => {
    const first = await add(inputOf('again'), { taskId: 'task-1' });
    const second = await add(inputOf('again'), { taskId: 'task-1' });
    expect(second).toEqual({ ...first, files: [] });
  });

  it('records nothing of a service that was there before the task', async () => {
    await add(inputOf('older'), { taskId: 'task-of-somebody' });
    gitops.ledger.record.mockClear();
    await add(inputOf('older'), { taskId: 'task-2' });
    expect(gitops.ledger.record).not.toHaveBeenCalled();
  });

  it('goes on with what the first run of the same task has recorded', async () => {
    gitops.ledger.record.mockClear();
    await add(inputOf('resumed'), { taskId: 'task-3' });
    const [[intended]] = gitops.ledger.record.mock.calls;
    gitops.ledger.record.mockClear();
    gitops.ledger.list.mockResolvedValueOnce([intended]);
    await add(inputOf('resumed'), { taskId: 'task-3' });
    expect(gitops.ledger.record.mock.calls).toEqual([
      [{ ...intended, state: 'done' }, expect.anything()],
    ]);
  });

  it('keeps what people have written to the files of a service', async () => {
    await add(inputOf('edited'));
    const path = 'environments/dev/pending/edited.yaml';
    const mine = `# ours\n${await gitops.read(path)}`;
    await gitops.client.commit(
      { owner: 'platform', name: 'gitops' },
      { message: 'Edit', files: [{ path, content: mine }] },
      gitops.platform,
    );

    expect((await add(inputOf('edited'))).files).toEqual([]);
    expect(await gitops.read(path)).toBe(mine);
  });

  it('loses nothing when many services come at the same time', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `same-${index}`);
    await Promise.all(names.map(name => add(inputOf(name))));

    const project = await readYaml('projects/notes-team.yaml');
    expect(project.spec.sourceRepos).toEqual(
      expect.arrayContaining(names.map(name => inputOf(name).repoUrl)),
    );
    const files = names.map(name => `environments/prod/pending/${name}.yaml`);
    const found = await Promise.all(files.map(path => gitops.read(path)));
    expect(found.every(content => content !== undefined)).toBe(true);
  });

  it.each([
    ['sidecar', 'VirtualService'],
    ['ambient', 'HTTPRoute'],
  ])(
    'leaves the weights of a %s canary to Argo Rollouts',
    async (mesh, kind) => {
      const name = `canary-${mesh}`;
      await add(inputOf(name, { mesh, canary: '90-10' }));
      const { spec } = await readYaml(`environments/dev/pending/${name}.yaml`);
      expect(spec.ignoreDifferences).toMatchObject([{ kind }]);
    },
  );

  it('refuses a name that another repository has', async () => {
    await add(inputOf('taken'));
    await expect(
      add(inputOf('taken', { repoUrl: 'https://example.com/other.git' })),
    ).rejects.toThrow(/name 'taken' is taken: .*deploys it from .*taken.git/);
  });

  it.each([
    {
      user: LEARNER,
      owner: 'group:default/notes-team',
      message: /not allowed to 'gitops.application.create'/,
    },
    {
      user: DEVELOPER,
      owner: 'group:default/auth-team',
      message: /not allowed to deploy as 'group:default\/auth-team'/,
    },
  ])('is refused to $user for $owner', async ({ user, owner, message }) => {
    const before = await gitops.commits();
    await expect(add(inputOf('denied', { owner }), { user })).rejects.toThrow(
      message,
    );
    expect(await gitops.commits()).toEqual(before);
  });

  it('lets the platform add a service for any group', async () => {
    const owner = 'group:default/auth-team';
    await add(inputOf('login', { owner }), { user: PLATFORM });
    expect((await readYaml('projects/auth-team.yaml')).metadata.name).toBe(
      'auth-team',
    );
  });

  it('keeps groups out of a project for cluster-wide resources', async () => {
    await gitops.client.commit(
      { owner: 'platform', name: 'gitops' },
      {
        message: 'Project',
        files: [
          {
            path: 'projects/platform.yaml',
            content:
              'spec:\n  clusterResourceWhitelist: [{ group: "*", kind: "*" }]\n',
          },
        ],
      },
      gitops.platform,
    );
    await expect(
      add(inputOf('root', { owner: 'group:default/platform' }), {
        user: PLATFORM,
      }),
    ).rejects.toThrow(/project for cluster-wide resources/);
  });

  it.each([
    [{ name: '../../root' }, /name "..\/..\/root" is not accepted/],
    [{ name: 'a: {b' }, /name "a: {b" is not accepted/],
    [{ repoUrl: 'git@github.com:a/b' }, /repoUrl is not accepted/],
    [{ repoUrl: 'https://me:secret@x.test/a.git' }, /^(?!.*secret).*repoUrl/],
    [{ revision: 'main' }, /revision "main" is not accepted/],
    [{ defaultBranch: '--x' }, /branch "--x" is not accepted/],
    [{ chartPath: '/etc' }, /chartPath: path "\/etc" is not accepted/],
    [{ overlaysPath: 'a/../..' }, /overlaysPath: path/],
    [{ owner: ':::' }, /owner ":::" is not accepted/],
    [{ namespaces: { prod: 'kube_system' } }, /namespaces.prod "kube_system"/],
  ])('refuses %j and changes nothing', async (extra, message) => {
    const before = await gitops.commits();
    await expect(add(inputOf('bad', extra))).rejects.toThrow(message);
    expect(await gitops.commits()).toEqual(before);
  });

  it('says what is missing when there is no GitOps repository', async () => {
    const id = { owner: 'platform', name: 'gitops' };
    const getRepository = jest
      .spyOn(gitops.client, 'getRepository')
      .mockRejectedValue(Object.assign(new Error(), { name: 'NotFoundError' }));
    await expect(add(inputOf('lost'))).rejects.toThrow(
      /'platform\/gitops' does not exist.*goldenPath.gitopsRepo/,
    );
    expect(getRepository).toHaveBeenCalledWith(id, expect.anything());
    getRepository.mockRestore();
  });

  it('only checks in a dry run', async () => {
    const before = await gitops.commits();
    expect(await add(inputOf('dry'), { dryRun: true })).toEqual({});
    expect(await gitops.commits()).toEqual(before);
  });

  it.each(examples)('runs the example "$description"', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    expect(await add(input)).toMatchObject({
      applications: expect.arrayContaining([`${input.name}-prod`]),
    });
  });

  it('lets namespaces enforce the version that the platform has set', async () => {
    await add(inputOf('secured', { system: 'system:default/secured' }));
    const path = 'environments/prod/namespaces/secured-prod.yaml';
    expect((await readYaml(path)).metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.35',
    });
  });
});
