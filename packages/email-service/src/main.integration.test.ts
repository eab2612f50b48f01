import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import {
  createTestDatabase,
  testEnvironment,
  testKeys,
  waitFor,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { config } from './config.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** Far more than the budget of a start: it only ends a test that waits in vain. */
const START_LIMIT_MS = 30_000;

describe('the process of email-service', () => {
  let database: TestDatabase;
  let bus: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
    bus = await createTestDatabase();
  });
  after(async () => {
    await database.drop();
    await bus.drop();
  });

  function start(more: Readonly<Record<string, string>> = {}) {
    const settings = {
      DATABASE_URL: database.url,
      BUS_DATABASE_URL: bus.url,
      UNSUBSCRIBE_KEYS: testKeys(),
      CHANNEL_KEYS: testKeys(),
      NODE_ENV: 'development',
    };
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        ...testEnvironment({ ...settings, ...more }),
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => (output += String(chunk)));
    return {
      child,
      output: () => output,
      url: () => /listening on (http:\/\/[\d.:]+)/.exec(output)?.[1],
    };
  }

  it('gets ready in an empty database and in its own, and ends when told', async () => {
    for (const state of ['an empty database', 'its own database']) {
      const { child, output, url } = start();
      const isReady = async () => {
        const base = url();
        return base !== undefined && (await fetch(`${base}/ready`)).ok;
      };
      await waitFor(isReady, `${state} to be ready`, START_LIMIT_MS).catch(
        (error: unknown) => assert.fail(`${String(error)}\n${output()}`),
      );
      child.kill('SIGTERM');
      const [code] = (await once(child, 'close')) as [number | null];
      assert.equal(code, 0, output());
    }
  });

  it('ends with the name and the form of every setting that is wrong, and no secret', async () => {
    const { child, output } = start({
      PORT: 'x',
      SMTP_URL: 'http://u:hush@host',
      CHANNEL_KEYS: '{"hush":1}',
      UNSUBSCRIBE_KEYS: 'hush',
      MAIL_FROM: 'me',
      SES_REGION: 'Mars',
    });
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 1);
    for (const name of [
      'PORT',
      'SMTP_URL',
      'CHANNEL_KEYS',
      'UNSUBSCRIBE_KEYS',
      'MAIL_FROM',
      'SES_REGION',
    ]) {
      assert.match(output(), new RegExp(`${name}: `));
    }
    assert.doesNotMatch(output(), /hush/);
  });
});

describe('the settings of email-service', () => {
  const file = parseEnv(
    readFileSync(new URL('../development.env', import.meta.url), 'utf8'),
  );
  const given = (more: Record<string, string>) => () =>
    config.load({ ...file, ...more });

  it('of development.env are enough to start', () => {
    assert.equal(given({})().PORT, 4004);
  });

  for (const { more, expected } of [
    {
      more: { BUS_DATABASE_URL: '' },
      expected: /BUS_DATABASE_URL: required without KAFKA_BROKERS/,
    },
    {
      more: { SMTP_URL: 'smtp://h', SES_REGION: 'eu-central-1' },
      expected: /SES_REGION: expected either/,
    },
    {
      more: { SQS_OUTCOME_QUEUE_URL: 'https://h/1/q' },
      expected: /SQS_QUEUE_URL: required with/,
    },
    {
      more: { SNS_ACCESS_KEY_ID: 'id', SNS_REGION: 'eu-central-1' },
      expected: /SNS_SECRET_ACCESS_KEY: expected together/,
    },
    {
      more: { SNS_ENDPOINT: 'http://127.0.0.1:1' },
      expected: /SNS_REGION: required with SNS_ENDPOINT/,
    },
    {
      more: { SNS_REGION: 'Mars' },
      expected: /SNS_REGION: expected a region/,
    },
    {
      more: { SMS_PER_DAY: '0' },
      expected: /SMS_PER_DAY: /,
    },
    {
      more: {
        NODE_ENV: 'production',
        SNS_REGION: 'eu-central-1',
        SNS_ENDPOINT: 'http://127.0.0.1:1',
      },
      expected: /SNS_ENDPOINT: expected https/,
    },
    {
      more: { DELIVERY_LEASE_MS: '20000' },
      expected: /DELIVERY_LEASE_MS: expected at least twice SEND_TIMEOUT_MS/,
    },
    {
      more: { NODE_ENV: 'production' },
      expected: /SMTP_URL: required in production/,
    },
    {
      more: { NODE_ENV: 'production', WEBHOOKS_TO_PRIVATE_NETWORKS: 'true' },
      expected: /WEBHOOKS_TO_PRIVATE_NETWORKS: expected false in production/,
    },
  ]) {
    it(`with ${JSON.stringify(more)} are refused`, () => {
      assert.throws(given(more), expected);
    });
  }
});
