import { busSettings } from '@notes/events';
import {
  commonSettings,
  databaseSettings,
  defineConfig,
  flag,
  keyRing,
  milliseconds,
  port,
  urlLike,
} from '@notes/service-kit';
import { z } from 'zod';
import { SecretBox } from './channels/SecretBox.ts';

const secretBox = z.string().transform((text, context) => {
  try {
    return SecretBox.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
});

export const settings = {
  ...commonSettings,
  ...databaseSettings,
  ...busSettings,
  PORT: port().default(4004).describe('Port to listen on'),
  MAIL_FROM: z
    .email({ error: 'expected an address' })
    .default('no-reply@notes.example')
    .describe('Who mails come from'),
  MAIL_FROM_NAME: z
    .string()
    .regex(/^[^\r\n]{1,100}$/, 'expected one line of 1 to 100 characters')
    .default('Notes')
    .describe('The name beside that address'),
  SMTP_URL: urlLike(
    'smtp://user:password@host:587',
    'smtps://user:password@host:465',
  )
    .optional()
    .describe('Sends by this server'),
  SES_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region such as eu-central-1')
    .optional()
    .describe('Sends by Amazon SES in this region'),
  OUTBOX_DIRECTORY: z
    .string()
    .min(1)
    .default('.data/outbox')
    .describe('Where mails are kept without SMTP_URL and SES_REGION'),
  SNS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region such as eu-central-1')
    .optional()
    .describe('Sends text messages by Amazon SNS in this region'),
  SNS_ENDPOINT: urlLike('https://sns.example.com', 'http://127.0.0.1:4566')
    .optional()
    .describe('Another place than that of Amazon, for tests'),
  SNS_ACCESS_KEY_ID: z
    .string()
    .min(1)
    .optional()
    .describe('Who signs for SNS; without it, the identity of the workload'),
  SNS_SECRET_ACCESS_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('The secret of SNS_ACCESS_KEY_ID'),
  SMS_PER_DAY: z.coerce
    .number({ error: 'expected a whole number from 1 to 1000' })
    .int()
    .min(1)
    .max(1_000)
    .default(10)
    .describe('How many text messages a person gets on a day (UTC) at most'),
  SQS_QUEUE_URL: urlLike(
    'https://sqs.region.amazonaws.com/1/notes-mail',
    'http://host/1/queue',
  )
    .optional()
    .describe('Queue of mails; without it, a table of the database'),
  SQS_OUTCOME_QUEUE_URL: urlLike(
    'https://sqs.region.amazonaws.com/1/notes-mail-outcomes',
    'http://host/1/queue',
  )
    .optional()
    .describe('A deployed function sends the mails and reports to this queue'),
  SQS_REGION: z
    .string()
    .min(1)
    .default('us-east-1')
    .describe('Region of the queues'),
  UNSUBSCRIBE_KEYS: keyRing.describe('Keys that sign links to unsubscribe'),
  CHANNEL_KEYS: secretBox.describe(
    'Keys that encrypt addresses and secrets of channels, 32 bytes each',
  ),
  WEBHOOKS_TO_PRIVATE_NETWORKS: flag
    .default(false)
    .describe(
      'Lets channels reach this machine and its networks; never in production',
    ),
  DELIVERY_ATTEMPTS: z.coerce
    .number({ error: 'expected a whole number from 1 to 50' })
    .int()
    .min(1)
    .max(50)
    .default(8)
    .describe('How often a delivery is tried before it has failed'),
  DELIVERY_BACKOFF_BASE_MS: milliseconds()
    .default(1_000)
    .describe(
      'Upper bound of the wait after the first failure; doubles each time',
    ),
  DELIVERY_BACKOFF_MAX_MS: milliseconds()
    .default(300_000)
    .describe('Upper bound of every wait'),
  DELIVERY_POLL_MS: milliseconds()
    .default(250)
    .describe('How often due deliveries are looked for'),
  DELIVERY_LEASE_MS: milliseconds()
    .default(60_000)
    .describe('How long a process that died keeps a delivery'),
  SEND_TIMEOUT_MS: milliseconds()
    .default(15_000)
    .describe('How long a server may take to accept a message'),
} satisfies z.ZodRawShape;

export type Config = Readonly<z.infer<z.ZodObject<typeof settings>>>;

export const config = defineConfig({
  settings,
  secrets: ['SNS_SECRET_ACCESS_KEY'],
  *rules(values) {
    if (!values.KAFKA_BROKERS && !values.BUS_DATABASE_URL) {
      yield ['BUS_DATABASE_URL', 'required without KAFKA_BROKERS'];
    }
    if (values.SMTP_URL !== undefined && values.SES_REGION !== undefined) {
      yield ['SES_REGION', 'expected either SMTP_URL or SES_REGION'];
    }
    if (values.SQS_OUTCOME_QUEUE_URL !== undefined && !values.SQS_QUEUE_URL) {
      yield ['SQS_QUEUE_URL', 'required with SQS_OUTCOME_QUEUE_URL'];
    }
    yield* snsRules(values);
    if (values.SEND_TIMEOUT_MS * 2 > values.DELIVERY_LEASE_MS) {
      yield ['DELIVERY_LEASE_MS', 'expected at least twice SEND_TIMEOUT_MS'];
    }
    if (values.NODE_ENV === 'production') yield* productionRules(values);
  },
});

function* snsRules(values: Config): Generator<readonly [string, string]> {
  const { SNS_ACCESS_KEY_ID, SNS_ENDPOINT, SNS_REGION, SNS_SECRET_ACCESS_KEY } =
    values;
  if (
    (SNS_ACCESS_KEY_ID === undefined) !==
    (SNS_SECRET_ACCESS_KEY === undefined)
  ) {
    yield [
      'SNS_SECRET_ACCESS_KEY',
      'expected together with SNS_ACCESS_KEY_ID, or neither',
    ];
  }
  if (SNS_REGION === undefined && (SNS_ENDPOINT ?? SNS_ACCESS_KEY_ID)) {
    yield ['SNS_REGION', 'required with SNS_ENDPOINT and SNS_ACCESS_KEY_ID'];
  }
}

function* productionRules(
  values: Config,
): Generator<readonly [string, string]> {
  const sends =
    values.SMTP_URL ?? values.SES_REGION ?? values.SQS_OUTCOME_QUEUE_URL;
  if (sends === undefined) {
    yield ['SMTP_URL', 'required in production without SES_REGION'];
  }
  if (values.SNS_ENDPOINT?.startsWith('http:')) {
    yield ['SNS_ENDPOINT', 'expected https:// in production'];
  }
  if (values.WEBHOOKS_TO_PRIVATE_NETWORKS) {
    yield ['WEBHOOKS_TO_PRIVATE_NETWORKS', 'expected false in production'];
  }
}
