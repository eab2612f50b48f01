import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { TestService } from '@notes/service-kit/testing';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';

const PAGE = 'https://notes.example';
let notes: EchoUpstream;
let gateway: TestService;

before(async () => {
  notes = await startEcho();
  gateway = await startGateway(
    { notes: to(notes.url) },
    { CORS_ORIGINS: `${PAGE}, http://localhost:3000` },
  );
});
after(async () => {
  await gateway.close();
  await notes.close();
});
beforeEach(() => {
  notes.answer(undefined);
  notes.seen.length = 0;
});

test('the firewall refuses with the name of its rule, counts and logs it without the value', async () => {
  const secret = 'zz9plural';
  const reply = await gateway.request(
    `/api/notes?sort=${encodeURIComponent(`' or 1=1 -- ${secret}`)}`,
    { headers: await bearer() },
  );
  assert.equal(reply.status, 403);
  assert.equal((reply.body as { rule: string }).rule, 'sqli');
  assert.equal(notes.seen.length, 0);
  const logged = JSON.stringify(gateway.logged());
  assert.match(
    logged,
    /"rule":"sqli","action":"block","place":"the parameter sort"/,
  );
  assert.doesNotMatch(logged + reply.text, new RegExp(secret));
  const metrics = await gateway.request('/metrics');
  assert.match(
    metrics.text,
    /gateway_waf_matches_total\{rule="sqli",action="block"\} 1/,
  );
});

test('a note may hold what would be an attack elsewhere', async () => {
  const note = {
    title: "' or 1=1 --",
    content:
      "<script>alert(1)</script> '; DROP TABLE notes; -- ${jndi:ldap://x}",
    tags: ['<svg/onload=alert(1)>'],
  };
  const reply = await gateway.request('/api/notes', {
    method: 'POST',
    json: note,
    headers: await bearer(),
  });
  assert.equal(reply.status, 200);
  assert.deepEqual(JSON.parse(notes.seen[0]?.body ?? ''), note);
});

test('a body is read up to its prefix: an attack in it is refused, one behind it is the matter of the service', async () => {
  const post = async (json: unknown) =>
    (
      await gateway.request('/api/notes', {
        method: 'POST',
        json,
        headers: await bearer(),
      })
    ).status;
  assert.equal(await post({ folder: "' or 1=1 --" }), 403);
  const padding = { content: 'x'.repeat(20_000) };
  assert.equal(await post({ folder: "' or 1=1 --", ...padding }), 403);
  assert.equal(await post({ ...padding, folder: "' or 1=1 --" }), 200);
});

for (const { body, encoding, reason, status } of [
  { reason: 'compressed', encoding: 'gzip', body: '{}', status: 415 },
  { reason: 'in UTF-16', encoding: '', body: '{\0"\0a\0"\0', status: 400 },
  { reason: 'marked as plain', encoding: 'identity', body: '{}', status: 200 },
  { reason: 'empty', encoding: '', body: '', status: 200 },
]) {
  test(`a JSON body that is ${reason} is answered ${status}`, async () => {
    const reply = await gateway.request('/api/notes', {
      method: 'POST',
      body,
      headers: {
        ...(await bearer()),
        'content-type': 'application/json; charset=utf-16',
        ...(encoding === '' ? {} : { 'content-encoding': encoding }),
      },
    });
    assert.equal(reply.status, status);
  });
}

test('a rule that only reports lets the request through, counted and logged', async t => {
  const reporting = await startGateway(
    { notes: to(notes.url) },
    { WAF_REPORT_ONLY: 'sqli,path' },
  );
  t.after(() => reporting.close());
  const headers = await bearer();
  const ask = async (path: string) =>
    (await reporting.request(path, { headers })).status;
  assert.equal(await ask('/api/notes?sort=%27%20or%201%3D1%20--'), 200);
  assert.equal(await ask('/api/notes?sort=%3Cscript%3E'), 403);
  assert.equal(await ask('/api/notes/a%2fb'), 200);
  assert.equal(notes.seen.at(-1)?.url, '/api/notes/a%2fb');
  const { text } = await reporting.request('/metrics');
  assert.match(
    text,
    /gateway_waf_matches_total\{rule="sqli",action="report"\} 1/,
  );
  assert.match(
    text,
    /gateway_waf_matches_total\{rule="path",action="report"\} 1/,
  );
});

for (const { reason, status, ...environment } of [
  { reason: 'blocked network', WAF_BLOCKED_IPS: '203.0.113.0/24', status: 403 },
  {
    reason: 'blocked IPv6 network',
    WAF_BLOCKED_IPS: '2001:db8::/32',
    status: 200,
  },
  {
    reason: 'list without it',
    WAF_ALLOWED_IPS: '198.51.100.0/24, 2001:db8::/32',
    status: 403,
  },
  { reason: 'list with it', WAF_ALLOWED_IPS: '203.0.113.7', status: 200 },
  {
    reason: 'list with it that is blocked too',
    WAF_ALLOWED_IPS: '203.0.113.7',
    WAF_BLOCKED_IPS: '203.0.113.7',
    status: 403,
  },
] as const) {
  test(`an address is answered ${status} with a ${reason}`, async t => {
    const one = await startGateway(
      { notes: to(notes.url) },
      { TRUST_PROXY_HOPS: '1', ...environment },
    );
    t.after(() => one.close());
    const reply = await one.request('/api/notes', {
      headers: { ...(await bearer()), 'x-forwarded-for': '203.0.113.7' },
    });
    assert.equal(reply.status, status);
  });
}

test('with a proxy in front, the service learns the address it tells, and only that', async t => {
  const one = await startGateway(
    { notes: to(notes.url) },
    { TRUST_PROXY_HOPS: '1' },
  );
  t.after(() => one.close());
  await one.request('/api/notes', {
    headers: {
      ...(await bearer()),
      'x-forwarded-for': '198.51.100.1, ::ffff:203.0.113.7',
      'x-forwarded-proto': 'https',
    },
  });
  const { headers } = notes.seen.at(-1) ?? assert.fail();
  assert.equal(headers['x-forwarded-for'], '203.0.113.7');
  assert.equal(headers['x-forwarded-proto'], 'https');
});

test('neither tokens nor queries stand in the log', async () => {
  const headers = await bearer();
  const token = headers.authorization.slice(-20);
  await gateway.request('/api/notes?code=secret-code', { headers });
  await gateway.request(
    '/api/notes/uploads/3b241101-e2bb-4255-8caf-4136c566a962?signature=secret-sign',
    { method: 'PUT', body: 'x' },
  );
  const logged = JSON.stringify(gateway.logged());
  assert.match(logged, /\/api\/notes\/uploads\/3b241101/);
  assert.doesNotMatch(logged, /secret-code|secret-sign/);
  assert.ok(!logged.includes(token));
});

test('paths that no service has are 404 problems', async () => {
  for (const path of [
    '/',
    '/api',
    '/api/nothing',
    '/api/notesx',
    '/API/notes',
  ]) {
    const reply = await gateway.request(path, { headers: await bearer() });
    assert.equal(reply.status, 404, path);
  }
  assert.equal(notes.seen.length, 0);
});
