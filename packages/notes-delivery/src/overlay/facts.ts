/** The topics, as packages/events creates them; a test compares both. */
export const TOPICS = {
  'notes-events': 3,
  'user-events': 2,
  'email-queue': 1,
  'dead-letter-queue': 1,
} as const;

export type Topic = keyof typeof TOPICS;

/** What the form of the template does not ask, and the code of the service decides. */
export interface Facts {
  /** Replicas outside of production; production has one in each zone. */
  readonly replicas: number;
  /** Settings that are secret and come from Vault as files. */
  readonly secrets: readonly string[];
  /** Settings beside those of every service, for each environment. */
  readonly config?: Readonly<Record<string, string>>;
  /** Ports of the internet that it calls. */
  readonly egress?: readonly number[];
  readonly publishes: readonly Topic[];
  /** What it reads; the first topic decides how many replicas there are. */
  readonly reads: readonly { readonly topic: Topic; readonly group: string }[];
}

export const FACTS: Readonly<Record<string, Facts>> = {
  'api-gateway': {
    replicas: 2,
    secrets: ['IDENTITY_KEYS', 'JWT_KEYS'],
    publishes: [],
    reads: [],
  },
  'auth-service': {
    replicas: 2,
    secrets: ['IDENTITY_KEYS', 'JWT_KEYS', 'TWO_FACTOR_KEYS'],
    publishes: ['user-events', 'email-queue'],
    reads: [],
  },
  'notes-service': {
    replicas: 3,
    secrets: ['IDENTITY_KEYS'],
    config: { S3_BUCKET: 'notes-service-attachments-ENVIRONMENT' },
    publishes: ['notes-events', 'email-queue'],
    reads: [{ topic: 'notes-events', group: 'workflow-consumer-group' }],
  },
  'search-service': {
    replicas: 2,
    secrets: ['IDENTITY_KEYS'],
    publishes: ['notes-events'],
    reads: [{ topic: 'notes-events', group: 'search-consumer-group' }],
  },
  'email-service': {
    replicas: 1,
    secrets: ['IDENTITY_KEYS', 'UNSUBSCRIBE_KEYS', 'CHANNEL_KEYS', 'SMTP_URL'],
    egress: [587, 443],
    publishes: ['notes-events'],
    reads: [
      { topic: 'email-queue', group: 'email-consumer-group' },
      { topic: 'user-events', group: 'email-consumer-group' },
    ],
  },
  'audit-service': {
    replicas: 2,
    secrets: ['IDENTITY_KEYS', 'AUDIT_KEYS'],
    publishes: ['notes-events'],
    reads: [
      { topic: 'notes-events', group: 'audit-consumer-group' },
      { topic: 'user-events', group: 'audit-consumer-group' },
    ],
  },
  'config-service': {
    replicas: 2,
    secrets: ['IDENTITY_KEYS'],
    publishes: ['user-events'],
    reads: [],
  },
};

/** The topics of a service, each once. */
export function topicsOf({ publishes, reads }: Facts): Topic[] {
  const topics = [...publishes, ...reads.map(({ topic }) => topic)];
  // Whoever reads puts aside what it cannot handle.
  return [
    ...new Set<Topic>(
      reads.length > 0 ? [...topics, 'dead-letter-queue'] : topics,
    ),
  ];
}
