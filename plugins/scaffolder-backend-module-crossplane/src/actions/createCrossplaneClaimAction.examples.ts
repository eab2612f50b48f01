import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: object) =>
  stringify({
    steps: [
      {
        id: 'claim',
        action: 'crossplane:claim',
        name: 'Claim what the service needs',
        input,
      },
    ],
  });

const labels = {
  'cost-center': 'engineering',
  team: 'orders-team',
  environment: 'development',
  service: 'orders',
  'data-classification': 'internal',
};

export const examples: TemplateExample[] = [
  {
    description: 'Claims a database with what is usual',
    example: step({
      kind: 'PostgreSQLInstance',
      name: 'orders-postgresql',
      labels,
      spec: { database: 'orders', connectionSecretName: 'orders-postgresql' },
      targetPath: 'claims/postgresql.yaml',
    }),
  },
  {
    description: 'Claims a topic with dead letters for production',
    example: step({
      kind: 'KafkaTopic',
      name: 'orders-requests-topic',
      labels,
      spec: {
        profile: 'production',
        topic: 'orders.requests.v1',
        deadLetterTopic: 'orders.requests.v1.dlq',
        partitions: 12,
        connectionSecretName: 'orders-requests-topic',
      },
      targetPath: 'claims/requests-topic.yaml',
    }),
  },
  {
    description: 'Writes the classic form, whatever the portal is set to',
    example: step({
      kind: 'Bucket',
      name: 'orders-receipts',
      labels,
      annotations: { 'example.com/note': 'Kept ten years by law' },
      spec: { expireAfterDays: 3650, connectionSecretName: 'orders-receipts' },
      targetPath: 'claims/receipts.yaml',
      form: 'claims',
    }),
  },
];
