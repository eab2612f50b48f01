import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { LOCK_PATH } from '@notes/plugin-golden-path-node';
import { parse } from 'yaml';
import { GitOps, runAction, startGitOps } from '../__testUtils__/startGitOps';
import { createAddApplicationAction } from '../actions/createAddApplicationAction';
import { GitOpsApplications } from '../applications/GitOpsApplications';
import { EmbeddedGitOpsRepository } from '../repository/EmbeddedGitOpsRepository';
import { GitOpsSeeder } from './GitOpsSeeder';
import { readSeedParameters } from './readSeedParameters';

jest.setTimeout(60_000);

const id = { owner: 'platform', name: 'tree' };

describe('GitOpsSeeder', () => {
  let gitops: GitOps;
  const addLocation = jest.fn();
  beforeAll(async () => {
    gitops = await startGitOps();
  });
  afterAll(() => gitops.stop());

  const createSeeder = () =>
    new GitOpsSeeder({
      ...gitops,
      ...{ id, gitHost: gitops.client, logger: mockServices.logger.mock() },
      catalog: { addLocation },
      ownerRef: 'group:default/platform-team',
      seed: {
        libraryDirectory: resolvePackagePath(
          '@notes/plugin-scaffolder-backend-module-gitops',
          '../../templates',
        ),
        templatesRepository: 'platform/templates',
        settings: {
          platformBaseUrl: 'http://localhost:7007',
          gitHostUrl: 'http://localhost:7007/git',
          grafanaUrl: 'https://grafana.example',
          registries: { ghcr: 'ghcr.io' },
          crossplaneForm: 'namespaced',
          podSecurityVersion: 'v1.36',
          gitopsRepo: 'platform/tree',
        },
        ...readSeedParameters(mockServices.rootConfig(), id),
      },
    });
  const commits = async () =>
    (await gitops.client.listCommits(id, {}, gitops.platform)).items;

  it('makes one repository when replicas start at the same time', async () => {
    addLocation.mockRejectedValueOnce(new Error('The catalog is away'));
    const seeders = [createSeeder(), createSeeder()];

    await Promise.all(seeders.map(seeder => seeder.run()));

    expect(await commits()).toMatchObject([
      { subject: 'Start from the GitOps golden path' },
    ]);
    const repository = await gitops.client.getRepository(id, gitops.platform);
    expect(repository.ownerRef).toBe('group:default/platform-team');
    expect(addLocation.mock.calls[0][0]).toEqual({
      type: 'url',
      target:
        'http://localhost:7007/git/platform/tree/blob/main/catalog-info.yaml',
    });
  });

  it('records the template in the lock file', async () => {
    const lock = parse((await gitops.read(LOCK_PATH, id)) ?? '');
    expect(lock).toMatchObject({
      template: { ref: 'template:default/gitops', path: 'gitops' },
      parameters: { name: 'tree', owner: 'group:default/platform-team' },
    });
  });

  it('never touches what people have changed', async () => {
    await gitops.client.commit(
      id,
      { message: 'Ours', files: [{ path: 'root.yaml', content: '# ours\n' }] },
      gitops.platform,
    );
    const before = await commits();

    expect(await createSeeder().run()).toBe('present');

    expect(await commits()).toEqual(before);
    expect(await gitops.read('root.yaml', id)).toBe('# ours\n');
  });

  it('makes a tree that takes services', async () => {
    const repository = new EmbeddedGitOpsRepository({
      ...{ gitHost: gitops.client, auth: gitops.auth, id },
    });
    const applications = new GitOpsApplications({ ...gitops, repository });
    const output = await runAction(
      createAddApplicationAction({ ...gitops, repository, applications }),
      {
        name: 'orders',
        repoUrl: 'http://localhost:7007/git/notes/orders.git',
        owner: 'group:default/notes-team',
        system: 'system:default/notes',
        revision: 'a'.repeat(40),
      },
    );
    expect(output.files).toContain('environments/dev/apps/orders.yaml');
  });
});
