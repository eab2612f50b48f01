import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseEnv } from 'node:util';
import { testEnvironment, testKeys } from '@notes/service-kit/testing';
import { config } from './settings.ts';
import { ADMIN } from './testing/startAuth.ts';

describe('the configuration', () => {
  const good = {
    ...testEnvironment(),
    DATABASE_URL: 'postgresql://auth@localhost/auth',
    BUS_DATABASE_URL: 'postgresql://auth@localhost/bus',
    JWT_KEYS: testKeys(),
    TWO_FACTOR_KEYS: testKeys(),
  };
  const production = {
    ...good,
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://notes.example',
  };
  const admin = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
  const provider = {
    id: 'a',
    name: 'A',
    issuer: 'http://idp.example',
    clientId: 'x',
    clientSecret: 'hidden-1',
  };

  test('is taken when it is right, in production too', () => {
    assert.equal(config.load(good).PASSWORD_MIN_LENGTH, 15);
    assert.equal(
      config.load({ ...production, ...admin }).ADMIN_EMAIL,
      ADMIN.email,
    );
  });

  test('of development.env works as it stands, and not in production', () => {
    const file = new URL('../development.env', import.meta.url);
    const values = parseEnv(readFileSync(file, 'utf8'));
    assert.equal(config.load(values).ADMIN_EMAIL, 'admin@notes.example');
    assert.throws(
      () => config.load({ ...values, NODE_ENV: 'production' }),
      /ADMIN_PASSWORD: must not be the one of development\.env/,
    );
  });

  for (const { change, expected, reason } of [
    { reason: 'no keys', change: { JWT_KEYS: '' }, expected: /JWT_KEYS/ },
    {
      reason: 'short keys',
      change: { JWT_KEYS: '{"current":"a","keys":{"a":"c2hvcnQ="}}' },
      expected: /JWT_KEYS: .*5 bytes/,
    },
    {
      reason: 'no keys that encrypt',
      change: { TWO_FACTOR_KEYS: '' },
      expected: /TWO_FACTOR_KEYS: expected \{"current"/,
    },
    {
      reason: 'keys that encrypt of the wrong form',
      change: { TWO_FACTOR_KEYS: 'secret-2' },
      expected: /TWO_FACTOR_KEYS: expected \{/,
    },
    {
      reason: 'no bus',
      change: { BUS_DATABASE_URL: '' },
      expected: /BUS_DATABASE_URL: required/,
    },
    {
      reason: 'hashes that are too cheap',
      change: { ARGON2_MEMORY_KIB: '8000' },
      expected: /ARGON2_MEMORY_KIB: expected 19456/,
    },
    {
      reason: 'a word for a number',
      change: { LOCK_ACCOUNT_AFTER: 'five' },
      expected: /LOCK_ACCOUNT_AFTER: expected a whole number/,
    },
    {
      reason: 'an administrator without a password',
      change: { ADMIN_EMAIL: ADMIN.email },
      expected: /ADMIN_PASSWORD_FILE/,
    },
    {
      reason: 'a password without an administrator',
      change: { ADMIN_PASSWORD: ADMIN.password },
      expected: /ADMIN_EMAIL: required/,
    },
    {
      reason: 'a weak password for the administrator',
      change: { ...admin, ADMIN_PASSWORD: 'administrator123' },
      expected: /ADMIN_PASSWORD: is easy/,
    },
    {
      reason: 'providers that are no JSON',
      change: { OAUTH_PROVIDERS: 'secret-3' },
      expected: /OAUTH_PROVIDERS: expected \[/,
    },
    {
      ...{
        reason: 'a provider without TLS in production',
        expected: /OAUTH_PROVIDERS: expected an issuer/,
      },
      change: { ...production, OAUTH_PROVIDERS: JSON.stringify([provider]) },
    },
    {
      reason: 'an address without TLS in production',
      change: { ...production, PUBLIC_URL: 'http://notes.example' },
      expected: /PUBLIC_URL: expected https/,
    },
    {
      ...{
        reason: 'the password of development.env in production',
        expected: /ADMIN_PASSWORD: must not be/,
      },
      change: {
        ...production,
        ...admin,
        ADMIN_PASSWORD: 'only for development machines',
      },
    },
  ]) {
    test(`stops the start and says what is expected: ${reason}`, () => {
      assert.throws(
        () => config.load({ ...good, ...change }),
        (error: Error) =>
          expected.test(error.message) &&
          !/hidden-1|secret-\d|c2hvcnQ/.test(error.message),
      );
    });
  }
});
