import { Problem, setRoute } from '@notes/service-kit';
import type {
  DiskOutbox,
  StoredMail,
} from '@notes/functions/email-notification';
import { Router } from 'express';
import type { SmsOutbox, StoredSms } from '../channels/sms/SmsOutbox.ts';
import { page, PAGE_HEADERS } from '../pages/Pages.ts';

/** The mail itself may neither run anything nor load anything, in the frame or opened alone. */
const MAIL_HEADERS = {
  ...PAGE_HEADERS,
  'Content-Security-Policy':
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
};
const LINK = /(https?:\/\/[^\s<>]+[^\s<>.,;:!?)])/;
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Shows the mails and text messages on the disk; for development machines, so it takes no identity and answers to this machine only. */
export function outboxRouter(outbox: DiskOutbox, texts?: SmsOutbox): Router {
  const router = Router();
  const list = page('outbox');
  const single = page('mail');
  const find = async (id: string): Promise<StoredMail> => {
    const mail = await outbox.find(id);
    if (!mail) throw new Problem(404, 'There is no such mail in the outbox.');
    return mail;
  };

  // A page of another site whose name leads here must not read mails.
  router.use('/outbox', (request, _response, next) => {
    if (!LOCAL.test(request.headers.host ?? '')) {
      throw new Problem(403, 'The outbox answers on localhost only.');
    }
    next();
  });
  router.get('/outbox', async (_request, response) => {
    setRoute(response, '/outbox');
    const mails = (await outbox.list()).map(viewOf);
    const messages = ((await texts?.list()) ?? []).map(smsViewOf);
    const all = [...mails, ...messages].sort((one, other) =>
      other.sentAt.localeCompare(one.sentAt),
    );
    response.set(PAGE_HEADERS).send(list({ mails: all }));
  });
  router.get('/outbox/messages', async (request, response) => {
    setRoute(response, '/outbox/messages');
    const { to } = request.query;
    const mails = await outbox.list(500);
    const items = mails
      .filter(
        ({ message }) => typeof to !== 'string' || message.to.address === to,
      )
      .map(jsonOf);
    response.json({ items });
  });
  router.delete('/outbox/messages', async (_request, response) => {
    setRoute(response, '/outbox/messages');
    await outbox.clear();
    await texts?.clear();
    response.status(204).end();
  });
  router.get('/outbox/texts', async (_request, response) => {
    setRoute(response, '/outbox/texts');
    response.json({ items: (await texts?.list(500)) ?? [] });
  });
  router.get('/outbox/messages/:id', async (request, response) => {
    setRoute(response, '/outbox/messages/{id}');
    response.json(jsonOf(await find(request.params.id)));
  });
  router.get('/outbox/:id', async (request, response) => {
    setRoute(response, '/outbox/{id}');
    response
      .set(PAGE_HEADERS)
      .send(single(viewOf(await find(request.params.id))));
  });
  router.get('/outbox/:id/html', async (request, response) => {
    setRoute(response, '/outbox/{id}/html');
    const { message } = await find(request.params.id);
    response.set(MAIL_HEADERS).send(message.html);
  });
  return router;
}

function jsonOf({ id, message, sentAt }: StoredMail): object {
  return { id, sentAt: sentAt.toISOString(), ...message };
}

function viewOf({ id, message, sentAt }: StoredMail) {
  const { from, headers, messageId, subject, text, to } = message;
  const personOf = ({ address, name }: typeof to) =>
    name === undefined ? address : `${name} <${address}>`;
  return {
    id,
    subject,
    address: to.address,
    textParts: partsOf(text),
    headers,
    messageId,
    from: personOf(from),
    to: personOf(to),
    sentAt: sentAt.toISOString(),
    shownAt: shownAt(sentAt),
  };
}

function smsViewOf({ id, number, sentAt, text }: StoredSms) {
  return {
    id,
    isSms: true,
    address: number,
    subject: text,
    sentAt: sentAt.toISOString(),
    shownAt: shownAt(sentAt),
  };
}

function shownAt(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The frame with the HTML may open nothing, so the links of a mail are followed in its text. */
function partsOf(text: string): object[] {
  return text
    .split(LINK)
    .map((part, index) => (index % 2 === 0 ? { words: part } : { link: part }));
}
