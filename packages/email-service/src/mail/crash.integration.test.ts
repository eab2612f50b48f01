import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testEnvironment, waitFor } from '@notes/service-kit/testing';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
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
