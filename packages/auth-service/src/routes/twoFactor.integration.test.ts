import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import { PASSWORD } from '../testing/startAuth.ts';
import { TwoFactorPeople } from '../testing/TwoFactorPeople.ts';

const people = await TwoFactorPeople.start({ after });
const { auth } = people;

describe('enrolling', () => {
  test('gives a secret as text, link and picture, keeps it encrypted, and changes nothing until a code is shown', async () => {
    const who = await auth.person('enrol@notes.example');
    const reply = await people.post('/2fa/enroll', { password: PASSWORD }, who);
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
    assert.equal((await people.post('/2fa/enroll', {}, who)).status, 403);
    assert.equal(
      (await people.post('/2fa/enroll', { password: 'wrong' }, who)).status,
      403,
    );
    assert.equal(
      (await people.post('/2fa/verify', { code: '123456' }, who)).status,
      409,
    );
    const first = await people.post('/2fa/enroll', { password: PASSWORD }, who);
    const second = await people.post(
      '/2fa/enroll',
      { password: PASSWORD },
      who,
    );
    const secretOf = (reply: Reply) =>
      (reply.body as { secret: string }).secret;
    assert.equal(
      (
        await people.post(
          '/2fa/verify',
          { code: people.nextCode(secretOf(first)) },
          who,
        )
      ).status,
      403,
    );
    assert.equal(
      (
        await people.post(
          '/2fa/verify',
          { code: people.nextCode(secretOf(second)) },
          who,
        )
      ).status,
      200,
    );
    assert.equal(
      (
        await people.post(
          '/2fa/verify',
          { code: people.nextCode(secretOf(second)) },
          who,
        )
      ).status,
      409,
    );
    assert.equal(
      (await people.post('/2fa/enroll', { password: PASSWORD }, who)).status,
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

describe('turning the second factor off', () => {
  test('needs the password and a code; then the password is enough again', async () => {
    const { secret, who } = await people.enrolled('off@notes.example');
    const disable = (json: object) => people.post('/2fa/disable', json, who);
    assert.equal(
      (await disable({ password: PASSWORD })).status,
      400,
      'no code',
    );
    assert.equal(
      (await disable({ code: people.nextCode(secret) })).status,
      403,
      'no password',
    );
    assert.equal(
      (await disable({ password: 'wrong', code: people.nextCode(secret) }))
        .status,
      403,
    );
    assert.equal(
      (await disable({ password: PASSWORD, code: '000000' })).status,
      403,
    );
    assert.equal(
      (await disable({ password: PASSWORD, code: people.nextCode(secret) }))
        .status,
      204,
    );
    assert.equal(
      (await disable({ password: PASSWORD, code: people.nextCode(secret) }))
        .status,
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
    const { recoveryCodes, secret, who } = await people.enrolled(
      'renew@notes.example',
    );
    const reply = await people.post(
      '/2fa/recovery-codes',
      { password: PASSWORD, code: people.nextCode(secret) },
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
