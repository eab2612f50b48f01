import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the test starts the plugin beside the scaffolder
import { gitHostPlugin } from '@notes/plugin-git-host-backend';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { undoLedgerServiceRef } from '@notes/plugin-golden-path-node';
import crossplaneModule from '@notes/plugin-scaffolder-backend-module-crossplane';
import gitHostModule from '@notes/plugin-scaffolder-backend-module-git-host';
import gitopsModule from '@notes/plugin-scaffolder-backend-module-gitops';
import { createTestDatabase } from '@notes/test-support';
import { readTemplate } from '../readTemplate';
import { findTool, runTool } from '../delivery/tools';
import { LIBRARY, RenderedRepository } from './renderRepository';

jest.setTimeout(120_000);

const URL = 'http://localhost:7007';
const USER = 'user:default/dev.rivera';

/** The real scaffolder runs the real template against the real git host; only the ledger is a recording. */
describe('template resource', () => {
  let stop: () => Promise<void>;
  let origin: string;
  let client: GitHostClient;
  let service: RenderedRepository;
  const records: { state: string; kind: string }[] = [];
  const token = mockCredentials.user.token(USER);
  const id = { owner: 'notes', name: 'orders' };

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'resource-template-'));
    const database = await createTestDatabase();
    const template = readTemplate('resource');
    service = await RenderedRepository.render('node-service', {
      ...{ name: 'orders', description: 'Takes orders', repoOwner: 'notes' },
      ...{ owner: 'group:default/notes-team', system: 'system:default/notes' },
    });
    const ledger = createServiceFactory({
      service: undoLedgerServiceRef,
      deps: {},
      factory: () => ({
        record: async (record: { state: string; kind: string }) => {
          records.push(record);
        },
        list: async () => [],
        begin: async () => ({ undone: [], left: [] }),
        undo: async () => ({ undone: [], left: [] }),
      }),
    });
    const backend = await startTestBackend({
      features: [
        ...[scaffolderPlugin, gitHostPlugin, gitHostModule, gitopsModule],
        ...[crossplaneModule, databaseServiceFactory, ledger],
        catalogServiceMock.factory({
          entities: [
            {
              ...template.entity,
              metadata: { ...template.entity.metadata, namespace: 'default' },
            },
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'orders',
                namespace: 'default',
                annotations: {
                  'backstage.io/managed-by-location': `url:${URL}/git/notes/orders/blob/main/catalog-info.yaml`,
                },
              },
              spec: {
                type: 'service',
                owner: 'group:default/notes-team',
                system: 'system:default/notes',
              },
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: {
              baseUrl: URL,
              database: {
                client: 'pg',
                connection: database.url,
                pluginDivisionMode: 'schema',
              },
            },
            gitHost: { directory: join(folder, 'git') },
            goldenPath: { templates: { directory: LIBRARY } },
          },
        }),
      ],
    });
    origin = `http://localhost:${backend.server.port()}`;
    client = new GitHostClient({
      discoveryApi: { getBaseUrl: async each => `${origin}/api/${each}` },
    });
    await client.createRepository(
      {
        ...id,
        initialCommit: {
          message: 'Start',
          files: [...service.files].map(([path, content]) => ({
            ...{ path, content },
          })),
        },
      },
      { token },
    );
    stop = async () => {
      // The whole backend: the scaffolder would go on asking a database that is gone.
      await backend.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(async () => {
    service?.remove();
    await stop?.();
  });

  async function run(values: object) {
    const call = async (path: string, init?: RequestInit) =>
      (
        await fetch(`${origin}/api/scaffolder/v2${path}`, {
          ...init,
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${token}`,
          },
        })
      ).json();
    const started = await call('/tasks', {
      method: 'POST',
      body: JSON.stringify({
        templateRef: 'template:default/resource',
        values: {
          ...{ service: 'component:default/orders', size: 'medium' },
          ...{ region: 'us-east-1', ...values },
        },
      }),
    });
    for (;;) {
      const task = await call(`/tasks/${started.id}`);
      if (['completed', 'failed', 'cancelled'].includes(task.status)) {
        return { status: task.status as string };
      }
      await sleep(200);
    }
  }

  it.each(['database', 'cache', 'topic', 'queue', 'bucket'])(
    'proposes a %s that builds in every environment',
    async kind => {
      const part = `my-${kind}`;
      const task = await run({ kind, part });
      expect(task).toMatchObject({ status: 'completed' });

      const pulls = await client.listPullRequests(id, {}, { token });
      const pull = pulls.find(
        each => each.sourceBranch === `add-orders-${part}`,
      );
      expect(pull?.title).toBe(`Add the ${kind} ${part}`);
      const detail = await client.getPullRequest(id, pull?.number ?? 0, {
        token,
      });
      const paths = detail.diff.files.map(file => file.path).sort();
      expect(paths).toEqual([
        'catalog-info.yaml',
        'claims/kustomization.yaml',
        `claims/${part}.yaml`,
        'deploy/base/kustomization.yaml',
        'deploy/overlays/dev/kustomization.yaml',
        'deploy/overlays/prod/kustomization.yaml',
        'deploy/overlays/staging/kustomization.yaml',
      ]);
      if (!findTool('kustomize')) {
        return;
      }
      const { items } = await client.getFiles(
        id,
        { ref: `add-orders-${part}`, paths },
        { token },
      );
      for (const { path, content } of items) {
        await service.write(path, content);
      }
      for (const environment of ['dev', 'staging', 'prod']) {
        const built = runTool(
          'kustomize',
          ['build', `deploy/overlays/${environment}`],
          { cwd: service.folder },
        );
        expect(built).toMatchObject({ status: 0 });
        expect(built.output).toContain(`name: orders-${part}`);
      }
    },
  );

  it('records the pull requests, so that a person can close them', () => {
    expect(records[0]).toMatchObject({
      ...{ kind: 'pull-request', state: 'intended' },
    });
  });

  it('gives the same pull request when it is asked again', async () => {
    const before = await client.listPullRequests(id, {}, { token });
    const task = await run({ kind: 'cache', part: 'my-cache' });
    expect(task.status).toBe('completed');
    expect(await client.listPullRequests(id, {}, { token })).toEqual(before);
  });

  it('opens nothing for a service that is not there', async () => {
    const before = await client.listPullRequests(id, {}, { token });
    const task = await run({
      ...{ service: 'component:default/nobody', kind: 'cache', part: 'x' },
    });
    expect(task.status).toBe('failed');
    expect(await client.listPullRequests(id, {}, { token })).toEqual(before);
  });
});
