import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgedTokens } from './forgedTokens.ts';
import { rawRequest } from './rawRequest.ts';
import { startForSecurity, type SecurityRun } from './startForSecurity.ts';
import { testOwnership } from './testOwnership.ts';

let run: SecurityRun;
let gateway: string;
before(async () => {
  run = await startForSecurity();
  gateway = run.system.service('api-gateway').url;
});
after(() => run.close());

const JSON_TYPE = 'Content-Type: application/json';

testOwnership(() => run);

test('no forged access token gets in', async () => {
  for (const [fault, token] of forgedTokens(run.system, run.owner)) {
    const reply = await run.api.send(undefined, {
      path: '/api/notes',
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(reply.status, 401, `${fault} answered ${reply.status}`);
  }
  const good = await run.api.send(run.owner, { path: '/api/notes' });
  assert.equal(good.status, 200);
});

test('an identity from outside counts for nothing, even a well signed one', async () => {
  const { api, owner, stranger, system } = run;
  const created = await api.send(owner, {
    ...{ method: 'POST', path: '/api/notes', json: { title: 'Mine' } },
  });
  const identity = await system.identityOf(owner, 'notes-service');
  for (const name of ['x-notes-identity', 'X-NOTES-IDENTITY']) {
    const headers = { [name]: identity };
    const alone = await api.send(undefined, { path: '/api/notes', headers });
    assert.equal(alone.status, 401);
    const beside = await api.send(stranger, { path: '/api/notes', headers });
    assert.equal(beside.status, 200);
    const { id } = created.body as { id: string };
    assert.ok(!JSON.stringify(beside.body).includes(id));
  }
  const wrong = await fetch(
    `${system.service('search-service').url}/api/search`,
    {
      headers: { 'x-notes-identity': identity },
    },
  );
  assert.equal(wrong.status, 401, 'signed for another service');
});

test('a page of another site can neither refresh nor end a session', async () => {
  const { email, password } = run.owner;
  const login = await run.api.send(undefined, {
    ...{ method: 'POST', path: '/api/auth/login', json: { email, password } },
  });
  const cookies = [login.headers['set-cookie'] ?? []].flat();
  const refresh = cookies.find(one => one.startsWith('notes_refresh='));
  assert.match(refresh ?? '', /HttpOnly/i);
  assert.match(refresh ?? '', /SameSite=Strict/i);
  const cookie = cookies.map(one => one.split(';', 1)[0]).join('; ');
  for (const path of ['/api/auth/refresh', '/api/auth/logout']) {
    const post = (headers: Record<string, string>) =>
      run.api.send(undefined, {
        ...{ method: 'POST', path, headers: { cookie, ...headers } },
      });
    assert.equal((await post({})).status, 403, `${path} without a token`);
    const wrong = await post({ 'x-csrf-token': 'A'.repeat(43) });
    assert.equal(wrong.status, 403, `${path} with a wrong token`);
  }
  const { csrfToken } = login.body as { csrfToken: string };
  const own = await run.api.send(undefined, {
    ...{ method: 'POST', path: '/api/auth/refresh' },
    headers: { cookie, 'x-csrf-token': csrfToken },
  });
  assert.equal(own.status, 200);
});

test('fields that are not for callers are refused by name, and nothing is made', async () => {
  const { api, owner } = run;
  const attempts = [
    ['POST', '/api/notes', { title: 'T', ownerId: run.stranger.subject }],
    ['POST', '/api/notes', { title: 'T', version: 99 }],
    ['POST', '/api/notes', { title: 'T', state: 'quarantined' }],
    ['PATCH', '/api/auth/me', { name: 'N', roles: ['admin'] }],
    ['PATCH', '/api/auth/me', { name: 'N', status: 'active' }],
    [
      'POST',
      '/api/auth/register',
      {
        email: 'x@notes.example',
        password: 'gentle lamp orbit crayon',
        name: 'X',
        roles: ['admin'],
      },
    ],
  ] as const;
  for (const [method, path, json] of attempts) {
    const reply = await api.send(owner, { method, path, json });
    const field = Object.keys(json).at(-1) ?? '';
    assert.equal(reply.status, 400, `${path} with ${field}`);
    assert.ok(
      JSON.stringify(reply.body).includes(field),
      `${path} names ${field}`,
    );
  }
  const me = await api.send(owner, { path: '/api/auth/me' });
  assert.ok(!JSON.stringify(me.body).includes('admin'));
});

test('no path leads out of the store of attachments', async () => {
  const { api, owner } = run;
  const note = await api.send(owner, {
    ...{ method: 'POST', path: '/api/notes', json: { title: 'Files' } },
  });
  const { id } = note.body as { id: string };
  const names = [
    '../../etc/passwd',
    '..\\..\\x',
    'a/b',
    'a\u0000b',
    '/etc/passwd',
    'a\r\nX: y',
  ];
  for (const fileName of names) {
    const reply = await api.send(owner, {
      ...{ method: 'POST', path: `/api/notes/${id}/attachments` },
      json: { fileName, contentType: 'text/plain', size: 1 },
    });
    assert.equal(reply.status, 400, JSON.stringify(fileName));
  }
  const keys = [
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '../../../etc/passwd',
    '%00',
    '%252e%252e%252f',
    '..;/x',
  ];
  for (const key of keys) {
    for (const method of ['GET', 'PUT']) {
      const { status, text } = await rawRequest(gateway, [
        `${method} /api/notes/uploads/${key}?signature=x HTTP/1.1\r\nHost: notes\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      ]);
      assert.ok(status >= 400 && status < 500, `${method} ${key}: ${status}`);
      assert.ok(!text.includes('root:'), key);
    }
  }
});

test('no value of a request becomes a header of an answer', async () => {
  const injected = 'x%0d%0aSet-Cookie:%20evil=1';
  const paths = [
    `/api/auth/oauth/company/start?returnTo=/${injected}`,
    `/api/notes/${injected}`,
    `/api/search?q=${injected}`,
  ];
  for (const path of paths) {
    const { status, text } = await rawRequest(gateway, [
      `GET ${path} HTTP/1.1\r\nHost: notes\r\nX-Request-ID: ${injected}\r\nConnection: close\r\n\r\n`,
    ]);
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
    const [head = ''] = text.split('\r\n\r\n');
    assert.doesNotMatch(head, /evil/i);
  }
  const bad = [
    'X-Request-ID: a\rSet-Cookie: evil=1',
    'X-Request-ID: a\r\n folded: evil',
    'Transfer-Encoding: chunked\r\nContent-Length: 4',
    'Content-Length: 4\r\nContent-Length: 5',
    'Authorization : Bearer x',
  ];
  for (const line of bad) {
    const { status } = await rawRequest(gateway, [
      `POST /api/notes HTTP/1.1\r\nHost: notes\r\n${line}\r\nConnection: close\r\n\r\n0\r\n\r\n`,
    ]);
    assert.ok(
      status >= 400 && status < 500,
      `${JSON.stringify(line)}: ${status}`,
    );
  }
});

test('requests that never end are ended, and others are served meanwhile', async () => {
  const slow = [
    ['GET /api/notes HTTP/1.1\r\nHost: notes\r\nX-Slow: '],
    [
      `POST /api/auth/login HTTP/1.1\r\nHost: notes\r\n${JSON_TYPE}\r\nContent-Length: 50\r\n\r\n{`,
    ],
  ];
  const waiting = Array.from({ length: 20 }, (_one, index) =>
    rawRequest(gateway, slow[index % slow.length] ?? [], 20_000),
  );
  const meanwhile = await run.api.send(run.owner, { path: '/api/notes' });
  assert.equal(meanwhile.status, 200);
  for (const { ended, status, tookMs } of await Promise.all(waiting)) {
    assert.ok(ended, `still open after ${Math.round(tookMs)} ms`);
    assert.ok([0, 408].includes(status), `answered ${status}`);
  }
});

test('what is too large is refused before it is read', async () => {
  const token =
    (await run.api.credentialsOf(run.owner, '/api/notes')).authorization ?? '';
  const head = `POST /api/notes HTTP/1.1\r\nHost: notes\r\nAuthorization: ${token}\r\n${JSON_TYPE}\r\n`;
  const announced = await rawRequest(gateway, [
    `${head}Content-Length: 200000000\r\n\r\n`,
    '{"title":"',
  ]);
  assert.equal(announced.status, 413);
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  const endless = await rawRequest(gateway, [
    `${head}Transfer-Encoding: chunked\r\n\r\n`,
    ...Array.from({ length: 200 }, () => chunk),
  ]);
  assert.equal(endless.status, 413);
  const headers = await rawRequest(gateway, [
    `GET /api/notes HTTP/1.1\r\nHost: notes\r\nX-Large: ${'x'.repeat(200_000)}\r\n\r\n`,
  ]);
  assert.equal(headers.status, 431);
});

test('trying one password on many people locks the address, and tells nobody who exists', async () => {
  const { api, owner } = run;
  const login = (email: string, password: string) =>
    api.send(undefined, {
      ...{ method: 'POST', path: '/api/auth/login', json: { email, password } },
    });
  const known = await login(owner.email, 'gentle lamp orbit crayon');
  const unknown = await login(
    'nobody@notes.example',
    'gentle lamp orbit crayon',
  );
  assert.equal(known.status, 401);
  assert.equal(unknown.status, 401);
  assert.deepEqual(withoutId(known.body), withoutId(unknown.body));
  let attempts = 2;
  let last = unknown;
  while (last.status === 401 && attempts < 60) {
    last = await login(
      `person-${attempts}@notes.example`,
      'gentle lamp orbit crayon',
    );
    attempts += 1;
  }
  assert.equal(last.status, 429, `after ${attempts} attempts`);
  assert.ok(Number(last.headers['retry-after']) > 0);
  const right = await login(owner.email, owner.password);
  assert.equal(
    right.status,
    429,
    'the address is locked for everyone behind it',
  );
});

function withoutId(body: unknown): object {
  return { ...(body as object), requestId: undefined };
}
