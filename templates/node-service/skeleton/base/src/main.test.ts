import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
{% if values.hasDatabase %}
import { createTestDatabase, type TestDatabase } from './testing/createTestDatabase.ts';
{% endif %}

// These tests run the built service as a process of its own; `npm test` builds it first.
describe('the process', () => {
  let child: ChildProcess | undefined;
{% if values.hasDatabase %}
  let database: TestDatabase | undefined;
{% endif %}
  afterEach(async () => {
    child?.kill('SIGKILL');
{% if values.hasDatabase %}
    await database?.drop();
    database = undefined;
{% else %}
    await Promise.resolve();
{% endif %}
  });

  function run(environment: Record<string, string>) {
    const running = runNode('dist/main.js', environment);
    child = running;
    let text = '';
    running.stdout.on('data', (chunk) => (text += String(chunk)));
    running.stderr.on('data', (chunk) => (text += String(chunk)));
    const exit = once(running, 'exit').then(([code]) => code as number);
    return { output: () => text, exit };
  }

  async function start(environment: Record<string, string> = {}) {
    const port = await freePort();
{% if values.hasDatabase %}
    database = await createTestDatabase();
    const store = { DATABASE_URL: database.url };
{% else %}
    const store = {};
{% endif %}
    const service = run({ NODE_ENV: 'test', PORT: String(port), ...store, ...environment });
    await until(() => service.output().includes('listening on'));
    return { ...service, port, url: `http://127.0.0.1:${port}` };
  }

  it('does not start before it knows whose tokens to trust, and names what is missing', async () => {
    const { exit, output } = run({ AUTH_DISABLED: '' });
    expect(await exit).toBe(1);
    for (const name of ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL']) {
      expect(output()).toContain(`${name}: required`);
    }
  });

  it('refuses to start with a wrong setting, names it and exits with 1', async () => {
    const { exit, output } = run({ PORT: 'eighty' });
    expect(await exit).toBe(1);
    expect(output()).toContain('PORT: ');
    expect(output()).toContain('got "eighty"');
    expect(output()).not.toContain('    at ');
  });
{% if values.hasParts %}

  it('does not start in production without its stores', async () => {
    const { exit, output } = run({ NODE_ENV: 'production', ...TOKENS });
    expect(await exit).toBe(1);
{% if values.hasDatabase %}
    expect(output()).toContain('DATABASE_URL: required');
{% endif %}
{% if values.hasCache %}
    expect(output()).toContain('REDIS_URL: required');
{% endif %}
{% if values.hasEvents %}
    expect(output()).toContain('KAFKA_BROKERS: required');
{% endif %}
  });
{% endif %}

  it('says which port is taken and exits with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
{% if values.hasDatabase %}
    database = await createTestDatabase();
    const { exit, output } = run({ PORT: String(port), DATABASE_URL: database.url });
{% else %}
    const { exit, output } = run({ PORT: String(port) });
{% endif %}
    expect(await exit).toBe(1);
    expect(output()).toContain(`address already in use 127.0.0.1:${port}`);
    taken.close();
  });

  it('finishes an open request after SIGTERM, is not ready meanwhile, and exits with 0', async () => {
    const { exit, output, port, url } = await start({ SHUTDOWN_DELAY_MS: '3000' });
    const body = JSON.stringify({ name: 'slow' });
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    const head = ['POST /v1/items HTTP/1.1', 'host: test', 'content-type: application/json'];
    head.push(`content-length: ${body.length}`, '', body.slice(0, 5));
    socket.write(head.join('\r\n'));

    child?.kill('SIGTERM');
    await until(() => output().includes('SIGTERM: finishing open requests'));
    expect((await fetch(`${url}/ready`)).status).toBe(503);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await until(() => refuses(port));
    socket.write(body.slice(5));

    expect(await exit).toBe(0);
    expect(answer).toContain('HTTP/1.1 201');
    expect(answer).toMatch(/connection: close/i);
  });

  it('goes on with the trace of its caller, in its spans and in its log', async () => {
    const collector = await startCollector();
    const { exit, output, url } = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'named-by-the-platform',
      SHUTDOWN_DELAY_MS: '0',
    });
    const traceparent = `00-${TRACE_ID}-b7ad6b7169203331-01`;
    const headers = { traceparent, 'x-request-id': 'traced-1234' };
    expect((await fetch(`${url}/v1/items`, { headers })).status).toBe(200);
    await fetch(`${url}/ready`);
    child?.kill('SIGTERM');
    expect(await exit).toBe(0);

    const lines = output().split('\n');
    const line = lines.find((one) => one.includes('traced-1234'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      trace_id: TRACE_ID,
      span_id: expect.stringMatching(/^[\da-f]{16}$/) as unknown,
    });
    // The protocol is binary; names stand in it as text, and ids as they are.
    const spans = collector.received();
    expect(spans.includes(Buffer.from(TRACE_ID, 'hex'))).toBe(true);
    expect(spans.includes('GET /v1/items')).toBe(true);
    expect(spans.includes('named-by-the-platform')).toBe(true);
{% if values.hasDatabase %}
    expect(spans.includes('pg.query:SELECT')).toBe(true);
{% endif %}
    expect(spans.includes('/ready')).toBe(false);
    await collector.stop();
  });

  it('cuts off what takes longer than it may wait', async () => {
    // The delay lets the request arrive first, also on a busy machine.
    const impatient = { SHUTDOWN_DELAY_MS: '1000', SHUTDOWN_TIMEOUT_MS: '200' };
    const { exit, output, port } = await start(impatient);
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.write('POST /v1/items HTTP/1.1\r\nhost: test\r\ncontent-length: 10\r\n\r\n{');
    child?.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(output()).toContain('have been cut off');
  });

  it('has a health check that fails when the service is away', async () => {
    const { port } = await start();
    const check = (at: number) =>
      once(runNode('dist/healthcheck.js', { PORT: String(at) }), 'exit');
    expect((await check(port))[0]).toBe(0);
    expect((await check(await freePort()))[0]).toBe(1);
  });
});

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
{% if values.hasParts %}
const TOKENS = {
  AUTH_DISABLED: '',
  JWT_ISSUER: 'https://issuer.example',
  JWT_AUDIENCE: 'test',
  JWT_JWKS_URL: 'https://issuer.example/keys',
};
{% endif %}

/** As the image does, except that nobody has to sign in. */
function runNode(file: string, environment: Record<string, string>) {
  return spawn('node', ['--import', './dist/telemetry/preload.js', file], {
    env: { ...process.env, AUTH_DISABLED: 'true', ...environment },
  });
}

/** Takes spans like an OpenTelemetry collector and keeps them as they arrive. */
async function startCollector() {
  const chunks: Buffer[] = [];
  const server = createHttpServer((request, response) => {
    const inflated = request.headers['content-encoding'] === 'gzip' ? createGunzip() : undefined;
    const body = inflated ? request.pipe(inflated) : request;
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function refuses(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await holds()); attempt += 1) {
    if (attempt === 200) throw new Error(`not within ten seconds: ${holds.toString()}`);
    await sleep(50);
  }
}
