import type { Change, Yaml } from '../change/Change';
import { SERVICES, type NotesService } from '../services';
import { FACTS, type Facts } from './facts';

const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
type Environment = (typeof ENVIRONMENTS)[number];

/** TypeScript runs as written, so there is no `dist`; the working folder of the image is that of the service. */
export const MIGRATE: readonly string[] = [
  '/nodejs/bin/node',
  '--enable-source-maps',
  '../service-kit/scripts/migrate.mjs',
  'migrations/',
];

/** What the values of the chart say differently. */
export function chartChanges(service: NotesService): Change[] {
  const { name, values } = service;
  const facts = FACTS[name];
  return [
    {
      kind: 'edit',
      path: `charts/${name}/values.yaml`,
      reason:
        'The key rings come from Vault, and what runs is the code as it was written',
      values: {
        'externalSecret.keys': facts.secrets.map(key => ({ name: key })),
        ...(values.database && { 'migration.command': MIGRATE }),
      },
    },
    ...scalingChanges(service, facts),
    ...ENVIRONMENTS.flatMap(environment => [
      neighbours(service, environment),
      ...settings(name, facts, environment),
    ]),
    ...(name === 'notes-service' ? [bucketIdentity(name)] : []),
    ...(facts.egress ? [toTheInternet(name, facts.egress)] : []),
  ];
}

function scalingChanges({ name, values }: NotesService, facts: Facts) {
  const [read] = facts.reads;
  const path = `charts/${name}/values.yaml`;
  const changes: Change[] = [];
  if (read) {
    const { topic, group: consumerGroup } = read;
    changes.push({
      kind: 'edit',
      path,
      reason: 'It reads a topic that several groups share',
      values: { 'keda.topic': topic, 'keda.consumerGroup': consumerGroup },
    });
  }
  if (facts.replicas === 1) return [...changes, ...alone(name)];
  if (facts.replicas === 2) return changes;
  const scaler = values.events === 'both' ? 'keda' : 'autoscaling';
  for (const environment of ['dev', 'staging']) {
    changes.push({
      kind: 'edit',
      path: `charts/${name}/values-${environment}.yaml`,
      reason: `Notes promises ${facts.replicas} replicas of it (F-07)`,
      values: { [`${scaler}.minReplicas`]: facts.replicas },
    });
  }
  return changes;
}

/** A scaler keeps two replicas at least, so one replica is a number and no scaler. */
function alone(name: string): Change[] {
  const reason =
    'One replica sends mail (F-07): its topic has one partition, so a second would wait';
  return [
    {
      kind: 'edit',
      path: `charts/${name}/values.yaml`,
      reason,
      values: { replicas: 1, 'keda.enabled': false },
    },
    ...['dev', 'staging'].map((environment): Change => ({
      kind: 'edit',
      path: `charts/${name}/values-${environment}.yaml`,
      reason,
      values: { keda: null },
    })),
    {
      kind: 'edit',
      path: `charts/${name}/values-prod.yaml`,
      reason:
        'In production a spare waits in each zone, and takes over when the one that sends is gone',
      values: { 'keda.enabled': true, 'keda.maxReplicas': 3 },
    },
  ];
}

/** Everything is closed that is not named: only the gateway calls a service. */
function neighbours({ name }: NotesService, environment: Environment): Change {
  const path = `charts/${name}/values-${environment}.yaml`;
  const namespace = `notes-${environment}`;
  if (name !== 'api-gateway') {
    return {
      kind: 'edit',
      path,
      reason: 'The gateway is the one caller',
      values: { callers: [{ name: 'api-gateway', namespace }] },
    };
  }
  const services = SERVICES.filter(one => one.name !== name);
  return {
    kind: 'edit',
    path,
    reason: 'It calls every service, and takes every path of Notes',
    values: {
      egress: services.map(one => ({ name: one.name, namespace, port: 8080 })),
      'config.ROUTES': routesTo(services),
      'exposure.path': '/',
    },
  };
}

/** As the setting ROUTES of the gateway reads it. */
function routesTo(services: readonly NotesService[]): string {
  const routes = services.map(({ name }) => [
    name.replace('-service', ''),
    { upstreams: [{ url: `http://${name}` }] },
  ]);
  return JSON.stringify(Object.fromEntries(routes));
}

function settings(
  name: string,
  { config = {} }: Facts,
  environment: Environment,
): Change[] {
  const host = environment === 'prod' ? '' : `${environment}.`;
  const values: Record<string, Yaml> = {
    'config.PUBLIC_URL': `https://api-gateway.${host}notes.example`,
  };
  for (const [key, value] of Object.entries(config)) {
    values[`config.${key}`] = value.replace('ENVIRONMENT', environment);
  }
  return [
    {
      kind: 'edit',
      path: `charts/${name}/values-${environment}.yaml`,
      reason: 'Links lead to the gateway, by the address that people use',
      values,
    },
  ];
}

function toTheInternet(name: string, ports: readonly number[]): Change {
  return {
    kind: 'edit',
    path: `charts/${name}/values.yaml`,
    reason:
      'Mail servers, Slack and webhooks lie outside; the code refuses addresses of private networks',
    values: { egress: ports.map(port => ({ cidr: '0.0.0.0/0', port })) },
  };
}

function bucketIdentity(name: string): Change {
  return {
    kind: 'edit',
    path: `charts/${name}/values.yaml`,
    reason:
      'It reaches the bucket of attachments as itself, without a key that could leak',
    values: { identity: { type: 'pod-identity' } },
  };
}
