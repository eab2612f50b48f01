import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  startTestService,
  testEnvironment,
  waitFor,
  type TestService,
} from '@notes/service-kit/testing';
import { emailService } from '../service.ts';
import {
  startEmail,
  type Person,
  type TestEmail,
} from '../testing/startEmail.ts';
import { startSmtp } from '../testing/startSmtp.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const SHORT = { DELIVERY_LEASE_MS: '1500', SEND_TIMEOUT_MS: '700' };

async function start(
  email: TestEmail,
  more: Record<string, string> = {},
): Promise<ChildProcess> {
  const env = {
    PATH: process.env.PATH,
    ...testEnvironment({ ...email.settings, ...more }),
  };
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  let output = '';
  child.stdout.on('data', chunk => (output += String(chunk)));
  await waitFor(
    () => output.includes('listening on'),
    'the service to listen',
    20_000,
  );
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.signalCode === null) await once(child, 'exit');
}

/** Holds the moment between the send and the mark: settling a delivery waits for this lock. */
async function holdMarks(email: TestEmail): Promise<() => Promise<void>> {
  const client = await email.pool.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE');
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

/** Holds the moment between the right to send and the send, in which the service asks who has unsubscribed. */
async function holdSends(email: TestEmail, ann: Person) {
  const [before, behind] = [
    await email.pool.connect(),
    await email.pool.connect(),
  ];
  await before.query('BEGIN; LOCK TABLE queue_messages IN EXCLUSIVE MODE');
  const request = await email.request(ann);
  const row = async (state: string) => {
    const { rowCount } = await before.query(
      `SELECT 1 FROM deliveries WHERE recipient_id = $1 AND ${state}`,
      [ann.id],
    );
    return rowCount === 1;
  };
  await waitFor(() => row(`state = 'pending'`), 'the delivery');
  await behind.query('BEGIN; LOCK TABLE unsubscribes');
  await before.query('COMMIT');
  await waitFor(() => row('lease_token IS NOT NULL'), 'the right to send');
  return {
    request,
    release: () => {
      before.release(true);
      behind.release(true);
    },
  };
}

/** As if the time had passed that a dead process keeps a mail. */
async function endLeases({ pool }: TestEmail): Promise<void> {
  await pool.query(`UPDATE deliveries SET lease_until = now()`);
  await pool.query('UPDATE queue_messages SET visible_at = now()');
}

async function pendingAt(service: TestService): Promise<string | undefined> {
  const { text } = await service.request('/metrics');
  return /^email_deliveries_pending\S* (\S+)$/m.exec(text)?.[1];
}

describe('a process that is killed between the right to send and the send', () => {
  it('leaves a mail that counts as pending until the lease ends, and then goes out once', async () => {
    const email = await startEmail();
    await email.service.close();
    const child = await start(email);
    const ann = await email.person();
    const { release, request } = await holdSends(email, ann);
    await kill(child);
    release();
    const service = await startTestService(emailService, email.settings);
    try {
      assert.equal(await pendingAt(service), '1');
      assert.deepEqual(await email.outbox.list(), []);
      await endLeases(email);
      const [told] = await email.mailed(request.data.noteId ?? '', 1);
      assert.equal(told?.status, 'sent');
      assert.equal((await email.mailsTo(ann, 1)).length, 1);
      await waitFor(
        async () => (await pendingAt(service)) === '0',
        'nothing to be pending',
      );
    } finally {
      await service.close();
      await email.close();
    }
  });
});

describe('a process that is killed between the send and the mark', () => {
  it('leaves one mail on the disk, however often that happens', async () => {
    const email = await startEmail(SHORT);
    await email.service.close();
    let child: ChildProcess | undefined;
    try {
      child = await start(email);
      const ann = await email.person();
      const release = await holdMarks(email);
      const { data } = await email.request(ann);
      await email.mailsTo(ann, 1);
      await kill(child);
      await release();
      assert.equal(
        (await email.delivery(ann, 'queued')).attempts,
        0,
        'nothing was marked',
      );
      child = await start(email);
      const [told] = await email.mailed(data.noteId ?? '', 1);
      assert.equal(told?.status, 'sent');
      assert.equal((await email.mailsTo(ann, 1)).length, 1);
    } finally {
      if (child) await kill(child);
      await email.close();
    }
  });

  it('may leave two mails at an SMTP server, with one Message-ID, and one confirmation', async () => {
    const smtp = await startSmtp();
    const email = await startEmail({ ...SHORT, SMTP_URL: smtp.url });
    await email.service.close();
    let child: ChildProcess | undefined;
    try {
      child = await start(email);
      const ann = await email.person();
      const release = await holdMarks(email);
      const { data } = await email.request(ann);
      await waitFor(() => smtp.mails.length === 1, 'the first mail');
      await kill(child);
      await release();
      child = await start(email);
      assert.equal((await email.mailed(data.noteId ?? '', 1)).length, 1);
      assert.equal(smtp.mails.length, 2);
      const ids = smtp.mails.map(
        ({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1],
      );
      assert.equal(new Set(ids).size, 1);
    } finally {
      if (child) await kill(child);
      await email.close();
      await smtp.close();
    }
  });
});
