import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

// Only this test looks at the launcher: the bench must not depend on it, and
// must not drift from it either.
import { backendCommand } from '../../../launcher/src/backend/backendCommand.mjs';
import { PortalApp } from './PortalApp.mjs';

const checkout = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../../..',
);

function launch(t, options) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-bench-test-'));
  t.after(() => fs.rmSync(directory, { recursive: true }));
  const app = new PortalApp({ checkout, ...options });
  const spec = app.launchSpec({
    port: 17499,
    database: 'bench',
    server: { host: '127.0.0.1', port: 5432, user: 'postgres' },
    directory,
    entityFile: '/made/entities.yaml',
  });
  const added = fs.readFileSync(spec.args.at(-1), 'utf8');
  return { spec, added: parse(added), directory };
}

test('the backend is started with the command of npm start', t => {
  const { spec } = launch(t);
  const { args, cwd } = backendCommand({ paths: { checkout }, config: ['X'] });
  const upToConfig = args.slice(0, args.indexOf('--config'));
  assert.deepEqual(
    spec.args.slice(0, spec.args.indexOf('--config')),
    upToConfig,
  );
  assert.equal(spec.cwd, cwd);
});

test('the data, the port and the compile cache are its own', t => {
  const { spec, directory } = launch(t);
  assert.equal(spec.env.NODE_ENV, 'development');
  assert.equal(spec.env.PORTAL_PORT, '17499');
  assert.equal(spec.env.PORTAL_DATA_DIR, directory);
  assert.equal(spec.env.POSTGRES_DATABASE, 'bench');
  assert.ok(spec.env.NODE_COMPILE_CACHE.startsWith(directory));
});

test('the generated entities come beside the locations of the portal', t => {
  const { added } = launch(t);
  const file = path.join(checkout, 'app-config.yaml');
  const own = parse(fs.readFileSync(file, 'utf8')).catalog.locations;
  assert.ok(own.length > 0);
  assert.deepEqual(added.catalog.locations.slice(0, -1), own);
  assert.equal(added.catalog.locations.at(-1).target, '/made/entities.yaml');
  assert.equal(added.auth, undefined);
});

test('in production nobody gets in without a password', t => {
  const { spec, added } = launch(t, { environment: 'production' });
  assert.equal(spec.env.NODE_ENV, 'production');
  assert.equal(added.auth.providers.demo, null);
  assert.equal(added.auth.providers.guest, null);
  assert.equal(added.auth.environment, 'production');
});
