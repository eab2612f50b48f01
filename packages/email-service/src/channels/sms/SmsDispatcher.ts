import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool } from 'pg';
import { ChannelStore } from '../../data/ChannelStore.ts';
import { SmsChannelStore } from '../../data/SmsChannelStore.ts';
import { SmsQuota } from '../../data/SmsQuota.ts';
import type { Delivery } from '../../domain/Delivery.ts';
import type { SendResult } from '../ChannelSender.ts';
import type { SecretBox } from '../SecretBox.ts';
import { SmsError, type SmsSender } from './SmsSender.ts';
import { smsTextOf } from './smsTextOf.ts';

export interface SmsDispatcherOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly box: SecretBox;
  /** Absent where no messages are sent. */
  readonly sender: SmsSender | undefined;
  readonly perDay: number;
}

/** Tells of a note by text message, to a number that was confirmed and within the limit of the day. */
export class SmsDispatcher {
  readonly #options: SmsDispatcherOptions;

  constructor(options: SmsDispatcherOptions) {
    this.#options = options;
  }

  async send(delivery: Delivery): Promise<SendResult> {
    const { box, perDay, pool, sender } = this.#options;
    const channel = await new SmsChannelStore(pool, box).find(
      delivery.recipientId,
    );
    if (!channel?.enabled || !channel.isConfirmed)
      return failed('the channel was turned off');
    if (!sender) return failed('text messages are not set up here');
    if (!(await this.#mayGo(delivery)))
      return failed(`the limit of ${perDay} text messages a day is reached`);
    try {
      const { id: receipt } = await sender.send({
        key: delivery.sendKey,
        number: channel.number,
        text: smsTextOf(delivery),
      });
      return { status: 'sent', receipt };
    } catch (error) {
      if (!(error instanceof SmsError)) throw error;
      const { message: reason, permanent } = error;
      return { status: permanent ? 'gone' : 'again', reason };
    }
  }

  /** The receiver takes no more of these. */
  async turnOff(delivery: Delivery, reason: string): Promise<void> {
    const { box, pool } = this.#options;
    await new SmsChannelStore(pool, box).disable(delivery.recipientId, reason);
  }

  #mayGo({ recipientId, sendKey }: Delivery): Promise<boolean> {
    const { clock, perDay, pool } = this.#options;
    return inTransaction(pool, async client => {
      await new ChannelStore(client).lock(recipientId);
      const quota = new SmsQuota(client, perDay);
      return quota.take(recipientId, sendKey, clock.now());
    });
  }
}

function failed(reason: string): SendResult {
  return { status: 'failed', reason };
}
