import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { signIdentity } from '../identity/identity.ts';
import { KeyRing } from '../identity/KeyRing.ts';
import { testKeys } from '../testing/testEnvironment.ts';
import { waitFor } from '../testing/waitFor.ts';

const MAIN = fileURLToPath(
  new URL('../testing/fixture/main.ts', import.meta.url),
);
const PRELOAD = new URL('../telemetry/preload.ts', import.meta.url).href;
const KEYS = testKeys();

/** Runs the fixture as production runs a service: as a process of its own, with the telemetry preloaded. */
function run(t: TestContext, environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', PRELOAD, MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: '0',
      IDENTITY_KEYS: KEYS,
      ...environment,
    },
  });
  let text = '';
  child.stdout.on('data', chunk => (text += String(chunk)));
  child.stderr.on('data', chunk => (text += String(chunk)));
  const exit = once(child, 'exit').then(([code]) => code as number);
  t.after(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return { child, exit, output: () => text };
}

async function start(t: TestContext, environment: Record<string, string> = {}) {
  const service = run(t, environment);
  await waitFor(
    () => service.output().includes('listening on'),
    'the service to listen',
  );
  const port = Number(
    /listening on http:\/\/[^:]+:(\d+)/.exec(service.output())?.[1],
  );
  return { ...service, port, url: `http://127.0.0.1:${port}` };
}

async function post(port: number, body: string) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => (answer += String(chunk)));
  socket.on('error', () => undefined);
  socket.write('POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n');
  socket.write(body);
  await once(socket, 'connect');
  return { socket, answer: () => answer };
}

/** A connection that has had its answer and is kept for the next request. */
async function keepAlive(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

describe('a service as a process', () => {
  test('does not start with wrong settings: it names them and exits with 1', async t => {
    const { exit, output } = run(t, { PORT: 'eighty', LOG_LEVEL: 'loud' });
    assert.equal(await exit, 1);
    assert.match(output(), /PORT: expected a port .* got "eighty"/);
    assert.match(output(), /LOG_LEVEL: /);
    assert.doesNotMatch(output(), / {4}at /);
  });

  test('does not start without the keys that its operations need', async t => {
    const { exit, output } = run(t, { IDENTITY_KEYS: '' });
    assert.equal(await exit, 1);
    assert.match(output(), /IDENTITY_KEYS: required, because/);
  });

  test('says which port is taken and exits with 1', async t => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    t.after(() => taken.close());
    const { port } = taken.address() as AddressInfo;
    const { exit, output } = run(t, { PORT: String(port) });
    assert.equal(await exit, 1);
    assert.match(output(), /address already in use/);
  });

  test('after SIGTERM it is not ready, finishes open requests, drops idle connections, and exits with 0', async t => {
    const { child, exit, output, port, url } = await start(t, {
      SHUTDOWN_DELAY_MS: '800',
    });
    const idle = await keepAlive(port);
    const open = await post(port, 'half ');
    // The request has to be under way before the signal comes.
    await waitFor(
      async () =>
        (await (await fetch(`${url}/metrics`)).text()).includes(
          'http_server_active_requests 2',
        ),
      'the request to begin',
    );
    child.kill('SIGTERM');
    await waitFor(
      async () => (await fetch(`${url}/ready`)).status === 503,
      'the service not to be ready',
    );
    assert.equal((await fetch(`${url}/health`)).status, 200);
    // The idle connection is closed when the delay is over, while the open request still waits for its body.
    await once(idle, 'close');
    open.socket.write('whole');
    assert.equal(await exit, 0);
    assert.match(open.answer(), /^HTTP\/1\.1 200 /);
    assert.match(open.answer(), /connection: close/i);
    assert.match(output(), /"msg":"stopped"/);
  });

  test('cuts off what takes longer than it may wait', async t => {
    const { child, exit, output, port, url } = await start(t, {
      SHUTDOWN_DELAY_MS: '0',
      SHUTDOWN_TIMEOUT_MS: '200',
    });
    await post(port, 'half ');
    await waitFor(
      async () =>
        (await (await fetch(`${url}/metrics`)).text()).includes(
          'http_server_active_requests 2',
        ),
      'the request to begin',
    );
    child.kill('SIGTERM');
    assert.equal(await exit, 0);
    assert.match(output(), /have been cut off/);
  });

  test('goes on with the trace of its caller, in its spans and in its log', async t => {
    const collector = await startCollector();
    t.after(() => collector.stop());
    const { child, exit, output, url } = await start(t, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'named-by-the-platform',
      SHUTDOWN_DELAY_MS: '0',
    });
    const identity = await signIdentity(KeyRing.parse(KEYS), {
      subject: 'u1',
      roles: [],
      permissions: ['things:read'],
      requestId: '',
      audience: 'things-service',
    });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const reply = await fetch(`${url}/things`, {
      headers: {
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
        'x-request-id': 'traced-1234',
        'x-notes-identity': identity,
      },
    });
    assert.equal(reply.status, 200);
    await fetch(`${url}/ready`);
    child.kill('SIGTERM');
    assert.equal(await exit, 0);

    const line = output()
      .split('\n')
      .find(one => one.includes('traced-1234'));
    assert.equal(
      (JSON.parse(line ?? '{}') as Record<string, unknown>).trace_id,
      traceId,
    );
    // The protocol is binary; names stand in it as text, and ids as they are.
    const spans = collector.received();
    assert.ok(spans.includes(Buffer.from(traceId, 'hex')));
    assert.ok(spans.includes('GET /things'));
    assert.ok(spans.includes('named-by-the-platform'));
    assert.ok(!spans.includes('/ready'));
  });
});

/** Takes spans like an OpenTelemetry collector and keeps them as they arrive. */
async function startCollector() {
  const chunks: Buffer[] = [];
  const server = createHttpServer((request, response) => {
    const body =
      request.headers['content-encoding'] === 'gzip'
        ? request.pipe(createGunzip())
        : request;
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.on('end', () => response.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => Buffer.concat(chunks),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
