import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProofRun } from '../harness/startProof.ts';
import { forgedTokens } from './forgedTokens.ts';

/** Tests that nobody gets more than they have signed in for. */
export function testTokens(started: () => ProofRun): void {
  test('no forged access token gets in', async () => {
    for (const [fault, token] of forgedTokens(
      started().system,
      started().owner,
    )) {
      const reply = await started().api.send(undefined, {
        path: '/api/notes',
        headers: { authorization: `Bearer ${token}` },
      });
      assert.equal(reply.status, 401, `${fault} answered ${reply.status}`);
    }
    const good = await started().api.send(started().owner, {
      path: '/api/notes',
    });
    assert.equal(good.status, 200);
  });

  test('an identity from outside counts for nothing, even a well signed one', async () => {
    const { api, owner, stranger, system } = started();
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
    const { email, password } = started().owner;
    const login = await started().api.send(undefined, {
      ...{ method: 'POST', path: '/api/auth/login', json: { email, password } },
    });
    const cookies = [login.headers['set-cookie'] ?? []].flat();
    const refresh = cookies.find(one => one.startsWith('notes_refresh='));
    assert.match(refresh ?? '', /HttpOnly/i);
    assert.match(refresh ?? '', /SameSite=Strict/i);
    const cookie = cookies.map(one => one.split(';', 1)[0]).join('; ');
    for (const path of ['/api/auth/refresh', '/api/auth/logout']) {
      const post = (headers: Record<string, string>) =>
        started().api.send(undefined, {
          ...{ method: 'POST', path, headers: { cookie, ...headers } },
        });
      assert.equal((await post({})).status, 403, `${path} without a token`);
      const wrong = await post({ 'x-csrf-token': 'A'.repeat(43) });
      assert.equal(wrong.status, 403, `${path} with a wrong token`);
    }
    const { csrfToken } = login.body as { csrfToken: string };
    const own = await started().api.send(undefined, {
      ...{ method: 'POST', path: '/api/auth/refresh' },
      headers: { cookie, 'x-csrf-token': csrfToken },
    });
    assert.equal(own.status, 200);
  });

  test('fields that are not for callers are refused by name, and nothing is made', async () => {
    const { api, owner } = started();
    const attempts = [
      [
        'POST',
        '/api/notes',
        { title: 'T', ownerId: started().stranger.subject },
      ],
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
}
