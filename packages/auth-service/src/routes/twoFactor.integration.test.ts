import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import { totpCode } from '../domain/totp.ts';
import {
  PASSWORD,
  signedIn,
  startAuth,
  type SignedIn,
} from '../testing/startAuth.ts';

const auth = await startAuth(
  { after },
  { environment: { LOCK_IP_AFTER: '1000' } },
);

interface Problem {
  type: string;
  challenge: string;
}

function post(path: string, json: object, who?: SignedIn): Promise<Reply> {
  return auth.request(path, {
    method: 'POST',
    json,
    ...(who ? { as: who.as } : {}),
  });
}

/** Moves on to the next time step, so that the code is one that was not used. */
function nextCode(secret: string): string {
  auth.clock.advance(30_000);
  return totpCode(secret, auth.clock.now());
}

async function enrolled(email: string) {
  const who = await auth.person(email);
  const enrolment = await post('/2fa/enroll', { password: PASSWORD }, who);
  assert.equal(enrolment.status, 200, enrolment.text);
  const { secret } = enrolment.body as { secret: string };
  const verified = await post('/2fa/verify', { code: nextCode(secret) }, who);
  assert.equal(verified.status, 200, verified.text);
  const { recoveryCodes } = verified.body as { recoveryCodes: string[] };
  return { who, secret, recoveryCodes, enrolment };
}

async function challengeOf(email: string): Promise<string> {
  const reply = await auth.login(email);
  assert.equal(reply.status, 401);
  const problem = reply.body as Problem;
  assert.equal(problem.type, 'urn:notes:problem:two-factor-required');
  assert.equal(reply.headers.getSetCookie().length, 0);
  return problem.challenge;
}

describe('enrolling', () => {
  test('gives a secret as text, link and picture, keeps it encrypted, and changes nothing until a code is shown', async () => {
    const who = await auth.person('enrol@notes.example');
    const reply = await post('/2fa/enroll', { password: PASSWORD }, who);
    const body = reply.body as Record<
      'secret' | 'otpauthUrl' | 'qrSvg' | 'qrPng',
      string
    >;
    assert.equal(
      new URL(body.otpauthUrl).searchParams.get('secret'),
      body.secret,
    );
    assert.match(body.qrSvg, /^<svg [^>]*>.*<\/svg>\s*$/s);
    assert.match(body.qrPng, /^data:image\/png;base64,iVBOR/);
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    assert.equal((await auth.login(who.email)).status, 200);
    const { rows } = await auth.db.query(
      'SELECT * FROM two_factor WHERE user_id = $1',
      [who.id],
    );
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes(body.secret));
    const state = await auth.request('/2fa', { as: who.as });
    assert.deepEqual(state.body, { enabled: false, recoveryCodesLeft: 0 });
  });

  test('needs the password, a code of the new secret, and happens once', async () => {
    const who = await auth.person('steps@notes.example');
    assert.equal((await post('/2fa/enroll', {}, who)).status, 403);
    assert.equal(
      (await post('/2fa/enroll', { password: 'wrong' }, who)).status,
      403,
    );
    assert.equal(
      (await post('/2fa/verify', { code: '123456' }, who)).status,
      409,
    );
    const first = await post('/2fa/enroll', { password: PASSWORD }, who);
    const second = await post('/2fa/enroll', { password: PASSWORD }, who);
    const secretOf = (reply: Reply) =>
      (reply.body as { secret: string }).secret;
    assert.equal(
      (await post('/2fa/verify', { code: nextCode(secretOf(first)) }, who))
        .status,
      403,
    );
    assert.equal(
      (await post('/2fa/verify', { code: nextCode(secretOf(second)) }, who))
        .status,
      200,
    );
    assert.equal(
      (await post('/2fa/verify', { code: nextCode(secretOf(second)) }, who))
        .status,
      409,
    );
    assert.equal(
      (await post('/2fa/enroll', { password: PASSWORD }, who)).status,
      409,
    );
    const changes = (await auth.events('user.two-factor-changed')).filter(
      one => one.subject === who.id,
    );
    assert.deepEqual(
      changes.map(one => one.data),
      [{ userId: who.id, enabled: true }],
    );
  });
});

describe('signing in with a second factor', () => {
  test('takes the code with the password, or after the challenge, and says so in the session', async () => {
    const { secret, who } = await enrolled('factor@notes.example');
    assert.equal(
      (await auth.login(who.email, { code: nextCode(secret) })).status,
      200,
    );
    const challenge = await challengeOf(who.email);
    const reply = await post('/login/two-factor', {
      challenge,
      code: nextCode(secret),
    });
    const now = signedIn(who.email, reply);
    const list = await auth.request('/sessions', { as: now.as });
    const current = (
      list.body as { items: { current: boolean; twoFactor: boolean }[] }
    ).items.find(one => one.current);
    assert.equal(current?.twoFactor, true);
    const login = (await auth.events('user.login')).at(-1);
    assert.deepEqual(login?.data, {
      ...{ userId: who.id, sessionId: now.sessionId },
      method: 'password',
      twoFactor: true,
    });
  });

  test('a code works once within its window, also for two requests at the same time', async () => {
    const { secret, who } = await enrolled('replay@notes.example');
    const code = nextCode(secret);
    assert.equal((await auth.login(who.email, { code })).status, 200);
    auth.clock.advance(15_000);
    assert.equal(
      (await auth.login(who.email, { code })).status,
      401,
      'the same code',
    );
    const fresh = nextCode(secret);
    const replies = await Promise.all(
      [1, 2, 3].map(() => auth.login(who.email, { code: fresh })),
    );
    assert.deepEqual(replies.map(one => one.status).sort(), [200, 401, 401]);
  });

  test('a code of an earlier step than the last one used does not count', async () => {
    const { secret, who } = await enrolled('order@notes.example');
    const earlier = nextCode(secret);
    assert.equal(
      (await auth.login(who.email, { code: nextCode(secret) })).status,
      200,
    );
    assert.equal((await auth.login(who.email, { code: earlier })).status, 401);
  });

  test('a recovery code works once, in small letters too, and only for its owner', async () => {
    const { recoveryCodes, who } = await enrolled('recover@notes.example');
    const other = await enrolled('other@notes.example');
    const [code = '', next = ''] = recoveryCodes;
    assert.equal(
      (await auth.login(other.who.email, { recoveryCode: code })).status,
      401,
    );
    const reply = await auth.login(who.email, {
      recoveryCode: code.toLowerCase().replaceAll('-', ''),
    });
    const now = signedIn(who.email, reply);
    assert.equal(
      (await auth.login(who.email, { recoveryCode: code })).status,
      401,
    );
    const replies = await Promise.all(
      [1, 2].map(() => auth.login(who.email, { recoveryCode: next })),
    );
    assert.deepEqual(replies.map(one => one.status).sort(), [200, 401]);
    const state = await auth.request('/2fa', { as: now.as });
    assert.deepEqual(state.body, { enabled: true, recoveryCodesLeft: 8 });
    const { rows } = await auth.db.query<{ text: string }>(
      'SELECT recovery_codes::text AS text FROM recovery_codes',
    );
    assert.ok(
      !rows.some(row => recoveryCodes.some(one => row.text.includes(one))),
    );
  });

  test('a challenge opens one session, lives five minutes and five attempts', async () => {
    const { secret, who } = await enrolled('challenge@notes.example');
    const used = await challengeOf(who.email);
    assert.equal(
      (
        await post('/login/two-factor', {
          challenge: used,
          code: nextCode(secret),
        })
      ).status,
      200,
    );
    assert.equal(
      (
        await post('/login/two-factor', {
          challenge: used,
          code: nextCode(secret),
        })
      ).status,
      401,
    );

    const late = await challengeOf(who.email);
    auth.clock.advance(5 * 60_000);
    const over = await post('/login/two-factor', {
      challenge: late,
      code: nextCode(secret),
    });
    assert.equal(
      (over.body as Problem).type,
      'urn:notes:problem:challenge-over',
    );

    for (const [challenge, reason] of [
      ['x'.repeat(43), 'made up'],
      [undefined, 'missing'],
    ] as const) {
      const reply = await post('/login/two-factor', {
        challenge,
        code: '123456',
      });
      assert.equal(reply.status, 401, reason);
    }
  });

  test('guessing codes locks the account, whatever the way', async () => {
    const { secret, who } = await enrolled('guess@notes.example');
    const challenge = await challengeOf(who.email);
    const wrong = () =>
      post('/login/two-factor', { challenge, code: '000000' });
    for (let round = 0; round < 3; round += 1)
      assert.equal((await wrong()).status, 401);
    for (let round = 0; round < 2; round += 1) {
      assert.equal(
        (await auth.login(who.email, { code: '000000' })).status,
        401,
      );
    }
    assert.equal((await wrong()).status, 429);
    assert.equal(
      (await auth.login(who.email, { code: nextCode(secret) })).status,
      200,
      'thirty seconds later',
    );
  });

  test('many challenges at the same moment do not give more guesses', async () => {
    const { who } = await enrolled('burst-2fa@notes.example');
    const challenges = [];
    for (let index = 0; index < 12; index += 1)
      challenges.push(await challengeOf(who.email));
    const replies = await Promise.all(
      challenges.map(challenge =>
        post('/login/two-factor', { challenge, code: '000000' }),
      ),
    );
    assert.equal(replies.filter(one => one.status === 401).length, 5);
    assert.equal(replies.filter(one => one.status === 429).length, 7);
  });

  test('malformed codes are refused before they are looked at', async () => {
    for (const json of [
      { code: '12345' },
      { code: 123456 },
      { recoveryCode: 'x' },
      {},
      { code: '123456', recoveryCode: 'ABCD-EFGH-IJKL-MNOP' },
    ]) {
      assert.equal(
        (await post('/login/two-factor', json)).status,
        400,
        JSON.stringify(json),
      );
    }
  });
});

describe('turning the second factor off', () => {
  test('needs the password and a code; then the password is enough again', async () => {
    const { secret, who } = await enrolled('off@notes.example');
    const disable = (json: object) => post('/2fa/disable', json, who);
    assert.equal(
      (await disable({ password: PASSWORD })).status,
      400,
      'no code',
    );
    assert.equal(
      (await disable({ code: nextCode(secret) })).status,
      403,
      'no password',
    );
    assert.equal(
      (await disable({ password: 'wrong', code: nextCode(secret) })).status,
      403,
    );
    assert.equal(
      (await disable({ password: PASSWORD, code: '000000' })).status,
      403,
    );
    assert.equal(
      (await disable({ password: PASSWORD, code: nextCode(secret) })).status,
      204,
    );
    assert.equal(
      (await disable({ password: PASSWORD, code: nextCode(secret) })).status,
      409,
    );
    assert.equal((await auth.login(who.email)).status, 200);
    const { rows } = await auth.db.query(
      'SELECT FROM recovery_codes WHERE user_id = $1',
      [who.id],
    );
    assert.equal(rows.length, 0);
  });

  test('recovery codes are replaced after password and code, and the old ones are void', async () => {
    const { recoveryCodes, secret, who } = await enrolled(
      'renew@notes.example',
    );
    const reply = await post(
      '/2fa/recovery-codes',
      { password: PASSWORD, code: nextCode(secret) },
      who,
    );
    const renewed = (reply.body as { recoveryCodes: string[] }).recoveryCodes;
    assert.equal(renewed.length, 10);
    assert.equal(
      (await auth.login(who.email, { recoveryCode: recoveryCodes[0] })).status,
      401,
    );
    assert.equal(
      (await auth.login(who.email, { recoveryCode: renewed[0] })).status,
      200,
    );
  });
});
