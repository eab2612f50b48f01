import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

import { resolvePaths } from '../paths.mjs';
import { checkConfig } from './checkConfig.mjs';

/** Checks the files of production with one more on top. */
async function checkWith(t, text) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-config-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'app-config.mine.yaml');
  fs.writeFileSync(file, text);
  const paths = { ...resolvePaths({ data: folder }), configMemory: undefined };
  const own = name => path.join(paths.checkout, name);
  return checkConfig({
    paths,
    options: {
      config: [own('app-config.yaml'), own('app-config.production.yaml'), file],
    },
    node: process.execPath,
    env: {
      PATH: process.env.PATH,
      PORTAL_DATA_DIR: folder,
      PORTAL_BASE_URL: 'https://portal.example.com',
      POSTGRES_HOST: 'db.example.com',
      POSTGRES_USER: 'portal',
      POSTGRES_PASSWORD: 'only-for-this-test',
      BACKEND_SECRET: 'only-for-this-test',
      AUTH_SESSION_SECRET: 'only-for-this-test',
      AUTH_OIDC_METADATA_URL: 'https://id.example.com/.well-known',
      AUTH_OIDC_CLIENT_ID: 'portal',
      AUTH_OIDC_CLIENT_SECRET: 'only-for-this-test',
    },
  });
}

describe('checkConfig', () => {
  it('names what is missing of a provider that is configured', async t => {
    await assert.rejects(
      checkWith(t, 'app:\n  title: Mine\n'),
      /"auth\.providers\.github\.production\.clientId" in .*app-config\.production\.yaml is missing/,
    );
  });

  it('accepts that a later file removes the provider with null', async t => {
    const { warnings } = await checkWith(
      t,
      'auth:\n  providers:\n    github: null\n',
    );
    assert.deepEqual(warnings, []);
  });

  it('warns of an unknown key, and suggests the nearest', async t => {
    const { warnings } = await checkWith(
      t,
      'auth:\n  providers:\n    github: null\ngithost: {}\n',
    );
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /"githost" .* Did you mean "gitHost"\?/);
  });
});
