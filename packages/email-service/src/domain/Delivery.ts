import { createHash } from 'node:crypto';

export const CHANNELS = ['mail', 'slack', 'webhook', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

export type DeliveryState =
  'pending' | 'queued' | 'sent' | 'suppressed' | 'failed';

/** What is to reach one recipient by one channel, once. */
export interface Delivery {
  readonly id: string;
  readonly key: string;
  readonly channel: Channel;
  readonly recipientId: string;
  readonly sendKey: string;
  readonly template: string;
  readonly data: Readonly<Record<string, string>> | undefined;
  readonly noteId: string | undefined;
  readonly noteVersion: number | undefined;
  readonly causeId: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly reason: string | undefined;
  readonly createdAt: Date;
  readonly settledAt: Date | undefined;
}

/** One key for the outside, made of what makes a delivery one. */
export function sendKeyOf(
  delivery: Pick<Delivery, 'channel' | 'key' | 'recipientId'>,
): string {
  const { channel, key, recipientId } = delivery;
  const parts = JSON.stringify([key, channel, recipientId]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 40);
}

/** The same for each attempt, so that a mail that an SMTP server got twice is recognised as one. */
export function messageIdOf(sendKey: string, publicUrl: string): string {
  return `<${sendKey}@${new URL(publicUrl).hostname}>`;
}
