/**
 * Compares a request through the gateway with the same request sent to the service directly, and with a proxy that
 * does nothing but pass on (undici and node:http, no checks): requests per second, p50 and p99, processor time of
 * the middle process for each request. Also tells how long the gateway takes from its start to /ready.
 *
 *     node scripts/measureOverhead.mjs [SECONDS]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { KeyRing } from '@notes/service-kit';

const SECONDS = Number(process.argv[2] ?? 3);
const ROUNDS = 5;
const CONNECTIONS = 16;
const file = fileURLToPath(new URL('overheadServer.mjs', import.meta.url));
const keys = () =>
  JSON.stringify({
    current: 'k',
    keys: { k: randomBytes(32).toString('base64') },
  });
const JWT_KEYS = keys();
const IDENTITY_KEYS = keys();

const direct = await start('service');
const middle = { UPSTREAM: direct.url, JWT_KEYS, IDENTITY_KEYS };
const servers = [
  direct,
  await start('bare', middle),
  await start('gateway', middle),
];
const token = await KeyRing.parse(JWT_KEYS).sign(
  {
    sub: '3b241101-e2bb-4255-8caf-4136c566a962',
    sid: 's',
    roles: ['user'],
    scope: 'notes:read notes:write search:read',
  },
  { expiresInSeconds: 900, audience: 'notes-api', issuer: 'notes-auth' },
);
const REQUESTS = {
  get: { method: 'GET', path: '/api/notes?limit=20' },
  post: {
    method: 'POST',
    path: '/api/notes',
    type: 'application/json',
    body: JSON.stringify({ title: 'A note', content: 'x'.repeat(1_500) }),
  },
};

const result = { readyMs: servers.at(-1).readyMs };
for (const [name, request] of Object.entries(REQUESTS)) {
  const rounds = Object.fromEntries(servers.map(one => [one.kind, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const server of servers) {
      const measured = {
        ...(await load(server, request, CONNECTIONS)),
        alone: await load(server, request, 1),
      };
      // The first round warms up.
      if (round > 0) rounds[server.kind].push(measured);
    }
  }
  result[name] = Object.fromEntries(
    Object.entries(rounds).map(([kind, list]) => [
      kind,
      {
        requestsPerSecond: median(list.map(one => one.rate)),
        processorMicroseconds: median(list.map(one => one.microseconds)),
        p50Ms: median(list.map(one => one.alone.p50)),
        p99Ms: median(list.map(one => one.alone.p99)),
      },
    ]),
  );
}
for (const { child } of servers) child.kill('SIGTERM');
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);

async function start(kind, environment = {}) {
  const began = performance.now();
  const child = spawn(process.execPath, [file, kind], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  // Somebody has to read the log, as a container runtime does.
  child.stdout.resume();
  const [{ url }] = await once(child, 'message');
  if (kind === 'gateway') {
    const ready = await fetch(`${url}/ready`);
    if (!ready.ok) throw new Error(`/ready answered ${ready.status}`);
  }
  const readyMs = Math.round(performance.now() - began);
  return { kind, child, url, readyMs };
}

async function processorTime(child) {
  child.send('time');
  const [time] = await once(child, 'message');
  return time;
}

async function load({ child, url }, request, connections) {
  const { body, method, path, type } = request;
  const headers = {
    authorization: `Bearer ${token}`,
    ...(type ? { 'content-type': type } : {}),
  };
  const pool = new Pool(url, { connections, pipelining: 1 });
  const until = performance.now() + (SECONDS * 1_000) / 2;
  const times = [];
  const timeBefore = await processorTime(child);
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const sent = performance.now();
        const reply = await pool.request({ method, path, headers, body });
        await reply.body.dump();
        if (reply.statusCode !== 200)
          throw new Error(`${url}: status ${reply.statusCode}`);
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  const microseconds =
    ((await processorTime(child)) - timeBefore) / times.length;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = part =>
    Math.round(times[Math.floor(times.length * part)] * 1_000) / 1_000;
  return {
    rate: Math.round(times.length / seconds),
    microseconds: Math.round(microseconds),
    p50: at(0.5),
    p99: at(0.99),
  };
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
