import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { findPostgresBinaries } from '../src/postgres/binaries.mjs';
import { EmbeddedPostgres } from '../src/postgres/EmbeddedPostgres.mjs';
import { chooseRunAs } from '../src/postgres/runAs.mjs';
import { checkoutDirectory } from '../src/paths.mjs';
import { getJson } from '../src/system/getJson.mjs';
import { readJson } from '../src/system/jsonFile.mjs';
import { findFreePort } from '../src/system/ports.mjs';
import {
  cleanEnvironment,
  FIXTURES,
  isAlive,
  PORTAL,
  runNode,
  temporaryDirectory,
  waitFor,
} from './helpers.mjs';

/*
 * Drives the real portal on a built checkout with what goes wrong in real life. Run by "npm test", or alone with
 * "npm test -- --only bad-input".
 */
const READY_MS = 120_000;
const baseConfig = path.join(checkoutDirectory, 'app-config.yaml');

async function startPortal(
  t,
  {
    config = [],
    env = {},
    data = path.join(temporaryDirectory(t), 'data'),
    port,
  } = {},
) {
  const chosen = port ?? (await findFreePort());
  const configs = [baseConfig, ...config].flatMap(file => ['--config', file]);
  const args = [
    PORTAL,
    'start',
    '--port',
    String(chosen),
    '--data',
    data,
    '--no-build',
    ...configs,
  ];
  const run = runNode(t, args, { env: cleanEnvironment(env) });
  return {
    ...run,
    port: chosen,
    data,
    state: () => readJson(path.join(data, 'state.json')),
  };
}

function writeConfig(t, text) {
  const file = path.join(temporaryDirectory(t), 'app-config.test.yaml');
  fs.writeFileSync(file, text);
  return file;
}

/** Signs in as a demo person and reads from the catalog, which needs the database. */
async function readCatalog(port) {
  const session = await getJson({
    port,
    path: '/api/auth/demo/refresh?person=dev.rivera',
  });
  const token = session.body?.backstageIdentity?.token;
  const { status } = await getJson({
    port,
    path: '/api/catalog/entities?limit=1',
    token,
  });
  return status;
}

async function catalogAnswers(port) {
  await waitFor(async () => (await readCatalog(port)) === 200, {
    timeoutMs: 60_000,
    what: () => 'the catalog to answer',
  });
}

describe('a start that cannot work', () => {
  it('names the process that holds a busy port, and works when the port is free', async t => {
    const port = await findFreePort();
    const holder = runNode(t, [
      path.join(FIXTURES, 'holdPort.mjs'),
      String(port),
      '127.0.0.1',
    ]);
    await holder.saw('listening');
    const { code, output } = await (await startPortal(t, { port })).ended;
    assert.equal(code, 3, output);
    assert.match(
      output,
      new RegExp(
        `Port ${port} is busy: process ${holder.child.pid} \\(.*holdPort.*\\) holds it`,
      ),
    );
    assert.match(output, /npm start -- --port \d+/);
  });

  const badConfigs = [
    {
      name: 'a value of the wrong kind',
      text: 'backend:\n  database:\n    pluginDivisionMode: sideways\n',
      message:
        /"backend\.database\.pluginDivisionMode" in .*app-config\.test\.yaml is "sideways"; it must be one of "database", "schema"/,
    },
    {
      name: 'a broken YAML file',
      text: 'backend:\n  listen: "7007\n',
      message: /app-config\.test\.yaml is not valid YAML: .*line \d+/,
    },
  ];
  for (const { name, text, message } of badConfigs) {
    it(`says file, key and accepted form of ${name}`, async t => {
      const { code, output } = await (
        await startPortal(t, { config: [writeConfig(t, text)] })
      ).ended;
      assert.equal(code, 6, output);
      assert.match(output, message);
    });
  }

  it('says that a configuration file does not exist', async t => {
    const { code, output } = await (
      await startPortal(t, { config: ['/nowhere/app-config.yaml'] })
    ).ended;
    assert.equal(code, 6, output);
    assert.match(output, /the file \/nowhere\/app-config\.yaml does not exist/);
  });

  it('says that the database is down, with its address and the variables', async t => {
    const closed = await findFreePort();
    const env = { POSTGRES_HOST: '127.0.0.1', POSTGRES_PORT: String(closed) };
    const { code, output } = await (await startPortal(t, { env })).ended;
    assert.equal(code, 7, output);
    assert.match(
      output,
      new RegExp(
        `database at 127\\.0\\.0\\.1:${closed} \\(POSTGRES_HOST, POSTGRES_PORT\\) cannot be reached: connection refused`,
      ),
    );
  });

  it('says that the disk is too full, and starts when there is room', async t => {
    const disk = temporaryDirectory(t);
    const mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=30m', 'tmpfs', disk])
        .status === 0;
    if (!mounted) {
      t.skip('mounting a small disk is not permitted here');
      return;
    }
    try {
      const full = await (
        await startPortal(t, { data: path.join(disk, 'data') })
      ).ended;
      assert.equal(full.code, 5, full.output);
      assert.match(
        full.output,
        /Not enough disk space for the data directory: \d+ MB free at .*, 300 MB needed/,
      );
      spawnSync('mount', ['-o', 'remount,size=900m', disk]);
      const portal = await startPortal(t, { data: path.join(disk, 'data') });
      await portal.saw('Ready in', READY_MS);
      portal.child.kill('SIGTERM');
      assert.equal((await portal.ended).code, 0);
    } finally {
      // The kernel lets go of the last file a moment after its process is gone.
      await waitFor(() => spawnSync('umount', [disk]).status === 0);
    }
  });
});

describe('a running portal', () => {
  it('warns of an unknown key, survives a kill -9 of PostgreSQL and of its launcher, and stops in order', async t => {
    const config = [writeConfig(t, 'catalogue:\n  rules: []\n')];
    const first = await startPortal(t, { config });
    await first.saw('Ready in', READY_MS);
    assert.match(
      first.output(),
      /Unknown configuration key "catalogue" in .*app-config\.test\.yaml.*Did you mean "catalog"\?/,
    );
    await catalogAnswers(first.port);

    process.kill(first.state().postgres.pid, 'SIGKILL');
    await first.saw(
      /PostgreSQL ended unexpectedly[^]*PostgreSQL is back on port/,
    );
    await catalogAnswers(first.port);

    const second = await startPortal(t, { data: first.data });
    const refused = await second.ended;
    assert.equal(refused.code, 4, refused.output);
    assert.match(
      refused.output,
      new RegExp(
        `already runs at http://localhost:${first.port}: process ${first.child.pid}`,
      ),
    );

    const orphans = first.state();
    first.child.kill('SIGKILL');
    await first.ended;
    const third = await startPortal(t, { data: first.data, port: first.port });
    await third.saw('Ready in', READY_MS);
    assert.match(
      third.output(),
      /An earlier start was killed; stopped what it left running/,
    );
    assert.equal(isAlive(orphans.postgres.pid), false);
    assert.equal(isAlive(orphans.backend.pid), false);
    await catalogAnswers(third.port);

    const { postgres, backend } = third.state();
    third.child.kill('SIGTERM');
    assert.equal((await third.ended).code, 0);
    assert.deepEqual(
      [isAlive(backend.pid), isAlive(postgres.pid)],
      [false, false],
    );
    assert.equal(third.state(), undefined);
    const log = fs.readFileSync(
      path.join(first.data, 'logs/postgres.log'),
      'utf8',
    );
    assert.match(
      log,
      /received fast shutdown request[^]*database system is shut down/,
    );
  });

  it('ends with the reason and without leaving a database when its backend dies', async t => {
    const portal = await startPortal(t);
    await portal.saw('Ready in', READY_MS);
    const { backend, postgres } = portal.state();
    process.kill(backend.pid, 'SIGKILL');
    const { code, output } = await portal.ended;
    assert.equal(code, 1, output);
    assert.match(output, /The portal stopped \(ended by SIGKILL\)/);
    assert.match(output, /Last lines of .*backend\.log/);
    assert.equal(isAlive(postgres.pid), false);
  });

  it('comes back by itself when its own PostgreSQL server was away', async t => {
    const directory = temporaryDirectory(t);
    const runAs = chooseRunAs({
      native: findPostgresBinaries(checkoutDirectory),
      data: directory,
    });
    const database = new EmbeddedPostgres({
      runAs,
      password: 'only for this test',
      logs: path.join(directory, 'logs'),
    });
    t.after(() => database.stop());
    fs.mkdirSync(path.join(directory, 'logs'));
    await database.start();
    const portal = await startPortal(t, { env: database.environment });
    await portal.saw('Ready in', READY_MS);
    assert.equal(portal.state().postgres, undefined);
    await catalogAnswers(portal.port);

    database.on('exit', () => {});
    process.kill(database.identity.pid, 'SIGKILL');
    await waitFor(async () => (await readCatalog(portal.port)) !== 200, {
      what: () => 'the catalog to notice',
    });
    await new Promise(resolve => setTimeout(resolve, 1000));
    await database.restart();
    await catalogAnswers(portal.port);
    assert.equal(portal.child.exitCode, null);
  });
});
