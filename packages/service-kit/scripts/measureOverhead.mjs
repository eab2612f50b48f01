/**
 * Compares an operation of a service with the same answer from a bare Express route: processor time for each
 * request, and requests per second, over a few kept connections and in turns.
 *
 *     node scripts/measureOverhead.mjs [SECONDS]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

const SECONDS = Number(process.argv[2] ?? 3);
const ROUNDS = 5;
const CONNECTIONS = 16;
const SERVERS = ['bare', 'service'];
const file = fileURLToPath(new URL('overheadServer.mjs', import.meta.url));

const running = [];
for (const kind of SERVERS) running.push(await start(kind));
const rounds = { bare: [], service: [] };
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const server of running) {
    const measured = await load(server);
    // The first round warms up.
    if (round > 0) rounds[server.kind].push(measured);
  }
}
for (const { child } of running) child.kill('SIGTERM');

const [bare, service] = SERVERS.map(kind => ({
  requestsPerSecond: median(rounds[kind].map(one => one.rate)),
  microseconds: median(rounds[kind].map(one => one.microseconds)),
}));
process.stdout.write(
  `${JSON.stringify({
    bare,
    service,
    overheadPercent: Math.round(
      (service.microseconds / bare.microseconds - 1) * 100,
    ),
    readyMs: Object.fromEntries(running.map(one => [one.kind, one.readyMs])),
  })}\n`,
);

async function start(kind) {
  const began = performance.now();
  const child = spawn(process.execPath, [file, kind], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // Somebody has to read the log, as a container runtime does.
  child.stdout.resume();
  const [{ headers, url }] = await once(child, 'message');
  const readyMs = Math.round(performance.now() - began);
  return { kind, child, url, headers, readyMs };
}

async function processorTime(child) {
  child.send('time');
  const [time] = await once(child, 'message');
  return time;
}

async function load({ child, headers, url }) {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const until = performance.now() + SECONDS * 1_000;
  let count = 0;
  const timeBefore = await processorTime(child);
  const began = performance.now();
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
  const microseconds = ((await processorTime(child)) - timeBefore) / count;
  await pool.close();
  return { rate: Math.round(rate), microseconds: Math.round(microseconds) };
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
