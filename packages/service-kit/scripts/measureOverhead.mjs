/**
 * Compares an operation of a service with the same answer from a bare Express route: processor time for each
 * request, and requests per second, over a few kept connections and in turns. Once the route does nothing else, once
 * it asks PostgreSQL one query over an index.
 *
 *     node scripts/measureOverhead.mjs [SECONDS]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Pool } from 'undici';

const { startEmbeddedPostgres } = createRequire(import.meta.url)(
  '@notes/test-support/embeddedPostgres.js',
);
const SECONDS = Number(process.argv[2] ?? 1);
const ROUNDS = 9;
const CONNECTIONS = 16;
const SERVERS = ['bare', 'service'];
const file = fileURLToPath(new URL('overheadServer.mjs', import.meta.url));

const database = await startEmbeddedPostgres();
try {
  await fill(database.url);
  const result = {
    nothing: await compare({}),
    query: await compare({ DATABASE_URL: database.url }),
  };
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
} finally {
  await database.stop();
}

async function fill(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    CREATE TABLE things (id text, owner text, name text, PRIMARY KEY (owner, id));
    INSERT INTO things
      SELECT 'thing-' || n, 'owner-' || n % 1000, 'A thing with a name of usual length'
        FROM generate_series(1, 100000) AS n;
    ANALYZE things`);
  await client.end();
}

async function compare(environment) {
  const running = [];
  try {
    for (const kind of SERVERS) running.push(await start(kind, environment));
    const rounds = { bare: [], service: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const server of running) {
        const measured = await load(server);
        // The first round warms up.
        if (round > 0) rounds[server.kind].push(measured);
      }
    }
    const [bare, service] = SERVERS.map(kind => summaryOf(rounds[kind]));
    const ratio = service.microseconds / bare.microseconds;
    const overheadPercent = Math.round((ratio - 1) * 100);
    return { bare, service, overheadPercent };
  } finally {
    for (const { child } of running) child.kill('SIGTERM');
  }
}

/** The best round is the one that other processes have disturbed least, and each server has the same chances. */
function summaryOf(rounds) {
  return {
    requestsPerSecond: Math.round(Math.max(...rounds.map(one => one.rate))),
    microseconds: Math.round(Math.min(...rounds.map(one => one.microseconds))),
  };
}

async function start(kind, environment) {
  const child = spawn(process.execPath, [file, kind], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  // Somebody has to read the log, as a container runtime does.
  child.stdout.resume();
  const [{ url }] = await once(child, 'message');
  return { kind, child, url };
}

async function ask(child, question) {
  child.send(question);
  const [answer] = await once(child, 'message');
  return answer;
}

async function load({ child, url }) {
  const headers = await ask(child, 'headers');
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const timeBefore = await ask(child, 'time');
  const began = performance.now();
  const until = began + SECONDS * 1_000;
  let count = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < until) {
        const { body, statusCode } = await pool.request({
          method: 'GET',
          path: '/things?limit=10',
          headers,
        });
        await body.dump();
        if (statusCode !== 200) throw new Error(`status ${statusCode}`);
        count += 1;
      }
    }),
  );
  const rate = count / ((performance.now() - began) / 1_000);
  const microseconds = ((await ask(child, 'time')) - timeBefore) / count;
  await pool.close();
  return { rate, microseconds };
}
