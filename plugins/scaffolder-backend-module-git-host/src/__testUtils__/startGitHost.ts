import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the tests start the plugin beside the scaffolder
import { gitHostPlugin } from '@notes/plugin-git-host-backend';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { createTestDatabase } from '@notes/test-support';

/** May do everything on the git host. */
export const PERSON = 'user:default/dev.rivera';
/** May only read. */
export const STRANGER = 'user:default/lee.learner';

/** The real git host with an empty folder, and the client that actions use. */
export interface TestGitHost {
  client: GitHostClient;
  /** A folder for one task. */
  createWorkspace(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the git host for one test file. */
export async function startGitHost(): Promise<TestGitHost> {
  const folder = await mkdtemp(join(tmpdir(), 'git-host-'));
  const database = await createTestDatabase();
  const permissions = mockServices.permissions.mock({
    authorize: async (requests, options) =>
      requests.map(({ permission }) => ({
        result:
          permission.name.endsWith('.read') ||
          JSON.stringify(options).includes(PERSON)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const backend = await startTestBackend({
    features: [
      gitHostPlugin,
      database.factory,
      permissions.factory,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          gitHost: { directory: join(folder, 'git') },
        },
      }),
    ],
  });
  const { server } = backend;
  const client = new GitHostClient({
    discoveryApi: {
      getBaseUrl: async id => `http://localhost:${server.port()}/api/${id}`,
    },
  });
  return {
    client,
    createWorkspace: () => mkdtemp(join(folder, 'workspace-')),
    async stop() {
      await backend.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
