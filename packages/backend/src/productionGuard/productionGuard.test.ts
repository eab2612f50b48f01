/** Backend layer: a real start, with the configuration files of this repository. */
import path from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { findProductionProblems } from './findProductionProblems';
import { productionGuard } from './productionGuard';

const ROOT = path.resolve(__dirname, '../../../..');

const GOOD_ENVIRONMENT: Record<string, string> = {
  PORTAL_BASE_URL: 'https://portal.example.com',
  BACKEND_SECRET: 'q3nB7wXvJ0c5ZkLrT9sYd2HfMgUe',
  AUTH_SESSION_SECRET: 'Vb8mPz4KtQ1yWxC6jRnEa7LhSoFu',
  POSTGRES_HOST: 'db',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'hT5pzQ',
  AUTH_OIDC_METADATA_URL:
    'https://id.example.com/.well-known/openid-configuration',
  AUTH_OIDC_CLIENT_ID: 'portal',
  AUTH_OIDC_CLIENT_SECRET: 'Zx81mmQ0',
  AUTH_GITHUB_CLIENT_ID: 'Iv1.0a',
  AUTH_GITHUB_CLIENT_SECRET: '90ab12cd34',
};

/** Reads the files as a production start does, with only the given environment. */
async function readFiles(
  names: string[],
  environment: Record<string, string>,
): Promise<JsonObject> {
  const sources = names.map(name =>
    FileConfigSource.create({
      path: path.join(ROOT, name),
      substitutionFunc: async variable => environment[variable],
    }),
  );
  const config = await ConfigSources.toConfig(ConfigSources.merge(sources));
  const data = config.get<JsonObject>();
  config.close();
  return data;
}

const BOTH = ['app-config.yaml', 'app-config.production.yaml'];

async function start(data: JsonObject, nodeEnv: string | undefined) {
  const before = process.env.NODE_ENV;
  // A removed variable would otherwise become the text "undefined".
  if (nodeEnv === undefined) {
    Reflect.deleteProperty(process.env, 'NODE_ENV');
  } else {
    Object.assign(process.env, { NODE_ENV: nodeEnv });
  }
  try {
    await startTestBackend({
      features: [productionGuard, mockServices.rootConfig.factory({ data })],
    });
  } finally {
    Object.assign(process.env, { NODE_ENV: before });
  }
}

describe('productionGuard', () => {
  it('starts with the production configuration when the environment is complete', async () => {
    const data = await readFiles(BOTH, GOOD_ENVIRONMENT);
    await expect(start(data, 'production')).resolves.toBeUndefined();
  });

  it.each(['production', 'staging', undefined])(
    'stops the start of the development configuration when NODE_ENV is %p, and names each key',
    async nodeEnv => {
      const data = await readFiles(['app-config.yaml'], GOOD_ENVIRONMENT);
      const message = await start(data, nodeEnv).then(
        () => 'started',
        error => String(error),
      );
      expect(message).toContain("'auth.providers.demo' lets anybody in");
      expect(message).toContain("'auth.providers.guest' lets anybody in");
      expect(message).toContain("'auth.environment' is 'development'");
      expect(message).toContain("'auth.providers' has no provider");
    },
  );

  it('starts the development configuration in development', async () => {
    const data = await readFiles(['app-config.yaml'], {});
    await expect(start(data, 'development')).resolves.toBeUndefined();
  });

  it.each([
    { variable: 'BACKEND_SECRET', key: 'backend.auth.keys[0].secret' },
    { variable: 'AUTH_SESSION_SECRET', key: 'auth.session.secret' },
    {
      variable: 'POSTGRES_PASSWORD',
      key: 'backend.database.connection.password',
    },
    {
      variable: 'AUTH_OIDC_CLIENT_SECRET',
      key: 'auth.providers.oidc.production.clientSecret',
    },
    {
      variable: 'AUTH_GITHUB_CLIENT_SECRET',
      key: 'auth.providers.github.production.clientSecret',
    },
  ])(
    'names $key and hides the value when $variable is a default',
    async ({ variable, key }) => {
      const data = await readFiles(BOTH, {
        ...GOOD_ENVIRONMENT,
        [variable]: 'changeme',
      });
      const message = await start(data, 'production').then(
        () => 'started',
        error => String(error),
      );
      expect(message).toContain(`'${key}'`);
      expect(message).not.toContain('changeme');
      expect(message.match(/^ {2}- /gm)).toHaveLength(1);
    },
  );

  it('reports every missing secret at once when the environment is empty', async () => {
    const data = await readFiles(BOTH, {});
    const problems = findProductionProblems(new ConfigReader(data));
    expect(problems).toEqual([
      "'backend.auth.keys[0].secret' is missing",
      "'auth.session.secret' is missing",
      "'backend.database.connection.password': the password is missing",
    ]);
  });
});

describe('findProductionProblems', () => {
  it.each([
    {
      reason: 'no permissions',
      change: { permission: { enabled: false } },
      problem: "'permission.enabled' is not true",
    },
    {
      reason: 'no authentication',
      change: {
        backend: { auth: { dangerouslyDisableDefaultAuthPolicy: true } },
      },
      problem: "'backend.auth.dangerouslyDisableDefaultAuthPolicy' is true",
    },
    {
      reason: 'a database in memory',
      change: { backend: { database: { client: 'better-sqlite3' } } },
      problem: "'backend.database.client' is 'better-sqlite3'",
    },
    {
      reason: 'a default password within an address',
      change: {
        backend: {
          database: { connection: 'postgresql://portal:postgres@db/portal' },
        },
      },
      problem: "'backend.database.connection': the password is a known default",
    },
    {
      reason: 'a weak token for machines',
      change: {
        backend: {
          auth: {
            externalAccess: [
              { type: 'static', options: { token: 'short', subject: 'ci' } },
            ],
          },
        },
      },
      problem:
        "'backend.auth.externalAccess[0].options.token' is shorter than 24",
    },
    {
      reason: 'a second, weak key',
      change: {
        backend: {
          auth: {
            keys: [
              { secret: GOOD_ENVIRONMENT.BACKEND_SECRET },
              { secret: 'secret' },
            ],
          },
        },
      },
      problem: "'backend.auth.keys[1].secret' is a known default",
    },
    {
      reason: 'a secret that is a number',
      change: { auth: { session: { secret: 123 } } },
      problem: "'auth.session.secret' is missing",
    },
  ])('finds $reason', async ({ change, problem }) => {
    const files = await readFiles(BOTH, GOOD_ENVIRONMENT);
    const config = ConfigReader.fromConfigs([
      { context: 'files', data: files },
      { context: 'change', data: change as JsonObject },
    ]);
    const problems = findProductionProblems(config);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('asks for no password when a cloud signs the connections', async () => {
    const data = await readFiles(BOTH, {
      ...GOOD_ENVIRONMENT,
      POSTGRES_PASSWORD: '',
    });
    const config = ConfigReader.fromConfigs([
      { context: 'files', data },
      {
        context: 'change',
        data: { backend: { database: { connection: { type: 'cloudsql' } } } },
      },
    ]);
    expect(findProductionProblems(config)).toEqual([]);
  });
});
