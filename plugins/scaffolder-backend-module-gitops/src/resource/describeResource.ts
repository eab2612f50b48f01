import { InputError } from '@backstage/errors';

/** What a person asks for. */
export interface ResourceRequest {
  /** The service, as the catalog names it. */
  service: string;
  kind: string;
  part: string;
  size: string;
  region: string;
  description?: string;
}

export interface DescribedResource {
  /** The kind of the platform API. */
  claimKind: string;
  /** Name of the claim, of the catalog resource and of the connection secret. */
  name: string;
  /** Type of the catalog resource. */
  type: string;
  description: string;
  spec: Record<string, string | number | boolean>;
  path: string;
}

const PART = /^[a-z](?:[-a-z0-9]{0,22}[a-z0-9])?$/;

interface Shape {
  claimKind: string;
  type: string;
  title: string;
  spec: (request: ResourceRequest) => Record<string, string | number | boolean>;
}

const SHAPES: Record<string, Shape> = {
  database: {
    claimKind: 'PostgreSQLInstance',
    type: 'postgresql',
    title: 'PostgreSQL database',
    spec: ({ part }) => ({ database: part.replaceAll('-', '_') }),
  },
  cache: {
    claimKind: 'RedisCache',
    type: 'redis',
    title: 'Redis cache',
    spec: () => ({}),
  },
  topic: {
    claimKind: 'KafkaTopic',
    type: 'kafka-topic',
    title: 'Kafka topic',
    spec: ({ service, part }) => ({
      topic: `${service}.${part}.v1`,
      partitions: 3,
      retentionHours: 168,
    }),
  },
  queue: {
    claimKind: 'Queue',
    type: 'queue',
    title: 'queue',
    spec: () => ({}),
  },
  bucket: {
    claimKind: 'Bucket',
    type: 'bucket',
    title: 'bucket',
    // Production does not let a file be lost by replacing it.
    spec: () => ({ versioning: true }),
  },
};

/** The claim and the catalog entry of a resource, checked. */
export function describeResource(request: ResourceRequest): DescribedResource {
  const { service, kind, part, size, region } = request;
  const shape = Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
  if (!shape) {
    throw new InputError(
      `kind "${kind.slice(0, 40)}" is not accepted: expected one of ${Object.keys(SHAPES).join(', ')}`,
    );
  }
  const name = `${service}-${part}`;
  // `claims/kustomization.yaml` is the list of all claims.
  if (!PART.test(part) || part === 'kustomization' || name.length > 63) {
    throw new InputError(
      `part ${JSON.stringify(part.slice(0, 80))} is not accepted: expected up to 24 lower-case letters, digits and hyphens, beginning with a letter, and at most 63 with the name of the service`,
    );
  }
  return {
    claimKind: shape.claimKind,
    name,
    type: shape.type,
    description:
      request.description || `The ${shape.title} ${part} of ${service}.`,
    spec: {
      size,
      profile: 'learning',
      region,
      ...shape.spec(request),
      connectionSecretName: name,
    },
    path: `claims/${part}.yaml`,
  };
}
