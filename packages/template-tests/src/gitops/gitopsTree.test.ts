import { join } from 'node:path';
import { runTool } from '../delivery/tools';
import { describeWithTool } from './describeWithTool';
import { parseAllDocuments } from 'yaml';
import { existsSync } from 'node:fs';
import { LIBRARY, RenderedRepository, settings } from './renderRepository';

jest.setTimeout(60_000);

const SCHEMAS = join(LIBRARY, '../.tools/schemas');
const parameters = {
  name: 'gitops',
  description: 'What runs "where": #1',
  owner: 'group:default/platform-team',
  system: 'system:default/portal',
  repoOwner: 'platform',
};
const FOLDERS = [
  ...['root.yaml', 'apps', 'projects'],
  ...['environments', 'platform/namespaces'],
];

const conftest = (folder: string) =>
  runTool(
    'conftest',
    [
      ...['test', '--no-color', '--combine', '--parser', 'yaml'],
      ...['--policy', 'policies', ...FOLDERS],
    ],
    { cwd: folder },
  );

describe.each(['none', 'sidecar', 'ambient'])('gitops with mesh %s', mesh => {
  let tree: RenderedRepository;
  beforeAll(async () => {
    tree = await RenderedRepository.render('gitops', { ...parameters, mesh });
  });
  afterAll(() => tree?.remove());

  const objects = () =>
    [...tree.files]
      .filter(
        ([path]) =>
          /\.yaml$/.test(path) &&
          !/^(mkdocs|catalog-info|\.backstage)/.test(path),
      )
      .flatMap(([path, text]) =>
        parseAllDocuments(text).map(document => {
          const [problem] = document.errors;
          if (problem) {
            throw new Error(`${path}: ${problem.message}`);
          }
          return {
            path,
            ...(document.toJS() as {
              kind?: string;
              metadata?: { name?: string };
            }),
          };
        }),
      )
      .filter(object => object.kind);

  it('is whole YAML with every name once', () => {
    const names = objects()
      .filter(object => object.metadata?.name)
      .map(object => `${object.kind}/${object.metadata?.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'Application/root',
        'Application/services-dev',
        'Application/services-staging',
        'Application/services-prod',
        'AppProject/platform',
        'Namespace/monitoring',
      ]),
    );
  });

  it('lets every namespace enforce the version that the platform has set', () => {
    const versions = objects()
      .filter(object => object.kind === 'Namespace')
      .map(
        ({ metadata }) =>
          (metadata as { labels?: Record<string, string> }).labels?.[
            'pod-security.kubernetes.io/enforce-version'
          ],
      );
    expect(versions.length).toBeGreaterThan(4);
    expect(new Set(versions)).toEqual(new Set([settings.podSecurityVersion]));
  });

  it('brings the mesh when it was chosen, and no trace of it when not', () => {
    const text = [...tree.files]
      .filter(([path]) => !path.startsWith('platform/dashboards/'))
      .map(([, content]) => content)
      .join('\n');
    expect(/istio/i.test(text)).toBe(mesh !== 'none');
    expect(/ztunnel/.test(text)).toBe(mesh === 'ambient');
    expect(text).not.toMatch(/\{%|\$\{\{|%\}/);
  });

  it('points every Application of its own at a folder that is there', () => {
    const own = objects().filter(
      object => object.kind === 'Application',
    ) as unknown as {
      spec: { source: { repoURL: string; path: string } };
    }[];
    const paths = own
      .map(({ spec }) => spec.source)
      .filter(source => source.repoURL.endsWith('/platform/gitops.git'))
      .map(source => source.path);
    expect(paths.length).toBeGreaterThan(8);
    for (const path of paths) {
      expect({ path, there: existsSync(join(tree.folder, path)) }).toEqual({
        path,
        there: true,
      });
    }
  });

  describeWithTool('conftest', () => {
    it('keeps the house rules', () => {
      expect(conftest(tree.folder)).toMatchObject({ status: 0 });
    });
  });

  describeWithTool(
    'kubeconform',
    () => {
      it('fits the schemas of Argo CD', () => {
        const result = runTool(
          'kubeconform',
          [
            ...[
              '-strict',
              '-summary',
              '-schema-location',
              join(
                SCHEMAS,
                'json/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json',
              ),
            ],
            ...[
              '-skip',
              'Namespace,ConfigMap',
              '-ignore-filename-pattern',
              'clusters.yaml',
              'root.yaml',
              'apps',
              'projects',
            ],
          ],
          { cwd: tree.folder },
        );
        expect(result).toMatchObject({ status: 0 });
        expect(result.output).toMatch(/Invalid: 0, Errors: 0, Skipped: 0/);
      });
    },
    existsSync(join(SCHEMAS, 'json/argoproj.io')),
  );

  describeWithTool('kustomize', () => {
    it('builds the dashboards of the platform', () => {
      const result = runTool('kustomize', ['build', 'platform/dashboards'], {
        cwd: tree.folder,
      });
      expect(result).toMatchObject({ status: 0 });
      expect(result.output).toContain('grafana_dashboard: "1"');
    });
  });
});

describe('house rules of the GitOps repository', () => {
  describeWithTool('conftest', () => {
    it('hold in their own tests', () => {
      const policies = join(LIBRARY, '_shared/policies/gitops');
      const result = runTool('conftest', ['verify', '--policy', policies], {
        cwd: LIBRARY,
      });
      expect(result).toMatchObject({ status: 0 });
      expect(result.output).toMatch(/ 0 failures/);
    });
  });

  const defects: [string, string, string, string, RegExp][] = [
    [
      'the default project',
      'apps/platform/cert-manager.yaml',
      'project: platform',
      'project: default',
      /'default', which permits everything/,
    ],
    [
      'a foreign repository',
      'apps/platform/cert-manager.yaml',
      'https://charts.jetstack.io',
      'https://charts.example',
      /does not permit the repository/,
    ],
    [
      'a foreign namespace',
      'apps/platform/cert-manager.yaml',
      'namespace: cert-manager',
      'namespace: kube-public',
      /does not permit namespace 'kube-public'/,
    ],
    [
      'an open version',
      'apps/platform/cert-manager.yaml',
      'v1.21.1',
      "'*'",
      /chart 'cert-manager' is at '\*'/,
    ],
    [
      'drift',
      'apps/services/prod.yaml',
      'selfHeal: true',
      'selfHeal: false',
      /selfHeal is off/,
    ],
    [
      'an open project',
      'projects/services.yaml',
      '  destinations:',
      "    - '*'\n  destinations:",
      /permits more than one/,
    ],
    [
      'an open namespace',
      'platform/namespaces/namespaces.yaml',
      'pod-security.kubernetes.io/enforce:',
      'other:',
      /any pod would be let in/,
    ],
  ];
  describeWithTool('conftest', () => {
    it('catch each seeded defect', async () => {
      for (const [, path, from, to, message] of defects) {
        const tree = await RenderedRepository.render('gitops', parameters);
        try {
          const before = tree.files.get(path) ?? '';
          expect(before).toContain(from);
          await tree.write(path, before.replace(from, to));
          const result = conftest(tree.folder);
          expect(result.status).not.toBe(0);
          expect(result.output).toMatch(message);
        } finally {
          tree.remove();
        }
      }
    });
  });
});
