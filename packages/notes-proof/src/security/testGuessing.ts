import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProofRun } from '../harness/startProof.ts';

const WRONG = 'gentle lamp orbit crayon';

/** Tests that passwords cannot be tried; afterwards the address of this machine is locked. */
export function testGuessing(started: () => ProofRun): void {
  test('trying one password on many people locks the address, and tells nobody who exists', async () => {
    const { api, owner } = started();
    const login = (email: string, password: string) =>
      api.send(undefined, {
        ...{
          method: 'POST',
          path: '/api/auth/login',
          json: { email, password },
        },
      });
    const known = await login(owner.email, WRONG);
    const unknown = await login('nobody@notes.example', WRONG);
    assert.equal(known.status, 401);
    assert.equal(unknown.status, 401);
    assert.deepEqual(withoutId(known.body), withoutId(unknown.body));
    let attempts = 2;
    let last = unknown;
    while (last.status === 401 && attempts < 60) {
      last = await login(`person-${attempts}@notes.example`, WRONG);
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
}

function withoutId(body: unknown): object {
  return { ...(body as object), requestId: undefined };
}
