import { join } from 'node:path';
import {
  buildClaim,
  validateSpec,
  type ClaimKind,
} from '@notes/crossplane-types';
import { stringify, parseAllDocuments } from 'yaml';
import { runTool } from '../delivery/tools';
import { describeWithTool } from './describeWithTool';
import { RenderedRepository } from './renderRepository';

jest.setTimeout(60_000);

type KubernetesObject = {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  spec?: Record<string, unknown>;
};
const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
const service = {
  name: 'orders',
  description: 'Takes orders',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
};
const CLAIMS: Record<string, [ClaimKind, object]> = {
  postgresql: [
    'PostgreSQLInstance',
    {
      size: 'medium',
      profile: 'learning',
      database: 'orders',
      connectionSecretName: 'orders-postgresql',
    },
  ],
  redis: [
    'RedisCache',
    {
      size: 'small',
      profile: 'learning',
      connectionSecretName: 'orders-redis',
    },
  ],
  'image-repository': [
    'ImageRepository',
    {
      ...{ profile: 'production', repository: 'notes/orders' },
      connectionSecretName: 'orders-image-repository',
    },
  ],
  topic: [
    'KafkaTopic',
    {
      ...{ size: 'large', profile: 'learning', partitions: 3 },
      ...{ topic: 'orders.topic.v1', retentionHours: 168 },
      connectionSecretName: 'orders-topic',
    },
  ],
  queue: [
    'Queue',
    {
      ...{ size: 'small', profile: 'learning' },
      connectionSecretName: 'orders-queue',
    },
  ],
  bucket: [
    'Bucket',
    {
      ...{ size: 'medium', profile: 'learning', versioning: true },
      connectionSecretName: 'orders-bucket',
    },
  ],
};

const builders = [
  { tool: 'kustomize', args: ['build'] },
  { tool: 'kubectl', args: ['kustomize'] },
];

describe.each(builders)('overlays built by $tool', ({ tool, args }) => {
  describeWithTool(tool, () => {
    let repository: RenderedRepository;
    afterEach(() => repository?.remove());

    async function render(
      parameters: Record<string, string | boolean>,
      claims: string[],
    ) {
      repository = await RenderedRepository.render('node-service', {
        ...service,
        ...parameters,
      });
      for (const part of claims) {
        const [kind, spec] = CLAIMS[part];
        const claim = buildClaim(kind, {
          name: `orders-${part}`,
          spec: { region: 'us-east-1', ...spec } as never,
        });
        await repository.write(`claims/${part}.yaml`, stringify(claim));
      }
      const built = ENVIRONMENTS.map(environment => {
        const result = runTool(
          tool,
          [...args, join('deploy/overlays', environment)],
          { cwd: repository.folder },
        );
        expect(result).toMatchObject({ status: 0 });
        const objects = parseAllDocuments(result.output).map(
          document => document.toJS() as KubernetesObject,
        );
        return [
          environment,
          new Map(
            objects.map(object => [
              `${object.kind}/${object.metadata.name}`,
              object,
            ]),
          ),
        ] as const;
      });
      return Object.fromEntries(built) as Record<
        (typeof ENVIRONMENTS)[number],
        Map<string, KubernetesObject>
      >;
    }

    /** The paths at which two objects differ. */
    function differences(a: unknown, b: unknown, path = ''): string[] {
      if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) {
        return a === b ? [] : [path];
      }
      const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
      return [...keys].flatMap(key =>
        differences(
          (a as Record<string, unknown>)[key],
          (b as Record<string, unknown>)[key],
          `${path}/${key}`,
        ),
      );
    }

    it('differ in namespace, label, profile and size only', async () => {
      const { dev, staging, prod } = await render(
        { database: 'postgresql', cache: 'redis' },
        ['postgresql', 'redis'],
      );
      const found = new Set<string>();
      for (const [name, object] of prod) {
        differences(object, dev.get(name)).forEach(path => found.add(path));
        differences(object, staging.get(name)).forEach(path => found.add(path));
      }
      expect([...found].sort()).toEqual([
        '/metadata/labels/environment',
        '/metadata/namespace',
        '/spec/profile',
        '/spec/size',
      ]);
      expect([...dev.keys()]).toEqual([...prod.keys()]);
      const spec = (objects: Map<string, KubernetesObject>) =>
        objects.get('PostgreSQLInstance/orders-postgresql')?.spec;
      expect(spec(dev)).toMatchObject({ profile: 'learning', size: 'small' });
      expect(spec(staging)).toMatchObject({
        profile: 'learning',
        size: 'medium',
      });
      expect(spec(prod)).toMatchObject({
        profile: 'production',
        size: 'medium',
      });
      for (const environment of ENVIRONMENTS) {
        for (const object of { dev, staging, prod }[environment].values()) {
          expect(object.metadata).toMatchObject({
            namespace: `notes-${environment}`,
            labels: { environment },
          });
        }
      }
    });

    it('are accepted by the control plane in every environment', async () => {
      const parts = ['postgresql', 'redis', 'topic', 'queue', 'bucket'];
      const built = await render({ database: 'postgresql', cache: 'redis' }, [
        'postgresql',
        'redis',
      ]);
      for (const part of parts) {
        const [kind, spec] = CLAIMS[part];
        const patched = ENVIRONMENTS.map(environment => {
          // The patch of the overlay is the same for every kind.
          const example = built[environment].get('RedisCache/orders-redis');
          const { profile, size } = example?.spec as Record<string, unknown>;
          return environment === 'dev'
            ? { ...spec, profile, size }
            : { ...spec, profile };
        });
        for (const each of patched) {
          const whole = { region: 'us-east-1', ...each };
          expect({ part, ...validateSpec(kind, whole) }).toMatchObject({
            problems: [],
          });
        }
      }
    });

    it('leave no trace of claims and experiments that were not chosen', async () => {
      const { dev } = await render({}, []);
      expect(repository.files.has('claims/kustomization.yaml')).toBe(false);
      const text = [...repository.files]
        .filter(([path]) => path.startsWith('deploy/'))
        .map(([, content]) => content)
        .join('');
      expect(text).not.toMatch(/claims|chaos|patches/);
      expect([...dev.keys()].some(key => /^(PrometheusRule)\//.test(key))).toBe(
        true,
      );
    });

    it('have experiments in dev only', async () => {
      const { dev, staging, prod } = await render({ chaos: true }, []);
      const experiments = (objects: Map<string, KubernetesObject>) =>
        [...objects.keys()].filter(key => key.startsWith('Schedule/')).length;
      expect(experiments(dev)).toBeGreaterThan(0);
      expect(experiments(staging) + experiments(prod)).toBe(0);
    });

    it('have the one image repository in dev', async () => {
      repository = await RenderedRepository.render('node-service', {
        ...service,
        registry: 'ecr',
      });
      const identity = {
        apiVersion: 'platform.notes.dev/v1alpha1',
        kind: 'WorkloadIdentity',
        metadata: { name: 'orders-workload-identity' },
      };
      const [kind, spec] = CLAIMS['image-repository'];
      await repository.write(
        'claims/image-repository.yaml',
        stringify(
          buildClaim(kind, {
            name: 'orders-image-repository',
            spec: { region: 'us-east-1', ...spec } as never,
          }),
        ),
      );
      await repository.write(
        'claims/workload-identity.yaml',
        stringify(identity),
      );
      const build = (environment: string) =>
        runTool(tool, [...args, join('deploy/overlays', environment)], {
          cwd: repository.folder,
        });
      expect(build('dev').output).toMatch(/kind: ImageRepository/);
      expect(build('prod')).toMatchObject({ status: 0 });
      expect(build('prod').output).not.toMatch(/kind: ImageRepository/);
      expect(build('prod').output).toMatch(/kind: WorkloadIdentity/);
    });
  });
});
