import { Unprocessable, type EmailRequested } from '@notes/events';
import type { PoolClient } from 'pg';
import { ChannelStore } from '../data/ChannelStore.ts';
import { DeliveryStore, type NewDelivery } from '../data/DeliveryStore.ts';
import { RecipientStore, type Recipient } from '../data/RecipientStore.ts';
import { hasSms } from '../data/SmsChannelStore.ts';
import { noteMailed } from '../events/noteMailed.ts';
import { templateOf, type Category } from '../templates/catalogue.ts';
import type { Channel, Delivery } from './Delivery.ts';

/**
 * Turns a request into one delivery for each channel that the recipient wants, in the transaction of the consumer.
 * Asked again, it adds nothing and tells again what became of the mail.
 */
export async function acceptRequest(
  { data: request, id: causeId }: EmailRequested,
  client: PoolClient,
  now: Date,
): Promise<void> {
  const { category, data } = checked(request.template, request.data);
  const recipient = await new RecipientStore(client).find(request.userId, {
    keep: true,
  });
  // Registration travels by another topic and may come later, so this is worth another try.
  if (!recipient) throw new Error('the recipient is not known');
  const wanted = {
    key: request.key,
    recipientId: recipient.userId,
    template: request.template,
    data,
    noteId: request.noteId,
    noteVersion: request.version,
    causeId,
    now,
  };
  await addMail(
    client,
    { ...wanted, channel: 'mail' },
    await whyNot(client, recipient, category),
  );
  if (category !== 'notes' || recipient.email === undefined) return;
  const others: Channel[] = await new ChannelStore(client).enabledOf(
    recipient.userId,
  );
  if (await hasSms(client, recipient.userId)) others.push('sms');
  for (const channel of others) {
    await new DeliveryStore(client).add({ ...wanted, channel });
  }
}

async function addMail(
  client: PoolClient,
  wanted: NewDelivery,
  reason: string | undefined,
): Promise<void> {
  const { delivery, isNew } = await new DeliveryStore(client).add(wanted);
  if (!isNew || reason === undefined) {
    await noteMailed(client, delivery, wanted.now);
    return;
  }
  await client.query(
    `UPDATE deliveries SET state = 'suppressed', reason = $2, settled_at = $3, data = NULL WHERE id = $1`,
    [delivery.id, reason, wanted.now],
  );
  const suppressed: Delivery = { ...delivery, state: 'suppressed', reason };
  await noteMailed(client, suppressed, wanted.now);
}

async function whyNot(
  client: PoolClient,
  { email, userId }: Recipient,
  category: Category,
): Promise<string | undefined> {
  if (email === undefined) return 'the account is deleted';
  if (category === 'security') return undefined;
  const recipients = new RecipientStore(client);
  return (await recipients.hasUnsubscribed(userId, category))
    ? 'unsubscribed'
    : undefined;
}

function checked(name: string, data: unknown) {
  const template = templateOf(name);
  if (!template) throw new Unprocessable(`there is no template "${name}"`);
  const result = template.schema.safeParse(data);
  if (result.success) return { category: template.category, data: result.data };
  // The fields and what was expected, never the values.
  const wrong = result.error.issues.map(
    ({ message, path }) => `data.${path.join('.')}: ${message}`,
  );
  throw new Unprocessable(`data of "${name}": ${wrong.join('; ')}`);
}
