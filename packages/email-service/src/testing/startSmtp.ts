import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
}

export interface TestSmtp {
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** What the server says to the next recipients, before it takes one. */
  readonly refusals: number[];
  /** Called when the whole mail is there and before the server says so. */
  beforeAnswer: () => Promise<void>;
  close(): Promise<void>;
}

/** A real SMTP server in this process. */
export async function startSmtp(): Promise<TestSmtp> {
  const mails: ReceivedMail[] = [];
  const refusals: number[] = [];
  const smtp = {
    url: '',
    mails,
    refusals,
    beforeAnswer: () => Promise.resolve(),
    close: () =>
      new Promise<void>(resolve => {
        server.close(resolve);
      }),
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 200,
    onRcptTo(_address, _session, done) {
      const responseCode = refusals.shift();
      done(
        responseCode === undefined
          ? null
          : Object.assign(new Error('no'), { responseCode }),
      );
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, raw: Buffer.concat(chunks).toString() });
        void smtp.beforeAnswer().then(() => {
          done();
        });
      });
    },
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  smtp.url = `smtp://127.0.0.1:${server.server.address().port}`;
  return smtp;
}
