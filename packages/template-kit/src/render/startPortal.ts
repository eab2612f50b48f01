import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- A template may change a repository of the git host, so the host runs beside the scaffolder.
import { gitHostPlugin } from '@notes/plugin-git-host-backend';
import { createTestDatabase } from '@notes/test-support';

/** The address that rendered files name. */
export const PORTAL_URL = 'https://portal.notes.example';

/** A backend with the real scaffolder and the real git host; the catalog holds what a template needs. */
export interface TestPortal {
  /** Where it listens, such as `http://localhost:34567`. */
  origin: string;
  /** The catalog, by reference. */
  entities: Map<string, Entity>;
  stop(): Promise<void>;
}

/** Starts what templates are rendered with. */
export async function startPortal(options: {
  actions: BackendFeature[];
  library: string;
}): Promise<TestPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'templates-portal-'));
  const database = await createTestDatabase();
  const entities = new Map<string, Entity>();
  const backend = await startTestBackend({
    features: [
      ...[scaffolderPlugin, gitHostPlugin, databaseServiceFactory],
      ...options.actions,
      createCatalog(entities),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: PORTAL_URL },
          backend: {
            baseUrl: PORTAL_URL,
            database: {
              client: 'pg',
              connection: database.url,
              pluginDivisionMode: 'schema',
            },
          },
          gitHost: { directory: join(folder, 'git') },
          goldenPath: { templates: { directory: options.library } },
        },
      }),
    ],
  });
  return {
    origin: `http://localhost:${backend.server.port()}`,
    entities,
    async stop() {
      await backend.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The catalog of tests takes its entities when it is made; here they come while it runs. */
function createCatalog(entities: Map<string, Entity>): BackendFeature {
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      Object.assign(catalogServiceMock({ entities: [] }), {
        getEntityByRef: async (ref: string | CompoundEntityRef) =>
          entities.get(typeof ref === 'string' ? ref : stringifyEntityRef(ref)),
      }),
  });
}
