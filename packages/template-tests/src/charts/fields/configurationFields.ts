import type { FieldRow } from './FieldRow';

/** What a service reads from its environment. */
export const configurationFields: FieldRow[] = [
  {
    reason: 'configuration is environment, as text',
    values: { config: { LOG_LEVEL: 'debug', FEATURE_LIMIT: 1000000 } },
    object: 'ConfigMap',
    has: {
      data: {
        PORT: '8080',
        LOG_LEVEL: 'debug',
        RATE_LIMIT_PER_MINUTE: '600',
        TRUST_PROXY_HOPS: '1',
        FEATURE_LIMIT: '1000000',
        SHUTDOWN_DELAY_MS: '0',
      },
    },
  },
  {
    reason: 'tokens are checked against one issuer and audience',
    values: { auth: { issuer: 'https://id.example', audience: 'billing' } },
    object: 'ConfigMap',
    has: {
      data: {
        JWT_ISSUER: 'https://id.example',
        JWT_AUDIENCE: 'billing',
        JWT_JWKS_URL: 'https://identity.notes.example/.well-known/jwks.json',
      },
    },
  },
  {
    reason: 'telemetry goes to the collector under the name of the service',
    object: 'ConfigMap',
    has: {
      data: {
        OTEL_SERVICE_NAME: 'billing-service',
        OTEL_EXPORTER_OTLP_ENDPOINT:
          'http://otel-collector.observability.svc.cluster.local:4318',
      },
    },
  },
  {
    reason: 'no part that was not chosen is configured',
    object: 'ConfigMap',
    lacks: [
      'data.DATABASE_URL_FILE',
      'data.REDIS_URL_FILE',
      'data.KAFKA_BROKERS',
    ],
  },
  {
    reason: 'parts are configured by files and settings',
    values: {
      database: { enabled: true, poolSize: 5 },
      cache: { enabled: true },
      kafka: { enabled: true, credentialsSecretName: 'login' },
    },
    object: 'ConfigMap',
    has: {
      data: {
        DATABASE_URL_FILE: '/etc/service/database/url',
        DATABASE_POOL_SIZE: '5',
        REDIS_URL_FILE: '/etc/service/cache/url',
        CACHE_TTL_SECONDS: '60',
        KAFKA_BROKERS: 'kafka-kafka-bootstrap.kafka.svc.cluster.local:9092',
        KAFKA_SSL: 'false',
        KAFKA_SASL_USERNAME_FILE: '/etc/service/kafka/username',
        KAFKA_SASL_PASSWORD_FILE: '/etc/service/kafka/password',
      },
    },
  },
];
