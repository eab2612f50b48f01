import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { goldenPathPlugin } from '@notes/plugin-golden-path-backend';
import notesPolicy from '@notes/plugin-permission-backend-module-notes';
import crossplaneModule from '@notes/plugin-scaffolder-backend-module-crossplane';
import gitHostModule from '@notes/plugin-scaffolder-backend-module-git-host';
import gitopsModule from '@notes/plugin-scaffolder-backend-module-gitops';
import goldenPathModule from '@notes/plugin-scaffolder-backend-module-golden-path';
import { createTestDatabase } from '@notes/test-support';
import { faultModule } from './faultModule';
import { HttpFaults } from './HttpFaults';
import { describePeople, EVERYBODY, PEOPLE } from './people';
import { PortalClient } from './PortalClient';
import { NAMES, writeFaultLibrary } from './writeFaultLibrary';

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
          // As in app-config.yaml.
          scaffolder: {
            taskRecovery: {
              enabled: true,
              workspaceProvider: 'working-directory',
            },
          },
          catalog: {
            defaultLocationConflictStrategy: 'refresh',
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
  const portal = new PortalClient({
    url: `http://localhost:${backend.server.port()}`,
    repositories: join(folder, 'git'),
  });
  for (const user of EVERYBODY) {
    await portal.signIn(user);
  }
  await portal.isReady(NAMES);

  return Object.assign(portal, {
    ...{ audited, faults, folder },
    async stop() {
      faults.restore();
      // The scaffolder looks once more for a cancellation, and must still find the database.
      await sleep(1500);
      await backend.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

export type FaultPortal = Awaited<ReturnType<typeof startFaultPortal>>;

/** Who is behind the token of a request, or of the plugin that asks on somebody's behalf. */
function userOf(authorization = ''): string {
  const [, payload] = authorization.split('.');
  const { sub = '', obo } = payload
    ? JSON.parse(Buffer.from(payload, 'base64url').toString())
    : {};
  return obo ? userOf(obo) : sub;
}
