import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { createTestDatabase } from '@notes/test-support';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { Router } from 'express';
import { gitHostPlugin } from '../plugin';
import { createFolder } from './git';

export const DEVELOPER = 'user:default/dev.rivera';
export const OTHER = 'user:default/lee.learner';

export interface PolicyQuestion {
  permission: string;
  resourceRef: string | undefined;
  user: string | undefined;
}

/** The developer may do everything, everybody may read. */
export function developerPolicy({ permission, user }: PolicyQuestion): boolean {
  return permission.endsWith('.read') || user === DEVELOPER;
}

/** Confirms owners of personal access tokens, as the auth backend does. */
const authPlugin = createBackendPlugin({
  pluginId: 'auth',
  register({ registerInit }) {
    registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.post('/git-host/refresh', (request, response) => {
          const user = String(request.query.user);
          if (user === 'user:default/gone') {
            response.status(401).json({});
            return;
          }
          response.json({ token: mockCredentials.user.token(user) });
        });
        httpRouter.use(router);
      },
    });
  },
});

/** Starts the real plugin on a database and a folder of its own. */
export async function startGitHost(options?: {
  gitHost?: Record<string, string | number | boolean>;
  policy?: (question: PolicyQuestion) => boolean;
}) {
  const policy = options?.policy ?? developerPolicy;
  const database = await createTestDatabase();
  const folder = await createFolder();
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({ success: jest.fn(), fail: jest.fn() })),
  });
  const decide = (
    permission: string,
    resourceRef: string | undefined,
    user: string | undefined,
  ): DefinitivePolicyDecision => ({
    result: policy({ permission, resourceRef, user })
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY,
  });
  const permissions = mockServices.permissions.mock({
    authorize: async (requests, request) =>
      requests.map(({ permission, ...rest }) =>
        decide(
          permission.name,
          (rest as { resourceRef?: string }).resourceRef,
          userOf(request),
        ),
      ),
    authorizeConditional: async (requests, request) =>
      requests.map(({ permission }) =>
        decide(permission.name, undefined, userOf(request)),
      ),
  });
  const backend = await startTestBackend({
    features: [
      gitHostPlugin,
      authPlugin,
      database.factory,
      auditor.factory,
      permissions.factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          backend: { baseUrl: 'http://localhost:7007' },
          gitHost: { directory: folder.path, ...options?.gitHost },
        },
      }),
    ],
  });
  const { server } = backend;
  const origin = `http://localhost:${server.port()}`;
  const client = new GitHostClient({
    discoveryApi: { getBaseUrl: async id => `${origin}/api/${id}` },
  });
  return {
    ...{ server, origin, client, auditor, folder: folder.path },
    knex: database.knex,
    as: (user: string) => ({ token: mockCredentials.user.token(user) }),
    /** The address of a repository with a password for git. */
    remote: (path: string, password?: string) =>
      `${origin.replace(
        '://',
        password ? `://git:${encodeURIComponent(password)}@` : '://',
      )}/git/${path}.git`,
    async stop() {
      await backend.stop();
      await database.close();
      await folder.remove();
    },
  };
}

export type GitHost = Awaited<ReturnType<typeof startGitHost>>;

function userOf(options?: object): string | undefined {
  const { credentials } = (options ?? {}) as {
    credentials?: { principal: { userEntityRef?: string } };
  };
  return credentials?.principal.userEntityRef;
}
