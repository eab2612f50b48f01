import type { Parts } from '@notes/service-kit';
import type { Config } from '../../config.ts';
import { SmsOutbox } from './SmsOutbox.ts';
import type { SmsSender } from './SmsSender.ts';

export interface OpenedSms {
  /** Absent in production without SNS_REGION: the channel is refused then. */
  readonly sender?: SmsSender;
  /** There when messages are kept on the disk, for the page that shows them. */
  readonly outbox?: SmsOutbox;
}

/** SNS with SNS_REGION, else the disk of a development machine. */
export async function openSmsSender({
  clock,
  config,
  lifecycle,
}: Pick<Parts<Config>, 'clock' | 'config' | 'lifecycle'>): Promise<OpenedSms> {
  const { NODE_ENV, OUTBOX_DIRECTORY, SEND_TIMEOUT_MS, SNS_REGION } = config;
  if (SNS_REGION === undefined) {
    if (NODE_ENV === 'production') return {};
    const outbox = new SmsOutbox(OUTBOX_DIRECTORY, () => clock.now());
    return { sender: outbox, outbox };
  }
  const { SNSClient } = await import('@aws-sdk/client-sns');
  const { SnsSmsSender } = await import('./SnsSmsSender.ts');
  const client = new SNSClient({
    region: SNS_REGION,
    // Each attempt is counted by the ledger, and none is made behind its back.
    maxAttempts: 1,
    ...(config.SNS_ENDPOINT !== undefined && { endpoint: config.SNS_ENDPOINT }),
    ...credentialsOf(config),
  });
  lifecycle.onClose('SNS', () => {
    client.destroy();
  });
  return { sender: new SnsSmsSender({ client, timeoutMs: SEND_TIMEOUT_MS }) };
}

/** Without keys the SDK takes the identity of the workload. */
function credentialsOf(config: Config) {
  const { SNS_ACCESS_KEY_ID, SNS_SECRET_ACCESS_KEY } = config;
  if (SNS_ACCESS_KEY_ID === undefined || SNS_SECRET_ACCESS_KEY === undefined)
    return {};
  return {
    credentials: {
      accessKeyId: SNS_ACCESS_KEY_ID,
      secretAccessKey: SNS_SECRET_ACCESS_KEY,
    },
  };
}
