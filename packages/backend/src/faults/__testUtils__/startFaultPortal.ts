import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import entityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { notificationService } from '@backstage/plugin-notifications-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import giteaModule from '@backstage/plugin-scaffolder-backend-module-gitea';
import demoModule from '@notes/plugin-auth-backend-module-demo';
import {
  gitHostPlugin,
  gitHostUrlReaderFactory,
} from '@notes/plugin-git-host-backend';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { goldenPathPlugin } from '@notes/plugin-golden-path-backend';
import { GoldenPathClient } from '@notes/plugin-golden-path-common';
import notesPolicy from '@notes/plugin-permission-backend-module-notes';
import crossplaneModule from '@notes/plugin-scaffolder-backend-module-crossplane';
import gitHostModule from '@notes/plugin-scaffolder-backend-module-git-host';
import gitopsModule from '@notes/plugin-scaffolder-backend-module-gitops';
import goldenPathModule from '@notes/plugin-scaffolder-backend-module-golden-path';
import { createTestDatabase } from '@notes/test-support';
import { faultModule } from './faultModule';
import { HttpFaults } from './HttpFaults';
import { NAMES, writeFaultLibrary } from './writeFaultLibrary';

const run = promisify(execFile);

/** Two colleagues of one team, somebody of another team, and the platform. */
export const DEVELOPER = 'user:default/dev.rivera';
export const COLLEAGUE = 'user:default/sam.notes';
export const OTHER_TEAM = 'user:default/ann.auth';
export const PLATFORM = 'user:default/pat.platform';

const TEAMS: Record<string, string> = {
  [DEVELOPER]: 'notes-team',
  [COLLEAGUE]: 'notes-team',
  [OTHER_TEAM]: 'auth-team',
  [PLATFORM]: 'platform-team',
};

const PEOPLE = Object.keys(TEAMS).map(ref => ({
  name: ref.split('/')[1],
  title: ref,
  role: 'Tests',
}));

/** The real plugins, templates, policy and PostgreSQL, whose requests and steps a test can break. */
export async function startFaultPortal() {
  const faults = new HttpFaults();
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  const library = join(folder, 'templates');
  await writeFaultLibrary(library);
  const people = join(folder, 'people.yaml');
  await writeFile(people, describePeople());
  const database = await createTestDatabase();
  const audited: { eventId: string; user: string; meta: unknown }[] = [];
  const backend = await startTestBackend({
    features: [
      databaseServiceFactory,
      ...[urlReaderServiceFactory, schedulerServiceFactory],
      gitHostUrlReaderFactory,
      ...[authServiceFactory, httpAuthServiceFactory],
      ...[permissionsServiceFactory, userInfoServiceFactory],
      mockServices.rootLogger.factory({ level: 'none' }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          async createEvent({ eventId, request, meta }) {
            const user = userOf(request?.headers.authorization);
            audited.push({ eventId, user, meta });
            return { success: async () => {}, fail: async () => {} };
          },
        }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send: async () => {} }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7220' },
          auth: {
            providers: { demo: { development: { people: PEOPLE } } },
          },
          backend: {
            auth: { keys: [{ secret: randomUUID() }] },
            baseUrl: 'http://localhost:7220',
            workingDirectory: folder,
            database: {
              client: 'pg',
              connection: database.url,
              pluginDivisionMode: 'schema',
            },
          },
          permission: { enabled: true },
          gitHost: { directory: join(folder, 'git') },
          goldenPath: { templates: { directory: library } },
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [
              { allow: ['Component', 'API', 'Resource', 'System', 'Template'] },
            ],
            locations: [
              people,
              ...NAMES.map(name => join(library, name, 'template.yaml')),
            ].map(target => ({
              ...{ type: 'file', target },
              rules: [{ allow: ['Template', 'User', 'Group'] }],
            })),
          },
        },
      }),
      ...[authPlugin, demoModule],
      ...[permissionPlugin, notesPolicy, catalogPlugin, entityModel],
      ...[gitHostPlugin, scaffolderPlugin, goldenPathPlugin],
      ...[githubModule, gitlabModule, giteaModule],
      ...[gitHostModule, gitopsModule, goldenPathModule, crossplaneModule],
      faultModule,
    ],
  });
  const base = `http://localhost:${backend.server.port()}/api`;
  const discoveryApi = { getBaseUrl: async (id: string) => `${base}/${id}` };
  const tokens = new Map<string, string>();
  const as = (user: string) => ({ token: tokens.get(user) });
  const gitHost = new GitHostClient({ discoveryApi });
  const client = new GoldenPathClient({ discoveryApi });

  async function call(
    path: string,
    request: { user?: string; method?: string; body?: object } = {},
  ) {
    const response = await fetch(`${base}${path}`, {
      method: request.method ?? (request.body ? 'POST' : 'GET'),
      headers: {
        authorization: `Bearer ${tokens.get(request.user ?? DEVELOPER)}`,
        'content-type': 'application/json',
      },
      body: request.body && JSON.stringify(request.body),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  }

  async function readLog(taskId: string, user = DEVELOPER): Promise<string> {
    const path = `/scaffolder/v2/tasks/${taskId}/events`;
    const events = (await call(path, { user })).body as {
      body: { message: string };
    }[];
    return events.map(event => event.body.message).join('\n');
  }

  async function finish(taskId: string, user = DEVELOPER) {
    const path = `/scaffolder/v2/tasks/${taskId}`;
    for (;;) {
      const { status } = (await call(path, { user })).body;
      if (['completed', 'failed', 'cancelled'].includes(status)) {
        return {
          ...{ taskId, status: status as string },
          log: await readLog(taskId, user),
        };
      }
      await sleep(50);
    }
  }

  async function start(template: string, values: object, user = DEVELOPER) {
    const { status, body } = await call('/scaffolder/v2/tasks', {
      user,
      body: { templateRef: `template:default/${template}`, values },
    });
    if (status !== 201) {
      throw new Error(`The task was refused: ${JSON.stringify(body)}`);
    }
    return body.id as string;
  }

  async function listRepositories(): Promise<string[]> {
    const root = join(folder, 'git');
    const names = await readdir(root, { recursive: true });
    return names
      .filter(name => /^[^./][^/]*\/[^/]+\.git$/.test(name))
      .map(name => name.replace(/\.git$/, ''))
      .sort();
  }

  const git = async (repository: string, ...args: string[]) =>
    (
      await run('git', [
        `--git-dir=${join(folder, 'git', repository)}.git`,
        ...args,
      ])
    ).stdout.trim();

  /** Everything that a task can leave outside its workspace. */
  async function look() {
    const repositories = await listRepositories();
    const branches = await Promise.all(
      repositories.map(async name => {
        const format = '--format=%(refname) %(tree)';
        return [name, await git(name, 'for-each-ref', format, 'refs/heads')];
      }),
    );
    const locations = (await call('/catalog/locations')).body as {
      data: { target: string };
    }[];
    const pulls = await Promise.all(
      repositories.map(async slug => {
        const [owner, name] = slug.split('/');
        const open = await gitHost.listPullRequests(
          { owner, name },
          { state: 'open' },
          as(PLATFORM),
        );
        return open.map(pull => `${slug} ${pull.sourceBranch}`);
      }),
    );
    return {
      branches: Object.fromEntries(branches),
      locations: locations.map(({ data }) => data.target).sort(),
      pulls: pulls.flat(),
    };
  }

  let last = '';
  const signIn = (user: string) => async () => {
    const url = `${base}/auth/demo/refresh?person=${user.split('/')[1]}`;
    const response = await fetch(url, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await response.json();
    tokens.set(user, backstageIdentity?.token);
    last = `${user} signs in, ${response.status}`;
    return backstageIdentity?.identity.ownershipEntityRefs.length > 1;
  };
  const describeLast = () => last;
  for (const user of Object.keys(TEAMS)) {
    await waitFor(signIn(user), describeLast);
  }
  await waitFor(
    async () => {
      const found = await Promise.all(
        NAMES.map(name =>
          call(`/catalog/entities/by-name/template/default/${name}`),
        ),
      );
      last = JSON.stringify(
        found.map(({ status, body }) => [status, body.error?.message]),
      );
      return found.every(({ status }) => status === 200);
    },
    () => last,
  );
  await waitFor(
    async () => {
      const repositories = await listRepositories();
      last = repositories.join();
      return ['platform/gitops', 'platform/templates'].every(each =>
        repositories.includes(each),
      );
    },
    () => last,
  );

  return {
    ...{ as, audited, call, client, faults, finish, folder, git, gitHost },
    ...{ look, readLog, start },
    run: async (template: string, values: object, user = DEVELOPER) =>
      finish(await start(template, values, user), user),
    hasEntity: async (name: string) =>
      (await call(`/catalog/entities/by-name/component/default/${name}`))
        .status === 200,
    async stop() {
      faults.restore();
      // The scaffolder looks once more for a cancellation, and must still find the database.
      await sleep(1500);
      await backend.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type FaultPortal = Awaited<ReturnType<typeof startFaultPortal>>;

export async function waitFor(
  holds: () => Promise<boolean>,
  what: () => unknown = () => holds,
) {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`It did not happen: ${what()}`);
    }
    await sleep(100);
  }
}

/** Who is behind the token of a request, or of the plugin that asks on somebody's behalf. */
function userOf(authorization = ''): string {
  const [, payload] = authorization.split('.');
  const { sub = '', obo } = payload
    ? JSON.parse(Buffer.from(payload, 'base64url').toString())
    : {};
  return obo ? userOf(obo) : sub;
}

function describePeople(): string {
  return Object.entries(TEAMS)
    .map(([ref, team]) =>
      JSON.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: ref.split('/')[1] },
        spec: { memberOf: [team], profile: { displayName: ref } },
      }),
    )
    .join('\n---\n');
}
