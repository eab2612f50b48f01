import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { testKeys } from '../testing/testEnvironment.ts';
import { ConfigError } from './ConfigError.ts';
import { defineConfig } from './defineConfig.ts';
import { commonSettings, databaseSettings, redisSettings } from './settings.ts';
import { flag, port, urlLike } from './settingTypes.ts';

const definition = defineConfig({
  settings: {
    ...commonSettings,
    ...databaseSettings,
    ...redisSettings,
    PORT: port().default(4002),
    HOOK_URL: urlLike('https://host/path').optional(),
    HOOK_ENABLED: flag.default(false),
    PIN: z.string().length(4).optional(),
  },
  secrets: ['PIN'],
  requiredInProduction: ['REDIS_URL'],
  *rules(config) {
    if (config.HOOK_ENABLED && config.HOOK_URL === undefined)
      yield ['HOOK_URL', 'required when HOOK_ENABLED is true'];
  },
});
const DATABASE_URL = 'postgresql://user:hidden@host/name';

function messageOf(environment: Record<string, string>): string {
  try {
    definition.load(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  throw new Error('the configuration was accepted');
}

test('what is not set has its default, and empty is not set', () => {
  const config = definition.load({ DATABASE_URL, LOG_LEVEL: '' });
  assert.equal(config.PORT, 4002);
  assert.equal(config.HOST, '127.0.0.1');
  assert.equal(config.LOG_LEVEL, 'info');
  assert.equal(config.HOOK_ENABLED, false);
  assert.equal(config.REDIS_URL, undefined);
});

test('values have the types of their settings and cannot be changed', () => {
  const config = definition.load({
    DATABASE_URL,
    PORT: '8080',
    HOOK_ENABLED: 'true',
    HOOK_URL: 'https://example.org/hook',
    IDENTITY_KEYS: testKeys('k7'),
  });
  assert.equal(config.PORT, 8080);
  assert.equal(config.HOOK_ENABLED, true);
  assert.equal(config.IDENTITY_KEYS?.currentKeyId, 'k7');
  assert.throws(() => {
    (config as { PORT: number }).PORT = 1;
  }, TypeError);
});

test('every wrong setting is named, with what was given and what is accepted', () => {
  const message = messageOf({
    DATABASE_URL,
    PORT: 'eighty',
    HOOK_URL: 'ftp://host',
    HOOK_ENABLED: 'yes',
  });
  assert.match(message, /PORT: expected a port from 0 to 65535, got "eighty"/);
  assert.match(message, /HOOK_URL: expected https:\/\/host\/path, got "ftp:/);
  assert.match(message, /HOOK_ENABLED: .*"true"\|"false", got "yes"/);
});

test('a setting that is missing is named with its form', () => {
  assert.match(
    messageOf({}),
    /DATABASE_URL: expected postgresql:\/\/user:password@host\/name or .*, got nothing/,
  );
});

test('a wrong secret is named without its value', () => {
  const message = messageOf({
    DATABASE_URL: 'mysql://user:hidden@host/name',
    PIN: 'hidden',
    IDENTITY_KEYS: '{"current":"hidden"}',
  });
  assert.match(message, /DATABASE_URL: .*, got a text of 29 characters/);
  assert.match(message, /PIN: .*, got a text of 6 characters/);
  assert.match(message, /IDENTITY_KEYS: expected \{"current":"k1"/);
  assert.doesNotMatch(message, /hidden/);
});

test('rules see the whole configuration, and production has its own', () => {
  assert.match(
    messageOf({ DATABASE_URL, HOOK_ENABLED: 'true' }),
    /HOOK_URL: required when HOOK_ENABLED is true, got nothing/,
  );
  assert.match(
    messageOf({ DATABASE_URL, NODE_ENV: 'production' }),
    /REDIS_URL: required when NODE_ENV is production/,
  );
});

test('a secret may come from a file, and one that cannot be read is named', async t => {
  const folder = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'url');
  await writeFile(file, `${DATABASE_URL}\n`);
  const config = definition.load({ DATABASE_URL_FILE: file });
  assert.equal(config.DATABASE_URL, DATABASE_URL);
  assert.match(
    messageOf({ DATABASE_URL_FILE: `${file}-absent` }),
    /DATABASE_URL_FILE: expected a file that can be read, got ".*url-absent"/,
  );
});

test('keys from a file are read again when it changes', async t => {
  const folder = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'keys');
  await writeFile(file, testKeys('k1'));
  const { IDENTITY_KEYS: ring } = definition.load({
    DATABASE_URL,
    IDENTITY_KEYS_FILE: file,
  });
  await writeFile(file, testKeys('k2-longer'));
  const use = { expiresInSeconds: 1, audience: 'a', issuer: 'b' };
  await ring?.sign({}, use);
  assert.equal(ring?.currentKeyId, 'k2-longer');
});
