import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commonSettings,
  defineConfig,
  defineService,
  operation,
  type CommonConfig,
} from '@notes/service-kit';
import { startTestService, waitFor } from '@notes/service-kit/testing';
import { startEcho } from './testing/echoUpstream.ts';
import {
  bearer,
  JWT_KEYS,
  startGateway,
  to,
} from './testing/gatewayFixture.ts';
import { config } from './settings.ts';

/** A real service of service-kit that says who asks. */
const notesService = defineService<CommonConfig>({
  name: 'notes-service',
  config: defineConfig({ settings: commonSettings }),
  openapi: new URL('testing/notes.openapi.yaml', import.meta.url),
  create: () => ({
    handlers: {
      getNote: operation<{ path: { noteId: string } }>(({ caller, path }) => ({
        status: 200,
        body: { id: path.noteId, owner: caller.subject },
      })),
    },
  }),
});

const NOWHERE = to('http://127.0.0.1:1');
test('a service of service-kit believes the identity that the gateway forwards, and permissions hold', async t => {
  const notes = await startTestService(notesService);
  const gateway = await startGateway({ notes: to(notes.url) });
  t.after(() => Promise.all([gateway.close(), notes.close()]));
  const ask = async (permissions: string[]) =>
    gateway.request('/api/notes/n1', {
      headers: await bearer({ subject: 'u7', permissions }),
    });
  const allowed = await ask(['notes:read']);
  assert.deepEqual(allowed.body, { id: 'n1', owner: 'u7' });
  const denied = await ask([]);
  assert.equal(denied.status, 403);
  const id = allowed.headers.get('x-request-id') ?? '';
  await waitFor(
    () => notes.logged().some(line => line.request_id === id),
    'the request id in the log of the service',
  );
  const traces = [gateway, notes].map(
    one => one.logged().find(line => line.request_id === id)?.trace_id,
  );
  assert.equal(traces[0], traces[1]);
});

test('ready tells of each service, by number and without addresses', async t => {
  const notes = await startTestService(notesService);
  const all = to(notes.url);
  const whole = { auth: all, search: all, email: all, audit: all, config: all };
  const [well, partly, badly] = await Promise.all([
    startGateway({ ...whole, notes: all }),
    startGateway({ ...whole, notes: to(notes.url, 'http://127.0.0.1:1') }),
    startGateway({ ...whole, notes: NOWHERE }),
  ]);
  t.after(() =>
    Promise.all([well, partly, badly, notes].map(one => one.close())),
  );
  const ready = await well.request('/api/ready');
  assert.equal(ready.status, 200);
  const degraded = await partly.request('/api/ready');
  const services = (degraded.body as { services: unknown[] }).services;
  assert.deepEqual(services[1], {
    name: 'notes',
    status: 'degraded',
    upstreams: [
      { upstream: 1, side: 'stable', answers: 'ready', breaker: 'closed' },
      { upstream: 2, side: 'stable', answers: 'nothing', breaker: 'closed' },
    ],
  });
  const away = await badly.request('/api/ready');
  assert.equal(away.status, 503);
  assert.match(away.text, /No upstream is ready: notes\./);
  assert.doesNotMatch(away.text, /127\.0\.0\.1/);
  // This replica is fine, whatever the services do: its own probe says so.
  for (const path of ['/ready', '/api/health', '/health'])
    assert.equal((await badly.request(path)).status, 200, path);
});

test('requests are measured by the route of their service, without paths and people', async t => {
  const notes = await startEcho();
  const gateway = await startGateway({ notes: to(notes.url) });
  t.after(() => Promise.all([gateway.close(), notes.close()]));
  const headers = await bearer({ subject: 'user-0815' });
  await gateway.request('/api/notes/1', { headers });
  await gateway.request('/api/notes/2');
  const { text } = await gateway.request('/metrics');
  for (const status of [200, 401]) {
    assert.match(
      text,
      new RegExp(
        `http_server_request_duration_seconds_count\\{http_request_method="GET",http_route="/api/notes/\\*",http_response_status_code="${status}"\\} 1`,
      ),
    );
  }
  assert.match(
    text,
    /gateway_upstream_requests_total\{service="notes",upstream="[\d.:]+",outcome="answered"\} 1/,
  );
  assert.doesNotMatch(text, /user-0815|notes\/1/);
});

test('a request that is under way when the gateway stops is finished', async () => {
  const notes = await startEcho();
  const gateway = await startGateway({ notes: to(notes.url) });
  let finish: (() => void) | undefined;
  notes.answer((_request, response) => {
    finish = () => response.end('finished');
  });
  const pending = gateway.request('/api/notes', { headers: await bearer() });
  await waitFor(() => finish !== undefined, 'the request to arrive');
  const closing = gateway.close();
  finish?.();
  assert.equal((await pending).text, 'finished');
  await closing;
  await notes.close();
});

for (const { message, ...environment } of [
  { message: /JWT_KEYS/, JWT_KEYS: '' },
  { message: /IDENTITY_KEYS/, IDENTITY_KEYS: '' },
  { message: /ROUTES: expected JSON such as/, ROUTES: 'x' },
  { message: /CORS_ORIGINS: expected https:\/\/host/, CORS_ORIGINS: '*' },
  {
    message: /CORS_ORIGINS: expected https:\/\/host/,
    CORS_ORIGINS: 'https://a.example/',
  },
  {
    message: /WAF_REPORT_ONLY: expected all, or some of ip-list/,
    WAF_REPORT_ONLY: 'sql',
  },
  {
    message: /WAF_BLOCKED_IPS: expected addresses or networks/,
    WAF_BLOCKED_IPS: '203.0.113.0/33',
  },
  {
    message: /WAF_ALLOWED_IPS: expected addresses or networks/,
    WAF_ALLOWED_IPS: 'example.org',
  },
  {
    message: /RATE_LIMIT_PER_SECOND: expected a whole number/,
    RATE_LIMIT_PER_SECOND: '0',
  },
  {
    message: /CANARY_PERMISSION: expected a permission/,
    CANARY_PERMISSION: 'x',
  },
]) {
  test(`a wrong setting stops the start with its name and form: ${JSON.stringify(environment)}`, () => {
    const good = { JWT_KEYS, IDENTITY_KEYS: JWT_KEYS };
    assert.ok(config.load(good));
    assert.throws(() => config.load({ ...good, ...environment }), message);
  });
}
