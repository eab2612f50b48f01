import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the test starts the plugin beside the module
import auditLog from '@notes/plugin-audit-log-backend';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the test signs in as the demo people
import demoModule from '@notes/plugin-auth-backend-module-demo';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the test asks the real policy
import policyModule from '@notes/plugin-permission-backend-module-notes';
import { createTestDatabase } from '@notes/test-support';
import request from 'supertest';
import ownerUnregister from '../index';
import { startFileServer } from './startFileServer';

export const PEOPLE = [
  'dev.rivera',
  'sam.search',
  'pat.platform',
  'lee.learner',
] as const;
export type PersonName = (typeof PEOPLE)[number];

const DEADLINE_MS = 30_000;

const GROUPS: Record<PersonName, string> = {
  'dev.rivera': 'notes-team',
  'sam.search': 'search-team',
  'pat.platform': 'platform-team',
  'lee.learner': 'learners',
};

export function component(name: string, owner: string): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: ${owner} }`;
}

const ORGANIZATION = [
  component('configured-service', 'notes-team'),
  ...PEOPLE.map(
    name => `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name} }
spec: { memberOf: [${GROUPS[name]}] }`,
  ),
].join('\n---\n');

/** Real sign-in, catalog, permission and audit plugins, asked over HTTP. */
export async function startPortal() {
  const files = await startFileServer();
  const database = await createTestDatabase();
  const folder = createMockDirectory({ content: { 'org.yaml': ORGANIZATION } });
  const backend = await startTestBackend({
    features: [
      authServiceFactory,
      databaseServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      urlReaderServiceFactory,
      userInfoServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: {
            baseUrl: 'http://localhost',
            auth: { keys: [{ secret: randomUUID() }] },
            reading: { allow: [{ host: files.host }] },
            database: {
              client: 'pg',
              connection: database.url,
              pluginDivisionMode: 'schema',
            },
          },
          auth: {
            providers: {
              demo: {
                development: {
                  people: PEOPLE.map(name => ({
                    name,
                    title: name,
                    role: name,
                  })),
                },
              },
            },
          },
          permission: { enabled: true },
          catalog: {
            locations: [
              {
                type: 'file',
                target: folder.resolve('org.yaml'),
                rules: [{ allow: ['User', 'Component'] }],
              },
            ],
            rules: [{ allow: ['Component', 'Location'] }],
            processingInterval: { seconds: 1 },
            orphanStrategy: 'keep',
          },
        },
      }),
      authPlugin,
      demoModule,
      permissionPlugin,
      policyModule,
      catalogPlugin,
      ownerUnregister,
      auditLog,
    ],
  });
  const tokens = new Map<PersonName, string>();

  function as(person: PersonName) {
    return request
      .agent(backend.server)
      .set('Authorization', `Bearer ${tokens.get(person)}`);
  }

  async function until<T>(
    what: string,
    look: () => Promise<T | undefined>,
  ): Promise<T> {
    for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline;) {
      const found = await look();
      if (found !== undefined) {
        return found;
      }
      await sleep(100);
    }
    throw new Error(`Waited in vain until ${what}`);
  }

  async function find(name: string) {
    const { status, body } = await as('pat.platform').get(
      `/api/catalog/entities/by-name/component/default/${name}`,
    );
    return status === 200 ? body : undefined;
  }

  for (const person of PEOPLE) {
    await until(`${person} is in the catalog`, async () => {
      const { body } = await request(backend.server).get(
        `/api/auth/demo/refresh?person=${person}`,
      );
      const refs = body.backstageIdentity?.identity.ownershipEntityRefs ?? [];
      tokens.set(person, body.backstageIdentity?.token);
      return refs.length > 1 || undefined;
    });
  }

  return {
    files,
    as,
    find,
    until,
    anonymous: () => request(backend.server),
    /** Registers a file, waits for its components, answers the id of the location. */
    async register(target: string, ...names: string[]): Promise<string> {
      const { status, body } = await as('pat.platform')
        .post('/api/catalog/locations')
        .send({ type: 'url', target });
      expect({ status, error: body.error }).toEqual({ status: 201 });
      for (const name of names) {
        await until(`${name} is there`, () => find(name));
      }
      return body.location.id;
    },
    async stop() {
      await backend.stop();
      await database.close();
      await files.stop();
    },
  };
}

export type Portal = Awaited<ReturnType<typeof startPortal>>;
