import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { signedIn } from '../testing/startAuth.ts';
import { TwoFactorPeople } from '../testing/TwoFactorPeople.ts';

const people = await TwoFactorPeople.start({ after });
const { auth } = people;

describe('signing in with a second factor', () => {
  test('takes the code with the password, or after the challenge, and says so in the session', async () => {
    const { secret, who } = await people.enrolled('factor@notes.example');
    assert.equal(
      (await auth.login(who.email, { code: people.nextCode(secret) })).status,
      200,
    );
    const challenge = await people.challengeOf(who.email);
    const reply = await people.post('/login/two-factor', {
      challenge,
      code: people.nextCode(secret),
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
    const { secret, who } = await people.enrolled('replay@notes.example');
    const code = people.nextCode(secret);
    assert.equal((await auth.login(who.email, { code })).status, 200);
    auth.clock.advance(15_000);
    assert.equal(
      (await auth.login(who.email, { code })).status,
      401,
      'the same code',
    );
    const fresh = people.nextCode(secret);
    const replies = await Promise.all(
      [1, 2, 3].map(() => auth.login(who.email, { code: fresh })),
    );
    assert.deepEqual(replies.map(one => one.status).sort(), [200, 401, 401]);
  });

  test('a code of an earlier step than the last one used does not count', async () => {
    const { secret, who } = await people.enrolled('order@notes.example');
    const earlier = people.nextCode(secret);
    assert.equal(
      (await auth.login(who.email, { code: people.nextCode(secret) })).status,
      200,
    );
    assert.equal((await auth.login(who.email, { code: earlier })).status, 401);
  });

  test('a recovery code works once, in small letters too, and only for its owner', async () => {
    const { recoveryCodes, who } = await people.enrolled(
      'recover@notes.example',
    );
    const other = await people.enrolled('other@notes.example');
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
    const { secret, who } = await people.enrolled('challenge@notes.example');
    const used = await people.challengeOf(who.email);
    assert.equal(
      (
        await people.post('/login/two-factor', {
          challenge: used,
          code: people.nextCode(secret),
        })
      ).status,
      200,
    );
    assert.equal(
      (
        await people.post('/login/two-factor', {
          challenge: used,
          code: people.nextCode(secret),
        })
      ).status,
      401,
    );

    const late = await people.challengeOf(who.email);
    auth.clock.advance(5 * 60_000);
    const over = await people.post('/login/two-factor', {
      challenge: late,
      code: people.nextCode(secret),
    });
    assert.equal(
      (over.body as { type: string }).type,
      'urn:notes:problem:challenge-over',
    );

    for (const [challenge, reason] of [
      ['x'.repeat(43), 'made up'],
      [undefined, 'missing'],
    ] as const) {
      const reply = await people.post('/login/two-factor', {
        challenge,
        code: '123456',
      });
      assert.equal(reply.status, 401, reason);
    }
  });

  test('guessing codes locks the account, whatever the way', async () => {
    const { secret, who } = await people.enrolled('guess@notes.example');
    const challenge = await people.challengeOf(who.email);
    const wrong = () =>
      people.post('/login/two-factor', { challenge, code: '000000' });
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
      (await auth.login(who.email, { code: people.nextCode(secret) })).status,
      200,
      'thirty seconds later',
    );
  });

  test('many challenges at the same moment do not give more guesses', async () => {
    const { who } = await people.enrolled('burst-2fa@notes.example');
    const challenges = [];
    for (let index = 0; index < 12; index += 1)
      challenges.push(await people.challengeOf(who.email));
    const replies = await Promise.all(
      challenges.map(challenge =>
        people.post('/login/two-factor', { challenge, code: '000000' }),
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
        (await people.post('/login/two-factor', json)).status,
        400,
        JSON.stringify(json),
      );
    }
  });
});
