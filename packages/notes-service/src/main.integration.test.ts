import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createTestDatabase,
  testEnvironment,
  waitFor,
  type TestDatabase,
} from '@notes/service-kit/testing';

/** Far more than the budget of a start: it only ends a test that waits in vain. */
const START_LIMIT_MS = 60_000;
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

describe('the process of notes-service', () => {
  let database: TestDatabase;
  let bus: TestDatabase;
  let files: string;
  let port: number;
  before(async () => {
    database = await createTestDatabase();
    bus = await createTestDatabase();
    files = await mkdtemp(path.join(tmpdir(), 'notes-main-'));
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    ({ port } = free.address() as AddressInfo);
    free.close();
  });
  after(async () => {
    await database.drop();
    await bus.drop();
    await rm(files, { recursive: true, force: true });
  });

  function start(settings: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        ...testEnvironment({
          NODE_ENV: 'development',
          PORT: String(port),
          DATABASE_URL: database.url,
          BUS_DATABASE_URL: bus.url,
          ATTACHMENT_DIRECTORY: files,
          ...settings,
        }),
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        output += String(chunk);
      });
    }
    return { child, output: () => output };
  }

  async function isReady(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${port}/ready`)).ok;
    } catch {
      return false;
    }
  }

  async function exitOf(child: ChildProcess): Promise<number | null> {
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  }

  it('gets ready in an empty database and in its own, and ends when told', async () => {
    for (const state of ['an empty database', 'its own database']) {
      const { child, output } = start();
      await waitFor(isReady, `${state} to be ready`, START_LIMIT_MS).catch(
        (error: unknown) => assert.fail(`${String(error)}\n${output()}`),
      );
      child.kill('SIGTERM');
      assert.equal(await exitOf(child), 0, output());
    }
  });

  it('ends with the name and the form of every setting that is wrong, and no secret', async () => {
    const { child, output } = start({
      PORT: 'x',
      S3_BUCKET: 'Not A Bucket',
      S3_SECRET_ACCESS_KEY: 'hush',
      MONGO_URL: 'http://secret@host',
      UPLOAD_KEYS: '{"current":"a"}',
      WORKFLOW_RETRY_SECONDS: '0',
    });
    assert.equal(await exitOf(child), 1);
    for (const name of [
      'PORT',
      'S3_BUCKET',
      'MONGO_URL',
      'UPLOAD_KEYS',
      'WORKFLOW_RETRY_SECONDS',
    ]) {
      assert.match(output(), new RegExp(`${name}: `));
    }
    assert.doesNotMatch(output(), /hush|secret@/);
  });

  it('does not start in production without keys for its links, nor with half of a key for S3', async () => {
    const { child, output } = start({
      NODE_ENV: 'production',
      S3_ACCESS_KEY_ID: 'id',
    });
    assert.equal(await exitOf(child), 1);
    assert.match(output(), /UPLOAD_KEYS: required/);
    assert.match(output(), /S3_SECRET_ACCESS_KEY: .*together/);
  });
});
