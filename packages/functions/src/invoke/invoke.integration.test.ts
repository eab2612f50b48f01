import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createLogger, migrate } from '@notes/service-kit';
import { createTestDatabase, testKeys } from '@notes/service-kit/testing';
import { DiskOutbox } from '../email-notification/DiskOutbox.ts';

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const fixture = (name: string) =>
  fileURLToPath(new URL(`../testing/events/${name}.json`, import.meta.url));

const logger = createLogger({
  name: 'migrations',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});

describe('the local invoker', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'invoke-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  async function invoke(
    name: string,
    event: string,
    env: Record<string, string> = {},
  ): Promise<unknown> {
    const { stdout } = await run(
      process.execPath,
      [MAIN, name, '--event', event, '--directory', directory],
      { env: { PATH: process.env.PATH, ...env } },
    );
    return JSON.parse(stdout) as unknown;
  }

  it('sends one mail into the outbox, however often it is invoked', async () => {
    for (let round = 0; round < 2; round += 1) {
      assert.deepEqual(
        await invoke('email-notification', fixture('sqs-mail')),
        { batchItemFailures: [] },
      );
    }
    const mails = await new DiskOutbox(path.join(directory, 'outbox')).list();
    assert.deepEqual(
      mails.map(({ message }) => message.subject),
      ['Your note is saved'],
    );
  });

  it('answers for an image that is not there', async () => {
    const answer = await invoke('image-resize', fixture('s3-object-created'));
    assert.deepEqual(answer, [
      {
        key: 'objects/Happy Face ü.jpg',
        outcome: 'skipped',
        reason: 'absent',
        written: [],
      },
    ]);
  });

  it('cleans up a real database and a folder', async t => {
    const database = await createTestDatabase();
    t.after(() => database.drop());
    await migrate({
      databaseUrl: database.url,
      logger,
      migrations: new URL(
        '../../../notes-service/migrations/',
        import.meta.url,
      ),
    });
    const answer = await invoke('cleanup', fixture('scheduled-event'), {
      NOTES_DATABASE_URL: database.url,
    });
    assert.equal((answer as { complete: boolean }).complete, true);
  });

  it('answers 401 at the edge', async () => {
    const answer = await invoke(
      'auth-edge',
      fixture('cloudfront-viewer-request'),
      { JWT_KEYS: testKeys() },
    );
    assert.equal((answer as { status: string }).status, '401');
  });

  it('says what it expects for a wrong name, a wrong file and a missing setting', async () => {
    const broken = path.join(directory, 'broken.json');
    await writeFile(broken, '{');
    for (const [name, event, expected] of [
      [
        'toString',
        fixture('sqs-mail'),
        /<name>: email-notification, image-resize, cleanup, auth-edge/,
      ],
      ['cleanup', broken, /broken\.json is not JSON/],
      [
        'auth-edge',
        fixture('cloudfront-viewer-request'),
        /JWT_KEYS: expected the key ring/,
      ],
    ] as const) {
      await assert.rejects(
        invoke(name, event),
        (error: { code: number; stderr: string }) =>
          error.code === 1 && expected.test(error.stderr),
      );
    }
  });
});
