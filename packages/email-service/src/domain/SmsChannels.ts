import { randomUUID } from 'node:crypto';
import { inTransaction, Problem, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import {
  isPhoneNumber,
  PHONE_NUMBER_FORM,
} from '../channels/sms/phoneNumber.ts';
import { hashSmsCode, isSmsCode, newSmsCode } from '../channels/sms/smsCode.ts';
import { SmsError, type SmsSender } from '../channels/sms/SmsSender.ts';
import { codeTextOf } from '../channels/sms/smsTextOf.ts';
import type { SecretBox } from '../channels/SecretBox.ts';
import { ChannelStore } from '../data/ChannelStore.ts';
import { SmsChannelStore, type SmsChannel } from '../data/SmsChannelStore.ts';
import { SmsQuota } from '../data/SmsQuota.ts';
import {
  badCode,
  badNumber,
  dayIsFull,
  noChannel,
  notSent,
  notSetUp,
  tooSoon,
} from './smsProblems.ts';

export interface SmsInput {
  readonly enabled: boolean;
  /** Absent to keep the one that is there. */
  readonly number?: string;
}

export interface SmsChannelsOptions {
  readonly pool: Pool;
  readonly box: SecretBox;
  readonly clock: Clock;
  /** Absent where no messages are sent. */
  readonly sender: SmsSender | undefined;
  readonly perDay: number;
}

interface Change {
  readonly channel: SmsChannel;
  /** To be sent when the change is there for good. */
  readonly code?: string;
}

const CODE_MINUTES = 10;
const MINUTE_MS = 60_000;
const MOST_ATTEMPTS = 5;

/** The number at which a person hears of their notes, once they have shown that it is theirs. */
export class SmsChannels {
  readonly #options: SmsChannelsOptions;

  constructor(options: SmsChannelsOptions) {
    this.#options = options;
  }

  async read(userId: string): Promise<SmsChannel> {
    const { box, pool } = this.#options;
    return known(await new SmsChannelStore(pool, box).find(userId));
  }

  /** Another number has to be confirmed, and gets a code for that. The same request again changes nothing. */
  async put(userId: string, input: SmsInput): Promise<SmsChannel> {
    const sender = this.#sender();
    if (input.number !== undefined && !isPhoneNumber(input.number))
      throw badNumber(PHONE_NUMBER_FORM);
    const change = await this.#change(userId, async (client, before) => {
      const channel = changed(before, input);
      const needsCode =
        channel.enabled && !channel.isConfirmed && channel.code === undefined;
      if (needsCode) return this.#withCode(client, userId, channel);
      return { channel };
    });
    return this.#send(sender, userId, change);
  }

  /** Another code, at most one in a minute. */
  async sendCode(userId: string): Promise<SmsChannel> {
    const sender = this.#sender();
    const change = await this.#change(userId, (client, before) => {
      const channel = known(before);
      if (channel.isConfirmed)
        throw new Problem(409, 'The number is confirmed already.');
      const waitMs = this.#waitMs(channel);
      if (waitMs > 0) throw tooSoon(waitMs);
      return this.#withCode(client, userId, channel);
    });
    return this.#send(sender, userId, change);
  }

  /** Wrong codes are counted, so the answer waits until that is written. */
  async confirm(userId: string, given: string): Promise<SmsChannel> {
    const { channel } = await this.#change(userId, async (_client, before) => {
      const found = known(before);
      const { code, isConfirmed } = found;
      if (isConfirmed) return { channel: found };
      if (!code || code.until <= this.#options.clock.now())
        throw new Problem(409, 'There is no valid code: ask for another one.');
      if (code.attempts >= MOST_ATTEMPTS)
        throw new Problem(
          409,
          `The code was wrong ${MOST_ATTEMPTS} times: ask for another one.`,
        );
      if (await isSmsCode(given, code.hash))
        return { channel: { ...found, isConfirmed: true, code: undefined } };
      const attempts = code.attempts + 1;
      return { channel: { ...found, code: { ...code, attempts } } };
    });
    if (channel.isConfirmed) return channel;
    throw badCode(MOST_ATTEMPTS - (channel.code?.attempts ?? 0));
  }

  remove(userId: string): Promise<void> {
    const { box, pool } = this.#options;
    return inTransaction(pool, async client => {
      await new ChannelStore(client).lock(userId);
      await new SmsChannelStore(client, box).remove(userId);
    });
  }

  #sender(): SmsSender {
    const { sender } = this.#options;
    if (!sender) throw notSetUp();
    return sender;
  }

  /** One change at a time for each person. */
  #change(
    userId: string,
    change: (
      client: PoolClient,
      before: SmsChannel | undefined,
    ) => Promise<Change>,
  ): Promise<Change> {
    const { box, clock, pool } = this.#options;
    return inTransaction(pool, async client => {
      await new ChannelStore(client).lock(userId);
      const store = new SmsChannelStore(client, box);
      const made = await change(client, await store.find(userId));
      await store.save(userId, made.channel, clock.now());
      return made;
    });
  }

  async #withCode(
    client: PoolClient,
    userId: string,
    channel: SmsChannel,
  ): Promise<Change> {
    const { clock, perDay } = this.#options;
    const now = clock.now();
    const quota = new SmsQuota(client, perDay);
    if (!(await quota.take(userId, `code:${randomUUID()}`, now)))
      throw dayIsFull(perDay, now);
    const code = newSmsCode();
    const hash = await hashSmsCode(code);
    const until = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS);
    return {
      channel: { ...channel, code: { hash, until, attempts: 0 } },
      code,
    };
  }

  async #send(
    sender: SmsSender,
    userId: string,
    { channel, code }: Change,
  ): Promise<SmsChannel> {
    if (code === undefined) return channel;
    const text = codeTextOf(code, CODE_MINUTES);
    try {
      await sender.send({ key: randomUUID(), number: channel.number, text });
      return channel;
    } catch (error) {
      const { box, pool } = this.#options;
      const store = new SmsChannelStore(pool, box);
      await store.forgetCode(userId, channel.code?.hash ?? '');
      if (!(error instanceof SmsError)) throw error;
      throw error.permanent
        ? badNumber('expected a number that takes text messages')
        : notSent(error.message);
    }
  }

  #waitMs({ code }: SmsChannel): number {
    if (!code) return 0;
    const sentAt = code.until.getTime() - CODE_MINUTES * MINUTE_MS;
    return sentAt + MINUTE_MS - this.#options.clock.now().getTime();
  }
}

function known(channel: SmsChannel | undefined): SmsChannel {
  if (!channel) throw noChannel();
  return channel;
}

function changed(
  before: SmsChannel | undefined,
  { enabled, number = before?.number }: SmsInput,
): SmsChannel {
  if (number === undefined)
    throw badNumber(`required, as there is none yet; ${PHONE_NUMBER_FORM}`);
  const reason = enabled ? undefined : before?.reason;
  if (before?.number === number) return { ...before, enabled, reason };
  return { number, enabled, reason, isConfirmed: false, code: undefined };
}
