/** Integration layer: the real catalog reads files of this machine through the module. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import type { Entity } from '@backstage/catalog-model';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { createTestDatabase, type TestDatabase } from '@notes/test-support';
import catalogModuleLocalDocuments from '.';

// Limits for what must end: the catalog of a busy machine takes its time to start and to read.
jest.setTimeout(180_000);

const API = `apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: beside }
spec:
  type: openapi
  lifecycle: experimental
  owner: team
  definition: { $text: ./openapi.yaml }
`;

let folder: string;
let backend: TestBackend;
let database: TestDatabase | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-documents-'));
  const inside = join(folder, 'service');
  await mkdir(inside);
  await writeFile(join(inside, 'openapi.yaml'), 'openapi: 3.1.0\n');
  const target = join(inside, 'catalog-info.yaml');
  await writeFile(target, API);
  database = await createTestDatabase();
  backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleLocalDocuments,
      databaseServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost',
            database: {
              client: 'pg',
              connection: database.url,
              pluginDivisionMode: 'schema',
            },
          },
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['API'] }],
            locations: [{ type: 'file', target }],
          },
        },
      }),
    ],
  });
});

afterAll(async () => {
  await backend?.stop();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

async function find(name: string): Promise<Entity | undefined> {
  const response = await fetch(
    `http://localhost:${backend.server.port()}/api/catalog/entities/by-name/api/default/${name}`,
    { headers: { authorization: mockCredentials.service.header() } },
  );
  return response.ok ? ((await response.json()) as Entity) : undefined;
}

/** What the catalog says of a file that it has read, or of one that it refuses. */
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('the catalog has not read the file within two minutes');
}

describe('an API of a catalog file on this machine', () => {
  it('has the text of the document beside the file', async () => {
    const found = await eventually(() => find('beside'));
    expect(found.spec?.definition).toBe('openapi: 3.1.0\n');
  });
});
