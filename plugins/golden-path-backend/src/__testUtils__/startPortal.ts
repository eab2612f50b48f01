import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import {
  type BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import entityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import {
  gitHostPlugin,
  gitHostUrlReaderFactory,
} from '@notes/plugin-git-host-backend';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { GoldenPathClient } from '@notes/plugin-golden-path-common';
import gitHostModule from '@notes/plugin-scaffolder-backend-module-git-host';
import goldenPathModule from '@notes/plugin-scaffolder-backend-module-golden-path';
import { createTestDatabase } from '@notes/test-support';
import { goldenPathPlugin } from '../plugin';
import { waitFor } from './waitFor';
import { writeLibrary } from './writeLibrary';

export { waitFor } from './waitFor';

export const DEVELOPER = 'user:default/dev.rivera';
export const LEARNER = 'user:default/lee.learner';
export const PLATFORM = 'user:default/pat.platform';

const GROUPS: Record<string, string[]> = {
  [DEVELOPER]: ['group:default/notes-team'],
  [PLATFORM]: ['group:default/platform-team'],
};

/** Who may do what in these tests; each may be changed by a test. */
export type Denied = (permission: string, user: string | undefined) => boolean;

/** The real catalog, scaffolder, git host and golden path on PostgreSQL. */
export async function startPortal(
  options: {
    /** A library on disk and the templates of it to register; a small one of its own by default. */
    library?: { directory: string; templates: string[] };
    features?: BackendFeature[];
    config?: JsonObject;
  } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'portal-'));
  const library = options.library?.directory ?? join(folder, 'templates');
  const templates = options.library?.templates ?? (await writeLibrary(library));
  const database = await createTestDatabase();
  const send = jest.fn().mockResolvedValue(undefined);
  const denied = jest.fn<ReturnType<Denied>, Parameters<Denied>>();
  denied.mockReturnValue(false);
  const permissions = mockServices.permissions.mock({
    authorize: async (requests, request) =>
      requests.map(({ permission }) => ({
        result: denied(permission.name, userOf(request?.credentials))
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async (requests, request) =>
      requests.map(({ permission }) => ({
        result: denied(permission.name, userOf(request?.credentials))
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
  });
  const backend = await startTestBackend({
    features: [
      databaseServiceFactory,
      urlReaderServiceFactory,
      gitHostUrlReaderFactory,
      permissions.factory,
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async credentials => {
            const userEntityRef = userOf(credentials) ?? '';
            const groups = GROUPS[userEntityRef] ?? [];
            return {
              userEntityRef,
              ownershipEntityRefs: [userEntityRef, ...groups],
            };
          },
        }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          backend: {
            baseUrl: 'http://localhost:7007',
            workingDirectory: folder,
            database: {
              client: 'pg',
              connection: database.url,
              pluginDivisionMode: 'schema',
            },
          },
          gitHost: { directory: join(folder, 'git') },
          goldenPath: { templates: { directory: library } },
          ...options.config,
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Component', 'API', 'Resource', 'Template'] }],
            locations: templates.map(name => ({
              type: 'file',
              target: join(library, name, 'template.yaml'),
              rules: [{ allow: ['Template'] }],
            })),
          },
        },
      }),
      ...[catalogPlugin, entityModel, gitHostPlugin, scaffolderPlugin],
      ...[gitHostModule, goldenPathModule, goldenPathPlugin],
      ...(options.features ?? []),
    ],
  });
  const base = `http://localhost:${backend.server.port()}/api`;
  const discoveryApi = { getBaseUrl: async (id: string) => `${base}/${id}` };
  const client = new GoldenPathClient({ discoveryApi });
  const gitHost = new GitHostClient({ discoveryApi });
  const as = (user: string) => ({ token: mockCredentials.user.token(user) });

  async function call(
    path: string,
    request: { user?: string; method?: string; body?: object } = {},
  ) {
    const response = await fetch(`${base}${path}`, {
      method: request.method ?? (request.body ? 'POST' : 'GET'),
      headers: {
        authorization: mockCredentials.user.header(request.user ?? DEVELOPER),
        'content-type': 'application/json',
      },
      body: request.body && JSON.stringify(request.body),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  }

  /** Waits until a task has ended. */
  async function finish(taskId: string) {
    for (;;) {
      const { body } = await call(`/scaffolder/v2/tasks/${taskId}`);
      if (['completed', 'failed', 'cancelled'].includes(body.status)) {
        const { body: events } = await call(
          `/scaffolder/v2/tasks/${taskId}/events`,
        );
        const log = (events as { body: { message: string } }[])
          .map(event => event.body.message)
          .join('\n');
        return { taskId, status: body.status as string, log };
      }
      await sleep(50);
    }
  }

  /** Runs a template as the form does. */
  async function run(template: string, values: object, user = DEVELOPER) {
    const { status, body } = await call('/scaffolder/v2/tasks', {
      user,
      body: { templateRef: `template:default/${template}`, values },
    });
    if (status !== 201) {
      throw new Error(`The task was refused: ${JSON.stringify(body)}`);
    }
    return finish(body.id);
  }

  for (const name of templates) {
    await waitFor(async () => {
      const path = `/catalog/entities/by-name/template/default/${name}`;
      return (await call(path)).status === 200;
    });
  }

  return {
    ...{ as, call, client, denied, finish, gitHost, library, run, send },
    listLocations: async () =>
      (
        (await call('/catalog/locations')).body as {
          data: { target: string };
        }[]
      ).map(({ data }) => data.target),
    async stop() {
      // The scaffolder looks once more for a cancellation, and must still find the database.
      await sleep(1500);
      await backend.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function userOf(credentials: unknown): string | undefined {
  return (credentials as { principal?: { userEntityRef?: string } } | undefined)
    ?.principal?.userEntityRef;
}
