import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { generatedEntities } from './generatedEntities.mjs';
import { writeConfig } from './writeConfig.mjs';

/**
 * A stock `@backstage/create-app` checkout, run as its Dockerfile runs it: the
 * unpacked backend bundle in production mode. Its node_modules are those of
 * the checkout, which saves a second install of the same packages.
 */
export class StockApp {
  id = 'stock';
  mode =
    'unpacked backend bundle, NODE_ENV=production, front end served by app-backend';
  #checkout;
  #unpacked;

  constructor({ checkout, workDirectory }) {
    this.#checkout = checkout;
    this.#unpacked = path.join(workDirectory, 'stock-app');
  }

  /** Unpacks the bundle; throws with the missing step when it is not built. */
  prepare() {
    const bundle = this.#require('packages/backend/dist/bundle.tar.gz');
    const skeleton = this.#require('packages/backend/dist/skeleton.tar.gz');
    this.#require('packages/app/dist/index.html.tmpl');
    this.#require('node_modules');
    fs.mkdirSync(this.#unpacked, { recursive: true });
    for (const archive of [skeleton, bundle]) {
      execFileSync('tar', ['xzf', archive, '-C', this.#unpacked]);
    }
    for (const name of ['node_modules', 'packages/backend/node_modules']) {
      this.#link(name);
    }
    for (const name of fs.readdirSync(this.#checkout)) {
      if (/^(app-config.*\.yaml|backstage\.json|examples)$/.test(name)) {
        fs.cpSync(
          path.join(this.#checkout, name),
          path.join(this.#unpacked, name),
          { recursive: true },
        );
      }
    }
  }

  #require(name) {
    const file = path.join(this.#checkout, name);
    if (!fs.existsSync(file)) {
      throw new Error(
        `The stock app is not built: ${file} is missing. Run "yarn install && yarn tsc && yarn build:all" in ${
          this.#checkout
        }.`,
      );
    }
    return file;
  }

  #link(name) {
    const target = path.join(this.#checkout, name);
    if (fs.existsSync(target)) {
      fs.symlinkSync(target, path.join(this.#unpacked, name));
    }
  }

  /** Stock keeps one database per plugin and makes them itself. */
  async makeDatabase() {}

  launchSpec({ port, database, server, directory, entityFile }) {
    const extra = writeConfig(
      path.join(directory, 'app-config.bench.yaml'),
      this.#configure({ port, database, server, entityFile }),
    );
    const configs = ['app-config.yaml', 'app-config.production.yaml', extra];
    return {
      command: process.execPath,
      args: [
        'packages/backend',
        ...configs.flatMap(file => ['--config', file]),
      ],
      cwd: this.#unpacked,
      env: { ...process.env, NODE_ENV: 'production' },
    };
  }

  #configure({ port, database, server, entityFile }) {
    const baseUrl = `http://localhost:${port}`;
    const { host, port: databasePort, user } = server;
    const connection = { host, port: databasePort, user, password: 'unused' };
    return {
      app: { baseUrl },
      backend: {
        baseUrl,
        listen: `127.0.0.1:${port}`,
        cors: { origin: baseUrl },
        database: { client: 'pg', prefix: `${database}_`, connection },
      },
      // Without it the guest sign-in works in development only.
      auth: {
        providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
      },
      catalog: { locations: stockLocations(entityFile) },
    };
  }

  get tokenPath() {
    return '/api/auth/guest/refresh';
  }

  get signInButton() {
    return /^enter$/i;
  }
}

/** What app-config.production.yaml lists; a later list replaces an earlier one. */
function stockLocations(entityFile) {
  const allow = (...kinds) => [{ allow: kinds }];
  const file = (target, rules) => ({ type: 'file', target, rules });
  return [
    { type: 'file', target: './examples/entities.yaml' },
    file('./examples/template/template.yaml', allow('Template')),
    file('./examples/org.yaml', allow('User', 'Group')),
    ...(entityFile ? [generatedEntities(entityFile)] : []),
  ];
}
