import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from '../../scripts/lib/runCommand.mjs';

const START_LIMIT_MS = 60_000;
const BODY = JSON.stringify({ name: 'slow' });

/** What rules and dashboards use of every service, and of each part. */
const METRICS = {
  '': [
    'http_server_request_duration_seconds_bucket',
    'http_server_active_requests',
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'service_info',
  ],
  postgresql: [
    'db_client_connection_count{state="idle"}',
    'db_client_connection_count{state="used"}',
    'db_client_operation_duration_seconds_bucket',
  ],
  redis: ['cache_requests_total{result="hit"}'],
  producer: ['messaging_client_sent_messages_total'],
  consumer: ['messaging_consumer_lag_messages'],
};

/** Starts the service as a newcomer does, uses it, and stops it as an orchestrator does. */
export async function checkLive(cwd) {
  await refuseToStart(cwd);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { child, output } = start(cwd, { PORT: String(port) });
  try {
    await untilListening(child, output);
    await useService(url);
    await checkMetrics(cwd, url);
    await stopDuringRequest(child, url, port, output);
    assert.equal(
      existsSync(join(cwd, '.local', 'postgres', 'data', 'postmaster.pid')),
      false,
      'PostgreSQL must be stopped',
    );
  } catch (error) {
    const quoted = output().split('\n').slice(-40).join('\n');
    throw new Error(`${error.message}\n${quoted}`, { cause: error });
  } finally {
    if (child.exitCode === null && child.signalCode === null)
      child.kill('SIGKILL');
  }
}

function start(cwd, environment) {
  const child = spawn('.venv/bin/python', ['-m', 'app'], {
    cwd,
    env: cleanEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', chunk => (text += chunk));
  child.stderr.on('data', chunk => (text += chunk));
  return { child, output: () => text };
}

async function refuseToStart(cwd) {
  const { child, output } = start(cwd, { APP_ENV: 'production' });
  const [code] = await once(child, 'close');
  assert.notEqual(code, 0, 'it must not start without its settings');
  for (const name of ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'])
    assert.match(output(), new RegExp(`${name}: required`));
}

async function untilListening(child, output) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!output().includes('listening on')) {
    assert.equal(child.exitCode, null, 'the service ended');
    assert.ok(Date.now() < deadline, 'the service did not start in time');
    await sleep(50);
  }
}

async function useService(url) {
  for (const [path, text] of [
    ['/health', '{"status":"ok"}'],
    ['/health/live', '{"status":"ok"}'],
    ['/ready', '{"status":"ready"}'],
    ['/health/ready', '{"status":"ready"}'],
  ]) {
    const reply = await fetch(url + path);
    assert.deepEqual([reply.status, await reply.text()], [200, text], path);
  }
  const created = await fetch(`${url}/v1/items`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'lamp' }),
  });
  assert.equal(created.status, 201);
  const address = new URL(created.headers.get('location'), url);
  const item = await created.json();
  for (let time = 0; time < 2; time += 1)
    assert.deepEqual(await (await fetch(address)).json(), item);
}

async function checkMetrics(cwd, url) {
  // An event that waits in the outbox goes out after half a second.
  await sleep(1_000);
  const text = await (await fetch(`${url}/metrics`)).text();
  const parts = cwd.split('/').at(-1).split('-');
  const chosen = parts.includes('both')
    ? [...parts, 'producer', 'consumer']
    : parts;
  for (const [part, names] of Object.entries(METRICS))
    if (part === '' || chosen.includes(part))
      for (const name of names)
        assert.ok(
          text.split('\n').some(line => line.startsWith(name)),
          `/metrics has no ${name}`,
        );
  assert.match(
    text,
    /http_server_request_duration_seconds_count\{http_request_method="POST",http_response_status_code="201",http_route="\/v1\/items"\} 1/,
  );
}

/** A request that is half sent when the signal comes is finished. */
async function stopDuringRequest(child, url, port, output) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => (answer += chunk));
  socket.write(
    `POST /v1/items HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY.slice(0, 5)}`,
  );
  await sleep(200);
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await sleep(300);
  assert.equal((await fetch(`${url}/ready`)).status, 503);
  await sleep(1_200);
  socket.write(BODY.slice(5));
  const [code] = await closed;
  assert.equal(code, 0, 'the service must end with 0');
  assert.match(answer, /^HTTP\/1\.1 201/);
  assert.match(answer, /connection: close/i);
  assert.match(output(), /"msg": ?"stopped"/);
  await assert.rejects(fetch(`${url}/health`), 'the service must be gone');
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
