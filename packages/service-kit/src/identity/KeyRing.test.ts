import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { SignJWT, jwtVerify } from 'jose';
import { testKeys } from '../testing/testEnvironment.ts';
import { waitFor } from '../testing/waitFor.ts';
import { KeyRing } from './KeyRing.ts';
import { TokenError } from './TokenError.ts';

const SIGN = { expiresInSeconds: 60, audience: 'notes-api', issuer: 'auth' };
const VERIFY = { audience: 'notes-api', issuer: 'auth' };
const SECRET = randomBytes(32);
const RING = KeyRing.parse(
  JSON.stringify({
    current: 'k2',
    keys: {
      k1: randomBytes(32).toString('base64'),
      k2: SECRET.toString('base64'),
    },
  }),
);

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token of any form, signed as its header says or not at all. */
function forge(
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
  secret: Buffer | undefined = SECRET,
): string {
  const content = `${part(header)}.${part(claims)}`;
  const hash = header.alg === 'HS512' ? 'sha512' : 'sha256';
  const signature = createHmac(hash, secret).update(content);
  return `${content}.${header.alg === 'none' ? '' : signature.digest('base64url')}`;
}

const now = Math.floor(Date.now() / 1_000);
const HEADER = { alg: 'HS256', typ: 'JWT', kid: 'k2' };
const CLAIMS = {
  sub: 'u',
  iss: 'auth',
  aud: 'notes-api',
  iat: now,
  exp: now + 60,
};

describe('a key ring', () => {
  test('verifies what it has signed, and what another library has signed with its key', async () => {
    const token = await RING.sign({ sub: 'u1', roles: ['user'] }, SIGN);
    assert.equal((await RING.verify(token, VERIFY)).sub, 'u1');
    const { payload, protectedHeader } = await jwtVerify(token, SECRET, {
      ...VERIFY,
      algorithms: ['HS256'],
    });
    assert.equal(payload.sub, 'u1');
    assert.equal(protectedHeader.kid, 'k2');

    const foreign = await new SignJWT({ sub: 'u2' })
      .setProtectedHeader({ alg: 'HS256', kid: 'k2' })
      .setIssuer('auth')
      .setAudience('notes-api')
      .setIssuedAt()
      .setExpirationTime('1 minute')
      .sign(SECRET);
    assert.equal((await RING.verify(foreign, VERIFY)).sub, 'u2');
  });

  test('accepts a forged token only when all of it is right', async () => {
    const claims = await RING.verify(forge(HEADER, CLAIMS), VERIFY);
    assert.equal(claims.sub, 'u');
  });

  for (const { reason, token } of [
    {
      reason: 'no signature',
      token: forge({ ...HEADER, alg: 'none' }, CLAIMS),
    },
    {
      reason: 'another algorithm',
      token: forge({ ...HEADER, alg: 'HS512' }, CLAIMS),
    },
    {
      reason: 'an unknown key id',
      token: forge({ ...HEADER, kid: 'k9' }, CLAIMS),
    },
    { reason: 'no key id', token: forge({ alg: 'HS256' }, CLAIMS) },
    {
      reason: 'a key id of Object',
      token: forge({ ...HEADER, kid: '__proto__' }, CLAIMS),
    },
    {
      reason: 'the id of another key',
      token: forge({ ...HEADER, kid: 'k1' }, CLAIMS),
    },
    {
      reason: 'an unknown critical header',
      token: forge({ ...HEADER, crit: ['x'], x: 1 }, CLAIMS),
    },
    { reason: 'another secret', token: forge(HEADER, CLAIMS, randomBytes(32)) },
    {
      reason: 'another audience',
      token: forge(HEADER, { ...CLAIMS, aud: 'notes-api-2' }),
    },
    {
      reason: 'an audience that begins the same',
      token: forge(HEADER, { ...CLAIMS, aud: 'notes' }),
    },
    {
      reason: 'no audience',
      token: forge(HEADER, { ...CLAIMS, aud: undefined }),
    },
    {
      reason: 'another issuer',
      token: forge(HEADER, { ...CLAIMS, iss: 'me' }),
    },
    {
      reason: 'a list of issuers',
      token: forge(HEADER, { ...CLAIMS, iss: ['auth', 'me'] }),
    },
    { reason: 'no end', token: forge(HEADER, { ...CLAIMS, exp: undefined }) },
    {
      reason: 'an end that is no number',
      token: forge(HEADER, { ...CLAIMS, exp: '9999999999' }),
    },
    {
      reason: 'a beginning in the future',
      token: forge(HEADER, { ...CLAIMS, iat: now + 600 }),
    },
    {
      reason: 'a time before which it is not valid',
      token: forge(HEADER, { ...CLAIMS, nbf: now + 600 }),
    },
    { reason: 'nothing in it', token: '' },
    { reason: 'two dots only', token: '..' },
    { reason: 'a header that is no JSON', token: 'YQ.YQ.YQ' },
    { reason: 'a hundred thousand characters', token: 'a'.repeat(100_000) },
  ]) {
    test(`refuses a token with ${reason}`, async () => {
      await assert.rejects(RING.verify(token, VERIFY), (error: unknown) => {
        assert.ok(error instanceof TokenError);
        assert.equal(error.reason, 'invalid');
        return true;
      });
    });
  }

  test('believes a token again only for the same audience and issuer, and while its time lasts', async () => {
    const at = (seconds: number) =>
      new Date(1_800_000_000_000 + seconds * 1_000);
    const token = await RING.sign({ sub: 'u' }, { ...SIGN, now: at(0) });
    for (let time = 0; time < 2; time += 1) {
      const claims = await RING.verify(token, { ...VERIFY, now: at(1) });
      assert.equal(claims.sub, 'u');
    }
    for (const other of [{ audience: 'other' }, { issuer: 'other' }]) {
      await assert.rejects(
        RING.verify(token, { ...VERIFY, ...other, now: at(1) }),
        { reason: 'invalid' },
      );
    }
    await assert.rejects(RING.verify(token, { ...VERIFY, now: at(90) }), {
      reason: 'expired',
    });
    const cut = token.slice(0, -1);
    await assert.rejects(RING.verify(cut, { ...VERIFY, now: at(1) }), {
      reason: 'invalid',
    });
  });

  test('refuses a token whose claims were changed', async () => {
    const [header, , signature] = forge(HEADER, CLAIMS).split('.');
    const changed = [header, part({ ...CLAIMS, sub: 'admin' }), signature];
    await assert.rejects(RING.verify(changed.join('.'), VERIFY), TokenError);
  });

  test('lets a token live exactly as long as told, by the given clock', async () => {
    const at = (seconds: number) =>
      new Date(1_800_000_000_000 + seconds * 1_000);
    const token = await RING.sign({ sub: 'u' }, { ...SIGN, now: at(0) });
    await RING.verify(token, { ...VERIFY, now: at(64) });
    await assert.rejects(RING.verify(token, { ...VERIFY, now: at(65) }), {
      reason: 'expired',
    });
  });

  test('reads its file again when that changes, and keeps the last good keys', async t => {
    const folder = await mkdtemp(path.join(tmpdir(), 'keys-'));
    t.after(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'keys.json');
    const before = testKeys('before');
    await writeFile(file, before);
    const ring = KeyRing.parse(before);
    ring.follow(file);
    const token = await ring.sign({ sub: 'u' }, SIGN);

    await writeFile(file, '{"half');
    assert.equal((await ring.verify(token, VERIFY)).sub, 'u');
    await writeFile(`${file}.new`, testKeys('after'));
    await rename(`${file}.new`, file);
    await waitFor(async () => {
      await ring.sign({}, SIGN);
      return ring.currentKeyId === 'after';
    }, 'the new keys to be read');
    await assert.rejects(ring.verify(token, VERIFY), TokenError);
  });

  for (const { message, reason, text } of [
    { reason: 'no JSON', text: 'secret', message: /expected \{"current"/ },
    {
      reason: 'another form',
      text: '{"keys":[]}',
      message: /expected \{"current"/,
    },
    {
      reason: 'a short key',
      text: '{"current":"a","keys":{"a":"c2hvcnQ="}}',
      message: /key "a" has 5 bytes, expected 32/,
    },
    {
      reason: 'no current key',
      text: testKeys('a').replace('"current":"a"', '"current":"b"'),
      message: /current key "b" is not among/,
    },
  ]) {
    test(`is not made from ${reason}, and does not repeat it`, () => {
      assert.throws(
        () => KeyRing.parse(text),
        (error: Error) =>
          message.test(error.message) && !error.message.includes('c2hvcnQ'),
      );
    });
  }
});
