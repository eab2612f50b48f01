import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { parse, parseAllDocuments, stringify } from 'yaml';
import {
  GitOps,
  LEARNER,
  runAction,
  startGitOps,
} from '../__testUtils__/startGitOps';
import { createPrepareResourceAction } from './createPrepareResourceAction';
import { examples } from './createPrepareResourceAction.examples';

jest.setTimeout(30_000);

const CATALOG = `# Ours
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: orders
  tags: [node] # kept
spec:
  type: service
  lifecycle: experimental
  owner: "group:default/notes-team"
  system: "system:default/notes"
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: orders-api
spec:
  type: openapi
`;
const OVERLAY = `# Production
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: notes-prod
resources:
  - ../../base
`;
const BASE = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../observability
`;
const current = {
  'catalog-info.yaml': CATALOG,
  'deploy/base/kustomization.yaml': BASE,
  'deploy/overlays/dev/kustomization.yaml': OVERLAY,
  'deploy/overlays/staging/kustomization.yaml': OVERLAY,
  'deploy/overlays/prod/kustomization.yaml': OVERLAY,
  '.backstage/template.lock.yaml': 'parameters: { costCenter: sales }\n',
};
const before = {
  'catalog-info.yaml': CATALOG,
  'claims/postgresql.yaml': 'kind: PostgreSQLInstance\n',
};

describe('resource:prepare', () => {
  let gitops: GitOps;
  const locations = new Map<string, string>();
  beforeAll(async () => {
    gitops = await startGitOps();
    await add('orders', current);
    await add('old', {
      ...before,
      'catalog-info.yaml': CATALOG.replaceAll('orders', 'old'),
    });
    locations.set('elsewhere', 'url:https://code.example/x/catalog-info.yaml');
    locations.set('local', 'file:/srv/catalog-info.yaml');
  });
  afterAll(() => gitops.stop());

  async function add(name: string, files: Record<string, string>) {
    await gitops.client.createRepository(
      {
        ...{ owner: 'notes', name },
        initialCommit: {
          message: 'Start',
          files: Object.entries(files).map(([path, content]) => ({
            ...{ path, content },
          })),
        },
      },
      gitops.platform,
    );
    locations.set(
      name,
      `url:http://localhost:7007/git/notes/${name}/blob/main/catalog-info.yaml`,
    );
  }

  async function prepare(input: object, user?: string) {
    const workspacePath = await mkdtemp(join(tmpdir(), 'resource-'));
    const action = createPrepareResourceAction({
      ...{ auth: gitops.auth, gitHost: gitops.client },
      ...{ ledger: gitops.ledger, scaffolder: gitops.scaffolder },
      gitHostUrl: 'http://localhost:7007/git',
      reader: mockServices.urlReader.mock(),
      integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
      catalog: {
        getEntityByRef: async ref => {
          const { name } = ref as { name: string };
          const location = locations.get(name);
          return location === undefined
            ? undefined
            : {
                ...{ apiVersion: 'backstage.io/v1alpha1', kind: 'Component' },
                metadata: {
                  name,
                  annotations: { 'backstage.io/managed-by-location': location },
                },
                spec: {
                  owner: 'group:default/notes-team',
                  system: 'system:default/notes',
                },
              };
        },
      },
    });
    const output = await runAction(
      action,
      {
        ...{ service: 'component:default/orders', kind: 'database' },
        ...{ part: 'reports', size: 'medium', region: 'us-east-1', ...input },
      },
      { workspacePath, user },
    );
    const files = (await readdir(workspacePath, { recursive: true })).filter(
      path => path.endsWith('.yaml'),
    );
    return {
      output,
      files: files.sort(),
      read: (path: string) => readFile(join(workspacePath, path), 'utf8'),
    };
  }

  it('says what to claim, with the cost centre of the service', async () => {
    const { output } = await prepare({});
    expect(output).toMatchObject({
      ...{ host: 'embedded', repoOwner: 'notes', repoName: 'orders' },
      claim: {
        kind: 'PostgreSQLInstance',
        name: 'orders-reports',
        path: 'claims/reports.yaml',
        labels: {
          'cost-center': 'sales',
          'data-classification': 'internal',
          team: 'notes-team',
          service: 'orders',
        },
        spec: {
          ...{ database: 'reports', size: 'medium', region: 'us-east-1' },
          connectionSecretName: 'orders-reports',
        },
      },
    });
  });

  it('adds the first claim to everything that has to know it, and keeps comments', async () => {
    const { files, read } = await prepare({});
    expect(files).toEqual([
      'catalog-info.yaml',
      'claims/kustomization.yaml',
      'deploy/base/kustomization.yaml',
      'deploy/overlays/dev/kustomization.yaml',
      'deploy/overlays/prod/kustomization.yaml',
      'deploy/overlays/staging/kustomization.yaml',
    ]);
    const catalog = await read('catalog-info.yaml');
    expect(catalog.startsWith('# Ours\n')).toBe(true);
    expect(catalog).toContain('tags: [ node ] # kept');
    const [component, , resource] = parseAllDocuments(catalog).map(each =>
      each.toJS(),
    );
    expect(component.spec.dependsOn).toEqual(['resource:orders-reports']);
    expect(resource).toMatchObject({
      kind: 'Resource',
      metadata: { name: 'orders-reports' },
      spec: { type: 'postgresql', owner: 'group:default/notes-team' },
    });
    expect(
      parse(await read('deploy/base/kustomization.yaml')).resources,
    ).toEqual(['../../observability', '../../claims']);
    const prod = await read('deploy/overlays/prod/kustomization.yaml');
    expect(prod).toMatch(/^# Production/);
    expect(parse(parse(prod).patches[0].patch)).toEqual([
      { op: 'add', path: '/spec/profile', value: 'production' },
    ]);
  });

  it('widens the patch that an overlay has for other kinds', async () => {
    const patch = '- op: add\n  path: /spec/profile\n  value: production';
    const target = { group: 'platform.notes.dev', kind: 'RedisCache' };
    await add('cached', {
      ...current,
      'catalog-info.yaml': CATALOG.replaceAll('orders', 'cached'),
      'deploy/overlays/prod/kustomization.yaml': stringify({
        ...{ kind: 'Kustomization', patches: [{ target, patch }] },
      }),
    });
    const kinds = async (kind: string) => {
      const { files, read } = await prepare({ service: 'cached', kind });
      const path = 'deploy/overlays/prod/kustomization.yaml';
      return files.includes(path)
        ? parse(await read(path)).patches.map(
            (each: { target: { kind: string } }) => each.target.kind,
          )
        : 'unchanged';
    };
    expect(await kinds('bucket')).toEqual(['RedisCache|Bucket']);
    expect(await kinds('cache')).toBe('unchanged');
  });

  it('lists all claims of a repository from before there were overlays', async () => {
    const { files, read } = await prepare({ service: 'old', kind: 'topic' });
    expect(files).toEqual(['catalog-info.yaml', 'claims/kustomization.yaml']);
    expect(parse(await read('claims/kustomization.yaml')).resources).toEqual([
      'postgresql.yaml',
      'reports.yaml',
    ]);
  });

  it('refuses a part that the service has', async () => {
    await expect(
      prepare({ service: 'old', part: 'postgresql' }),
    ).rejects.toThrow(
      /part 'postgresql' is taken: 'claims\/postgresql.yaml' of 'old' exists/,
    );
  });

  it('lets a reader look, because only the pull request changes something', async () => {
    const { output } = await prepare({}, LEARNER);
    expect(output.repoName).toBe('orders');
  });

  it.each([
    [{ service: 'nobody' }, /'nobody' is not in the catalog/],
    [{ service: 'local' }, /expected a repository/],
    [{ service: 'elsewhere' }, /its repository is elsewhere/],
    [{ kind: 'mainframe' }, /kind "mainframe" is not accepted/],
    [{ kind: 'constructor' }, /kind "constructor" is not accepted/],
    [{ part: '../../x' }, /part "..\/..\/x" is not accepted/],
    [{ part: 'kustomization' }, /is not accepted/],
  ])('refuses %j', async (input, message) => {
    await expect(prepare(input)).rejects.toThrow(message);
  });

  it.each(examples)('runs the example "$description"', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    expect((await prepare(input)).files).toContain('catalog-info.yaml');
  });
});
