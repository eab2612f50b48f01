import { backoffDelay, openEventBus, startOutboxRelay } from '@notes/events';
import { createEmailNotification } from '@notes/functions/email-notification';
import { defineService, openDatabase, type Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import { ChannelRunner } from './channels/ChannelRunner.ts';
import { ChannelSender } from './channels/ChannelSender.ts';
import { openSmsSender, type OpenedSms } from './channels/sms/openSmsSender.ts';
import { SmsDispatcher } from './channels/sms/SmsDispatcher.ts';
import { PostClient } from './channels/PostClient.ts';
import { config, type Config } from './config.ts';
import { DeliveryStore } from './data/DeliveryStore.ts';
import { Loop } from './data/Loop.ts';
import { PostgresLedger } from './data/PostgresLedger.ts';
import { Channels } from './domain/Channels.ts';
import { SmsChannels } from './domain/SmsChannels.ts';
import { startConsumers } from './events/startConsumers.ts';
import { countDeliveries } from './http/countDeliveries.ts';
import { measurePending } from './http/measurePending.ts';
import { MailComposer } from './mail/MailComposer.ts';
import { openMailPort, type OpenedMail } from './mail/openMailPort.ts';
import { UnsubscribeLinks } from './mail/UnsubscribeLinks.ts';
import { openMailQueue } from './queue/openMailQueue.ts';
import { QueueRelay } from './queue/QueueRelay.ts';
import { channelHandlers } from './routes/channelHandlers.ts';
import { deliveryHandlers } from './routes/deliveryHandlers.ts';
import { outboxRouter } from './routes/outboxRouter.ts';
import { smsHandlers } from './routes/smsHandlers.ts';
import { unsubscribeHandlers } from './routes/unsubscribeHandlers.ts';
import { Renderer } from './templates/Renderer.ts';

const NAME = 'email-service';

export const emailService = defineService<Config>({
  name: NAME,
  config,
  openapi: new URL('../openapi.yaml', import.meta.url),
  async create(parts) {
    const { clock, config: values } = parts;
    const bus = await openEventBus({ ...parts, service: NAME });
    const migrations = new URL('../migrations/', import.meta.url);
    const pool = await openDatabase({ ...parts, migrations });
    startOutboxRelay({ ...parts, pool, bus });
    const { PUBLIC_URL: publicUrl, UNSUBSCRIBE_KEYS: keys } = values;
    const links = new UnsubscribeLinks({ keys, publicUrl, clock });
    const mail = await openMailPort(parts);
    measurePending(parts.metrics, pool);
    const sms = await openSmsSender(parts);
    const wake = await startDeliveries(parts, { pool, links, mail, sms });
    await startConsumers(parts, { bus, pool });
    const channels = new Channels({
      pool,
      clock,
      box: values.CHANNEL_KEYS,
      ...allowanceOf(values),
    });
    const smsChannels = new SmsChannels({
      pool,
      clock,
      box: values.CHANNEL_KEYS,
      sender: sms.sender,
      perDay: values.SMS_PER_DAY,
    });
    const isShown = mail.outbox && values.NODE_ENV !== 'production';
    return {
      routers: isShown ? [outboxRouter(mail.outbox, sms.outbox)] : [],
      handlers: {
        ...channelHandlers(channels),
        ...smsHandlers(smsChannels),
        ...deliveryHandlers({
          deliveries: new DeliveryStore(pool),
          clock,
          wake,
        }),
        ...unsubscribeHandlers({ pool, clock, links, publicUrl }),
      },
    };
  },
});

interface Made {
  readonly pool: Pool;
  readonly links: UnsubscribeLinks;
  readonly mail: OpenedMail;
  readonly sms: OpenedSms;
}

/** Starts what carries deliveries out, and answers how to wake it. */
async function startDeliveries(
  parts: Parts<Config>,
  { links, mail, pool, sms: { sender: smsSender } }: Made,
): Promise<() => void> {
  const { clock, config: values, lifecycle, logger, metrics } = parts;
  const backoff = {
    baseMs: values.DELIVERY_BACKOFF_BASE_MS,
    maxMs: values.DELIVERY_BACKOFF_MAX_MS,
  };
  const delayAfter = (attempts: number) => backoffDelay(attempts, backoff);
  const leaseMs = values.DELIVERY_LEASE_MS;
  const ledger = new PostgresLedger({
    pool,
    clock,
    leaseMs,
    attempts: values.DELIVERY_ATTEMPTS,
    delayAfter,
    onSettled: countDeliveries(metrics.registry),
  });
  const composer = new MailComposer({
    renderer: new Renderer(values.PUBLIC_URL),
    links,
    publicUrl: values.PUBLIC_URL,
    from: { address: values.MAIL_FROM, name: values.MAIL_FROM_NAME },
  });
  const handler = createEmailNotification({ mail: mail.port, ledger, logger });
  const { deliver, queue } = await openMailQueue(parts, {
    pool,
    ledger,
    handler,
    delayAfter,
  });
  const relay = new QueueRelay({ pool, clock, logger, queue, composer });
  const client = new PostClient({
    timeoutMs: values.SEND_TIMEOUT_MS,
    ...allowanceOf(values),
  });
  const sender = new ChannelSender({ client, clock });
  const runner = new ChannelRunner({
    pool,
    clock,
    logger,
    ledger,
    sender,
    sms: new SmsDispatcher({
      pool,
      clock,
      box: values.CHANNEL_KEYS,
      sender: smsSender,
      perDay: values.SMS_PER_DAY,
    }),
    leaseMs,
    box: values.CHANNEL_KEYS,
  });

  const everyMs = values.DELIVERY_POLL_MS;
  const sending = new Loop({
    name: 'sending mails',
    everyMs,
    logger,
    work: deliver,
  });
  const queuing = new Loop({
    name: 'queuing mails',
    everyMs,
    logger,
    work: async () => {
      const count = await relay.runDue();
      if (count > 0) sending.wake();
      return count;
    },
  });
  const posting = new Loop({
    name: 'posting to channels',
    everyMs,
    logger,
    work: () => runner.runDue(),
  });
  lifecycle.onClose('deliveries', () =>
    Promise.all([queuing.stop(), sending.stop(), posting.stop()]),
  );
  return () => {
    queuing.wake();
    posting.wake();
  };
}

function allowanceOf({ NODE_ENV, WEBHOOKS_TO_PRIVATE_NETWORKS }: Config) {
  return {
    allowHttp: NODE_ENV !== 'production',
    allowPrivate: WEBHOOKS_TO_PRIVATE_NETWORKS,
  };
}
