import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { parse } from 'yaml';

import { generatedEntities } from './generatedEntities.mjs';
import { writeConfig } from './writeConfig.mjs';

/**
 * Our portal, started as `npm start` starts it: from source through the
 * Backstage node transform, with a compile cache and the built front end.
 */
export class PortalApp {
  id = 'ours';
  #checkout;
  #environment;
  #secrets = {
    BACKEND_SECRET: crypto.randomBytes(24).toString('base64'),
    AUTH_SESSION_SECRET: crypto.randomBytes(24).toString('base64'),
  };

  /** @param {{ checkout: string, environment?: 'development' | 'production' }} options */
  constructor({ checkout, environment = 'development' }) {
    this.#checkout = checkout;
    this.#environment = environment;
  }

  get mode() {
    return `from source through the node transform, compile cache, NODE_ENV=${
      this.#environment
    }, packages/app/dist`;
  }

  /** The database must exist; the plugins make their schemas in it. */
  async makeDatabase(server, name) {
    await server.createDatabase(name);
  }

  requireBuilt() {
    const index = path.join(this.#checkout, 'packages/app/dist/index.html');
    if (!fs.existsSync(index)) {
      throw new Error(
        `The front end is not built (${index}). Run "npm start" once, or "yarn workspace app build".`,
      );
    }
  }

  /**
   * @param {{ port: number, database: string, server: object,
   *   directory: string, entityFile?: string, locations?: object[] }} options
   */
  launchSpec({ port, database, server, directory, entityFile, locations }) {
    const backend = path.join(this.#checkout, 'packages/backend');
    const extra = writeConfig(
      path.join(directory, 'app-config.bench.yaml'),
      this.#configure([
        ...(locations ?? []),
        ...(entityFile ? [generatedEntities(entityFile)] : []),
      ]),
    );
    const configs = [path.join(this.#checkout, 'app-config.yaml'), extra];
    return {
      command: process.execPath,
      args: [
        ...['--require', findNodeTransform(backend), 'src/index.ts'],
        ...configs.flatMap(file => ['--config', file]),
      ],
      cwd: backend,
      env: {
        ...process.env,
        ...this.#secrets,
        NODE_ENV: this.#environment,
        NODE_COMPILE_CACHE: path.join(directory, 'compile-cache'),
        PORTAL_PORT: String(port),
        PORTAL_BASE_URL: `http://localhost:${port}`,
        PORTAL_FRONTEND_URL: `http://localhost:${port}`,
        PORTAL_DATA_DIR: directory,
        POSTGRES_HOST: server.host,
        POSTGRES_PORT: String(server.port),
        POSTGRES_USER: server.user,
        POSTGRES_PASSWORD: 'unused',
        POSTGRES_DATABASE: database,
      },
    };
  }

  #configure(locations) {
    return {
      // Only a list with more than its own is added, because a later list
      // replaces an earlier one.
      ...(locations.length > 0 && {
        catalog: { locations: [...this.#ownLocations(), ...locations] },
      }),
      ...(this.#environment === 'production' && this.#configureProduction()),
    };
  }

  #ownLocations() {
    const file = path.join(this.#checkout, 'app-config.yaml');
    return parse(fs.readFileSync(file, 'utf8')).catalog.locations;
  }

  /** What the guard of the portal wants to see before it starts in production. */
  #configureProduction() {
    const clientSecret = this.#secrets.BACKEND_SECRET;
    return {
      backend: { auth: { keys: [{ secret: '${BACKEND_SECRET}' }] } },
      auth: {
        environment: 'production',
        providers: {
          demo: null,
          guest: null,
          github: { production: { clientId: 'bench', clientSecret } },
        },
      },
    };
  }

  /** Answers with a token, in development only. */
  get tokenPath() {
    return '/api/auth/demo/refresh?person=dev.rivera';
  }

  /** A member of the group that owns the templates. */
  get approverTokenPath() {
    return '/api/auth/demo/refresh?person=pat.platform';
  }

  /** The button that signs the developer in. */
  get signInButton() {
    return /dev rivera/i;
  }
}

function findNodeTransform(backend) {
  const require = createRequire(path.join(backend, 'package.json'));
  return require.resolve('@backstage/cli-node/config/nodeTransform.cjs');
}
