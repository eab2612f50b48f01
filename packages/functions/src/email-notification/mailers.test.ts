import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { readEvent } from '../testing/readEvent.ts';
import { DiskOutbox } from './DiskOutbox.ts';
import { mailMessage } from './MailMessage.ts';
import { ReportingLedger } from './ReportingLedger.ts';
import { SesMailer } from './SesMailer.ts';

const message = mailMessage.parse(
  JSON.parse(readEvent<SQSEvent>('sqs-mail').Records[0]?.body ?? ''),
);

describe('the outbox on the disk', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'outbox-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  it('is empty before the first mail', async () => {
    const outbox = new DiskOutbox(path.join(directory, 'none'));
    assert.deepEqual(await outbox.list(), []);
    await outbox.clear();
  });

  it('keeps one mail for a key, also when twenty send it at once', async () => {
    const outbox = new DiskOutbox(directory);
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        outbox.send({ ...message, subject: `Number ${index}` }),
      ),
    );
    assert.equal(new Set(receipts.map(({ id }) => id)).size, 1);
    const [mail, ...more] = await outbox.list();
    assert.equal(more.length, 0);
    assert.equal((await readdir(directory)).length, 1, 'no draft is left');
    const subject = mail?.message.subject;
    await outbox.send({ ...message, subject: 'Too late' });
    assert.equal((await outbox.find(mail?.id ?? ''))?.message.subject, subject);
  });

  it('lists the newest first, finds by id only, and looks at nothing else in the folder', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const outbox = new DiskOutbox(directory, () => now);
    await outbox.clear();
    await outbox.send({ ...message, key: 'older' });
    now = new Date('2026-01-02T00:00:00Z');
    await outbox.send({ ...message, key: 'newer' });
    await writeFile(path.join(directory, 'half.draft'), '{');
    assert.deepEqual(
      (await outbox.list()).map(one => one.message.key),
      ['newer', 'older'],
    );
    assert.equal(await outbox.find('../../etc/passwd'), undefined);
    assert.equal(await outbox.find('0'.repeat(64)), undefined);
  });
});

/** Speaks as much HTTP as an endpoint of AWS; signatures are not looked at. */
async function endpoint(
  answer: () => { status: number; body: object; type?: string },
) {
  const requests: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(
        JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
      );
      const { body, status, type } = answer();
      response.writeHead(status, {
        'content-type': 'application/x-amz-json-1.0',
        ...(type && { 'x-amzn-errortype': type }),
      });
      response.end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  };
  return { settings, requests, close: () => server.close() };
}

describe('SES', () => {
  it('gets both parts, the headers and the key', async t => {
    const aws = await endpoint(() => ({
      status: 200,
      body: { MessageId: 'ses-1' },
    }));
    t.after(aws.close);
    const mailer = new SesMailer(new SESv2Client(aws.settings));
    const name =
      'Änne "the" Long-Named Person <x@example.com> with a very long name';
    const receipt = await mailer.send({
      ...message,
      to: { ...message.to, name },
    });
    assert.deepEqual(receipt, { id: 'ses-1' });
    const [request] = aws.requests as [Record<string, never>];
    const { Destination, Content } = request as unknown as {
      Destination: { ToAddresses: string[] };
      Content: {
        Simple: { Body: object; Headers: { Name: string; Value: string }[] };
      };
    };
    const [to = ''] = Destination.ToAddresses;
    assert.match(to, /^(=\?UTF-8\?B\?[\w+/=]+\?= )+<ann@example\.com>$/);
    const words = [...to.matchAll(/\?B\?([\w+/=]+)\?=/g)].map(
      ([, word = '']) => word,
    );
    assert.equal(
      words.map(word => Buffer.from(word, 'base64').toString()).join(''),
      name,
    );
    assert.ok(words.every(word => `=?UTF-8?B?${word}?=`.length <= 75));
    assert.deepEqual(Object.keys(Content.Simple.Body).sort(), ['Html', 'Text']);
    const headers = Object.fromEntries(
      Content.Simple.Headers.map(one => [one.Name, one.Value]),
    );
    assert.deepEqual(headers, {
      'List-Unsubscribe': '<https://notes.example/u>',
      'X-Notes-Key': message.key,
    });
  });

  for (const { name, permanent, status } of [
    { name: 'MessageRejected', status: 400, permanent: true },
    { name: 'TooManyRequestsException', status: 429, permanent: false },
    { name: 'SendingPausedException', status: 400, permanent: false },
  ]) {
    it(`says ${permanent ? 'for good' : 'try again'} when SES answers ${name}`, async t => {
      const aws = await endpoint(() => ({
        status,
        type: name,
        body: { message: 'secret detail' },
      }));
      t.after(aws.close);
      const mailer = new SesMailer(new SESv2Client(aws.settings));
      await assert.rejects(mailer.send(message), {
        name: 'MailError',
        permanent,
        message: `SES: ${name}`,
      });
    });
  }
});

describe('the ledger of the deployed function', () => {
  it('reports what became of a mail to the queue of outcomes, and leaves retries to SQS', async t => {
    const aws = await endpoint(() => ({
      status: 200,
      body: { MessageId: '1' },
    }));
    t.after(aws.close);
    const client = new SQSClient({ ...aws.settings, md5: false });
    for (const name of ['outcomes', 'outcomes.fifo']) {
      const ledger = new ReportingLedger(
        client,
        `${aws.settings.endpoint}/1/${name}`,
      );
      const claim = await ledger.claim('k1');
      assert.equal(await claim.release('ECONNRESET'), 'retry');
      await claim.settle({ status: 'sent', receipt: 'ses-1' });
    }
    const [plain, fifo] = aws.requests;
    assert.equal(aws.requests.length, 2);
    assert.deepEqual(JSON.parse(String(plain?.MessageBody)), {
      key: 'k1',
      outcome: { status: 'sent', receipt: 'ses-1' },
    });
    assert.equal(plain?.MessageDeduplicationId, undefined);
    assert.equal(fifo?.MessageDeduplicationId, 'k1');
  });
});
