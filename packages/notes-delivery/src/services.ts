/** What a developer would enter into the form of `node-service` for each service of Notes. */
export interface NotesService {
  readonly name: string;
  /** What the form of the template was given. */
  readonly values: Readonly<Record<string, string | boolean>>;
  /** The address it listens on when `npm run notes` starts it. */
  readonly port: number;
}

const COMMON = {
  system: 'system:default/notes',
  owner: 'group:default/notes-team',
  repoOwner: 'notes',
  costCenter: 'engineering',
  mesh: 'sidecar',
  secrets: 'vault',
  registry: 'ecr',
};

function service(
  name: string,
  port: number,
  values: Record<string, string | boolean>,
): NotesService {
  return { name, port, values: { ...COMMON, name, ...values } };
}

/** The services, in the order a request meets them. */
export const SERVICES: readonly NotesService[] = [
  service('api-gateway', 4000, {
    description: 'The one door to Notes: routes, limits, identity and the API',
    owner: 'group:default/auth-team',
    exposure: 'public',
    canary: '90-10',
    tier: 'critical',
  }),
  service('auth-service', 4001, {
    description: 'People of Notes: registration, sessions, two factors, roles',
    owner: 'group:default/auth-team',
    database: 'postgresql',
    events: 'producer',
    tier: 'critical',
    dataClassification: 'confidential',
  }),
  service('notes-service', 4002, {
    description:
      'Notes with versions, tags, attachments and a lasting workflow',
    database: 'postgresql',
    cache: 'redis',
    events: 'both',
    canary: '10-50-100',
    tier: 'critical',
    dataClassification: 'confidential',
    chaos: true,
  }),
  service('search-service', 4003, {
    description: 'Finds the notes of their owner, fed by events',
    owner: 'group:default/search-team',
    database: 'postgresql',
    events: 'both',
    dataClassification: 'confidential',
  }),
  service('email-service', 4004, {
    description: 'Sends one message per event, by mail, Slack or webhook',
    database: 'postgresql',
    events: 'both',
    dataClassification: 'confidential',
  }),
  service('audit-service', 4005, {
    description: 'Keeps every operation in a chain that shows tampering',
    owner: 'group:default/platform-team',
    database: 'postgresql',
    events: 'both',
    tier: 'critical',
    dataClassification: 'confidential',
  }),
  service('config-service', 4006, {
    description: 'Central configuration with versions, history and rollback',
    owner: 'group:default/platform-team',
    database: 'postgresql',
    events: 'producer',
    dataClassification: 'confidential',
  }),
];
