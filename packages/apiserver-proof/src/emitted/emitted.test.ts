import { EmittedRepository } from '@notes/template-kit';
import {
  chooseTemplates,
  isWorkload,
  ManifestReader,
  parseManifests,
  podOf,
  readApplications,
  writesRepository,
} from '.';

const pod = { containers: [{ name: 'service' }] };
const workload = (kind: string, spec: object) => ({
  apiVersion: 'x/v1',
  kind,
  metadata: { name: 'billing', namespace: 'notes-dev' },
  spec,
});

describe('objects of a text', () => {
  it('leave out empty documents and what other tools read', () => {
    const text = `
---
apiVersion: v1
kind: Namespace
metadata: { name: notes }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: billing }
---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
---
name: a workflow
`;
    expect(parseManifests(text, 'file').map(({ kind }) => kind)).toEqual([
      'Namespace',
    ]);
  });

  it('name the file when it is no YAML', () => {
    expect(() => parseManifests('a: [', 'apps/root.yaml')).toThrow(
      /^apps\/root\.yaml: /,
    );
  });
});

describe('the pod of a workload', () => {
  it.each([
    [
      'Deployment',
      { template: { metadata: { labels: { a: 'b' } }, spec: pod } },
    ],
    ['Rollout', { template: { spec: pod } }],
    ['CronJob', { jobTemplate: { spec: { template: { spec: pod } } } }],
  ])('is what a %s would make', (kind, spec) => {
    expect(podOf(workload(kind, spec))).toMatchObject({
      kind: 'Pod',
      metadata: { generateName: 'billing-', namespace: 'notes-dev' },
      spec: pod,
    });
    expect(isWorkload(workload(kind, spec))).toBe(true);
  });

  it.each([
    ['ConfigMap', {}],
    ['ExternalSecret', { template: { spec: { data: {} } } }],
  ])('is not there for a %s', (kind, spec) => {
    expect(podOf(workload(kind, spec))).toBeUndefined();
    expect(isWorkload(workload(kind, spec))).toBe(false);
  });
});

describe('a tree of files', () => {
  it('is read as it is, without the lock and the files of other tools', async () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n';
    const reader = await ManifestReader.create();
    const manifests = await reader.read(
      EmittedRepository.fromTexts('tree', {
        'platform/a.yaml': namespace,
        '.backstage/template.lock.yaml': namespace,
        'README.md': namespace,
      }),
    );
    await reader.close();
    expect(manifests).toEqual([
      {
        object: expect.objectContaining({ kind: 'Namespace' }),
        place: 'platform/a.yaml',
      },
    ]);
  });

  it('fails with the name of the combination when a folder does not build', async () => {
    const reader = await ManifestReader.create();
    const reading = reader.read(
      EmittedRepository.fromTexts('broken tree', {
        'dashboards/kustomization.yaml': 'resources: [missing.yaml]\n',
      }),
    );
    await expect(reading).rejects.toThrow(/^broken tree: /);
    await reader.close();
  });

  it('fails when the chart of a service does not render', async () => {
    const reader = await ManifestReader.create();
    const reading = reader.read(
      EmittedRepository.fromTexts('broken chart', {
        'charts/billing/Chart.yaml': 'no chart',
      }),
    );
    await expect(reading).rejects.toThrow(/^broken chart: /);
    await reader.close();
  });
});

describe('templates', () => {
  it('are all chosen when none is named, and each says whether it writes a repository', () => {
    const all = chooseTemplates([]);
    const writers = all.filter(writesRepository).map(({ name }) => name);
    expect(writers).toEqual(
      expect.arrayContaining(['gitops', 'node-service', 'python-service']),
    );
    expect(writers).not.toContain('resource');
  });

  it('are refused by an unknown name, with the names there are', () => {
    expect(() => chooseTemplates(['cobol'])).toThrow(
      /no template "cobol"\. Use one of: .*node-service/,
    );
  });
});

it('reads what a new service adds to the GitOps repository, for each mesh', async () => {
  const [plain] = await readApplications();
  const kinds = plain.manifests.map(({ object }) => object.kind);
  expect(kinds.filter(kind => kind === 'Namespace')).toHaveLength(3);
  expect(kinds.filter(kind => kind === 'Application')).toHaveLength(4);
  expect(kinds).toContain('AppProject');
});
