import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from './runCommand.mjs';

const START_LIMIT_MS = 60_000;
const PROBES = [
  ['/health', '{"status":"ok"}'],
  ['/health/live', '{"status":"ok"}'],
  ['/ready', '{"status":"ready"}'],
  ['/health/ready', '{"status":"ready"}'],
];

/** Starts the service as a newcomer does, uses it, and stops it as an orchestrator does. */
export async function checkLive(cwd) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('npm', ['start'], {
    cwd,
    env: cleanEnvironment({ PORT: String(port) }),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  try {
    await untilListening(child, () => output);
    await useService(url);
    await stopService(child, url, cwd, () => output);
  } catch (error) {
    throw new Error(
      `${error.message}\n${output.split('\n').slice(-40).join('\n')}`,
      { cause: error },
    );
  } finally {
    if (child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  }
}

async function untilListening(child, output) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!output().includes('listening on')) {
    assert.equal(child.exitCode, null, 'npm start ended');
    assert.ok(Date.now() < deadline, 'the service did not start in time');
    await sleep(50);
  }
}

async function useService(url) {
  for (const [path, expected] of PROBES) {
    const probe = await fetch(`${url}${path}`);
    assert.equal(probe.status, 200, path);
    assert.equal(await probe.text(), expected, path);
  }
  const created = await fetch(`${url}/v1/items`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'lamp' }),
  });
  assert.equal(created.status, 201);
  const item = await fetch(new URL(created.headers.get('location'), url));
  assert.deepEqual(await item.json(), await created.json());
  const metrics = await (await fetch(`${url}/metrics`)).text();
  assert.match(
    metrics,
    /http_server_request_duration_seconds_count\{http_request_method="POST",http_route="\/v1\/items",http_response_status_code="201"\} 1/,
  );
}

async function stopService(child, url, cwd, output) {
  const closed = once(child, 'close');
  process.kill(-child.pid, 'SIGTERM');
  await sleep(200);
  assert.equal(
    (await fetch(`${url}/ready`)).status,
    503,
    '/ready must answer 503 after SIGTERM',
  );
  await closed;
  assert.match(output(), /"msg":"stopped"/);
  await assert.rejects(fetch(`${url}/health`), 'the service must be gone');
  assert.equal(
    existsSync(join(cwd, '.local', 'postgres', 'data', 'postmaster.pid')),
    false,
    'PostgreSQL must be stopped',
  );
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
