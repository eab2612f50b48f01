import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the test starts the plugin beside the scaffolder
import { gitHostPlugin } from '@notes/plugin-git-host-backend';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { createTestDatabase } from '@notes/test-support';
import { GitOpsApplications } from '../applications/GitOpsApplications';
import { EmbeddedGitOpsRepository } from '../repository/EmbeddedGitOpsRepository';

export const DEVELOPER = 'user:default/dev.rivera';
export const LEARNER = 'user:default/lee.learner';
export const PLATFORM = 'user:default/pat.platform';
export const GITOPS = { owner: 'platform', name: 'gitops' };

const GROUPS: Record<string, string[]> = {
  [DEVELOPER]: ['group:default/notes-team'],
  [PLATFORM]: ['group:default/platform-team'],
};

/** The portal's own plugins are services, which may do everything. */
function decide(permission: string, user: string | undefined): boolean {
  if (user === undefined || user === PLATFORM) {
    return true;
  }
  return (
    permission.endsWith('.read') ||
    (user === DEVELOPER && !/manage|push|merge|delete/.test(permission))
  );
}

const userOf = (credentials: unknown) =>
  (credentials as { principal: { userEntityRef?: string } }).principal
    .userEntityRef;

/** Starts the real git host with a GitOps repository, and everything that writes to it. */
export async function startGitOps(options?: {
  files?: { path: string; content: string }[];
  podSecurityVersion?: string;
}) {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-'));
  const database = await createTestDatabase();
  const permissions = mockServices.permissions.mock({
    authorize: async (requests, request) =>
      requests.map(({ permission }) => ({
        result: decide(permission.name, userOf(request?.credentials))
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
  const client = new GitHostClient({
    discoveryApi: {
      getBaseUrl: async id =>
        `http://localhost:${backend.server.port()}/api/${id}`,
    },
  });
  const token = mockCredentials.user.token(PLATFORM);
  await client.createRepository(
    {
      ...GITOPS,
      initialCommit: {
        message: 'Start',
        files: options?.files ?? [{ path: 'README.md', content: '# GitOps\n' }],
      },
    },
    { token },
  );
  const auth = mockServices.auth({ pluginId: 'scaffolder' });
  const auditEntry = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => auditEntry),
  });
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async credentials => {
      const user = userOf(credentials) ?? '';
      return {
        userEntityRef: user,
        ownershipEntityRefs: [user, ...(GROUPS[user] ?? [])],
      };
    },
  });
  const repository = new EmbeddedGitOpsRepository({
    ...{ gitHost: client, auth, id: GITOPS },
  });
  const ledger = {
    record: jest.fn(),
    list: jest.fn().mockResolvedValue([]),
    begin: jest.fn().mockResolvedValue({ undone: [], left: [] }),
    undo: jest.fn(),
  };
  const scaffolder = { getTask: jest.fn() };
  const podSecurityVersion = options?.podSecurityVersion ?? 'v1.36';
  const applications = new GitOpsApplications({
    ...{ repository, auditor, podSecurityVersion },
  });

  return {
    ...{ client, auth, auditor, auditEntry, userInfo, permissions },
    ...{ repository, applications, ledger, scaffolder, folder },
    podSecurityVersion,
    platform: { token },
    read: async (path: string, id = GITOPS, ref?: string) =>
      (
        await client
          .getFile(id, { path, ref }, { token })
          .catch(() => undefined)
      )?.content,
    commits: async () =>
      (await client.listCommits(GITOPS, { limit: 100 }, { token })).items,
    async stop() {
      await backend.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type GitOps = Awaited<ReturnType<typeof startGitOps>>;

/** Runs an action as a task would, and gives its outputs. */
export async function runAction<T extends TemplateAction<any, any, any>>( // eslint-disable-line @typescript-eslint/no-explicit-any -- the schema types of an action differ, and the runner takes any
  action: T,
  input: object,
  options?: {
    user?: string;
    taskId?: string;
    dryRun?: boolean;
    workspacePath?: string;
  },
): Promise<Record<string, unknown>> {
  const user = options?.user ?? DEVELOPER;
  const name = user.split('/')[1];
  const output = jest.fn();
  const context = createMockActionContext({
    input,
    ...(options?.workspacePath && { workspacePath: options.workspacePath }),
    task: { id: options?.taskId ?? `task-${Math.random()}` },
    user: {
      ref: user,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name },
        spec: { profile: { displayName: name, email: `${name}@example.com` } },
      },
    },
  });
  await action.handler({
    ...context,
    ...{ output, isDryRun: options?.dryRun, step: { id: 'step' } },
    getInitiatorCredentials: async () => mockCredentials.user(user),
  } as never);
  return Object.fromEntries(output.mock.calls);
}
