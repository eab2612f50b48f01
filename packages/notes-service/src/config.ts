import {
  commonSettings,
  databaseSettings,
  defineConfig,
  keyRing,
  milliseconds,
  port,
  redisSettings,
  urlLike,
} from '@notes/service-kit';
import { busSettings } from '@notes/events';
import { z } from 'zod';

const days = () => z.coerce.number().int().min(1).max(3_650);
const seconds = () => z.coerce.number().int().min(1).max(86_400);

export const settings = {
  ...commonSettings,
  ...databaseSettings,
  ...redisSettings,
  ...busSettings,
  PORT: port().default(4002).describe('Port to listen on'),
  // 64 KiB of text whose every byte JSON may write as six characters, and the rest of a note.
  BODY_LIMIT_BYTES: commonSettings.BODY_LIMIT_BYTES.default(524_288),
  MONGO_URL: urlLike('mongodb://host:27017/notes', 'mongodb+srv://host/notes')
    .optional()
    .describe('Keeps notes and versions in MongoDB instead of PostgreSQL'),
  LIST_CACHE_SECONDS: seconds()
    .default(60)
    .describe('How long a page of a list is kept at most'),
  BIN_RETENTION_DAYS: days()
    .default(30)
    .describe('How long a deleted note stays in the bin'),
  UPLOAD_RETENTION_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(24)
    .describe('How long an announced upload may take to be completed'),
  JOB_INTERVAL_MS: milliseconds()
    .default(60_000)
    .describe('How often the bin and the uploads are looked at'),
  WORKFLOW_INTERVAL_MS: milliseconds()
    .default(1_000)
    .describe('How often workflows that are due are looked for'),
  WORKFLOW_RETRY_SECONDS: seconds()
    .default(30)
    .describe('How long a step may take before it is asked for again'),
  WORKFLOW_DEADLINE_SECONDS: seconds()
    .default(900)
    .describe('How long all steps may take before the note is quarantined'),
  ATTACHMENT_DIRECTORY: z
    .string()
    .min(1)
    .default('.data/attachments')
    .describe('Where attachments are kept without S3_BUCKET'),
  UPLOAD_KEYS: keyRing
    .optional()
    .describe('Keys that sign links to this service; not used with S3_BUCKET'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected a bucket name')
    .optional()
    .describe('Keeps attachments in this bucket'),
  S3_ENDPOINT: urlLike('https://s3.example.com', 'http://127.0.0.1:9000')
    .optional()
    .describe('An S3-compatible server; without it, AWS'),
  S3_REGION: z.string().min(1).default('us-east-1').describe('Region of S3'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional().describe('Who signs for S3'),
  S3_SECRET_ACCESS_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('Without it, the identity of the workload is used'),
};

export const config = defineConfig({
  settings,
  secrets: ['S3_SECRET_ACCESS_KEY'],
  *rules(values) {
    const { NODE_ENV, S3_ACCESS_KEY_ID, S3_BUCKET, S3_SECRET_ACCESS_KEY } =
      values;
    if (NODE_ENV === 'production' && !S3_BUCKET && !values.UPLOAD_KEYS) {
      yield [
        'UPLOAD_KEYS',
        'required when NODE_ENV is production and S3_BUCKET is not set',
      ];
    }
    if (
      (S3_ACCESS_KEY_ID === undefined) !==
      (S3_SECRET_ACCESS_KEY === undefined)
    ) {
      yield [
        'S3_SECRET_ACCESS_KEY',
        'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together or not at all',
      ];
    }
    if (!values.KAFKA_BROKERS && !values.BUS_DATABASE_URL) {
      yield ['BUS_DATABASE_URL', 'required without KAFKA_BROKERS'];
    }
    if (values.WORKFLOW_RETRY_SECONDS >= values.WORKFLOW_DEADLINE_SECONDS) {
      yield [
        'WORKFLOW_RETRY_SECONDS',
        'expected less than WORKFLOW_DEADLINE_SECONDS',
      ];
    }
  },
});

export type Config = ReturnType<typeof config.load>;
