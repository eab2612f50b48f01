import { z } from 'zod';

const host = /^[^\s,:/]+:\d{1,5}$/;

/** The settings of the bus, to be spread into those of a service. */
export const busSettings = {
  BUS_DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\/\S+$/,
      'must look like postgresql://user:password@host/name',
    )
    .optional()
    .describe('PostgreSQL database of the bus; not used with KAFKA_BROKERS'),
  KAFKA_BROKERS: z
    .string()
    .transform(text => text.split(',').map(one => one.trim()))
    .refine(
      brokers => brokers.every(broker => host.test(broker)),
      'must look like broker-1:9092,broker-2:9092',
    )
    .optional()
    .describe('Brokers of Kafka, separated by commas'),
  KAFKA_SSL: z
    .enum(['true', 'false'])
    .default('false')
    .transform(text => text === 'true')
    .describe('Whether connections to Kafka are encrypted'),
  KAFKA_SASL_USERNAME: z.string().min(1).optional().describe('User of Kafka'),
  KAFKA_SASL_PASSWORD: z
    .string()
    .min(1)
    .optional()
    .describe('Password of the user, SCRAM-SHA-512'),
  KAFKA_SESSION_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(300_000)
    .optional()
    .describe(
      'How long messages wait whose consumer has died; 10000 unless told',
    ),
  KAFKA_REPLICATION_FACTOR: z.coerce
    .number()
    .int()
    .min(1)
    .max(9)
    .default(1)
    .describe('Replicas of a topic that this service has to create'),
} satisfies z.ZodRawShape;

export type BusConfig = Readonly<z.infer<z.ZodObject<typeof busSettings>>>;
