/** Unit layer: the catalog files of this checkout, and a small one with one fault at a time. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { findCatalogProblems } from './__testUtils__/findCatalogProblems';

const ROOT = path.resolve(__dirname, '../../../..');

function entity(kind: string, name: string, spec: object, metadata?: object) {
  const apiVersion =
    kind === 'Template'
      ? 'scaffolder.backstage.io/v1beta3'
      : 'backstage.io/v1alpha1';
  return { apiVersion, kind, metadata: { name, ...metadata }, spec };
}

const component = (name: string, spec?: object, metadata?: object) =>
  entity(
    'Component',
    name,
    { type: 'library', lifecycle: 'experimental', owner: 'team', ...spec },
    metadata,
  );

type Tree = Record<string, object[] | string | undefined>;

/** A catalog without fault. */
const GOOD: Tree = {
  'catalog-info.yaml': [
    entity('Location', 'root', {
      targets: [
        './packages/*/catalog-info.yaml',
        './plugins/*/catalog-info.yaml',
        './templates/*/template.yaml',
      ],
    }),
    entity('Domain', 'domain', { owner: 'team' }),
    entity('System', 'system', { owner: 'team', domain: 'domain' }),
    entity('Group', 'team', { type: 'team', children: [] }),
    entity('User', 'person', { memberOf: ['team'] }),
  ],
  'packages/one/package.json': '{}',
  'packages/one/mkdocs.yml': 'site_name: One',
  'packages/one/docs/index.md': '# One',
  'packages/one/catalog-info.yaml': [
    component(
      'one',
      { system: 'system', dependsOn: ['component:two'] },
      { annotations: { 'backstage.io/techdocs-ref': 'dir:.' } },
    ),
  ],
  'plugins/two/package.json': '{}',
  'plugins/two/catalog-info.yaml': [
    component('two', { providesApis: ['api'] }),
    entity('API', 'api', {
      type: 'openapi',
      lifecycle: 'experimental',
      owner: 'group:default/team',
      definition: 'openapi: 3.0.3',
    }),
  ],
  'templates/three/skeleton/README.md': '# ${{ values.name }}',
  'templates/three/template.yaml': [
    entity('Template', 'three', {
      type: 'service',
      owner: 'team',
      steps: [{ id: 'a', action: 'fetch:template' }],
    }),
  ],
};

function problemsOf(changes: Tree): Promise<string[]> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'catalog-'));
  for (const [file, content] of Object.entries({ ...GOOD, ...changes })) {
    if (content === undefined) {
      continue;
    }
    const text = Array.isArray(content)
      ? content.map(document => stringify(document)).join('---\n')
      : String(content);
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  return findCatalogProblems(root).finally(() =>
    fs.rmSync(root, { recursive: true }),
  );
}

const ONE = 'packages/one/catalog-info.yaml';
const TWO = 'plugins/two/catalog-info.yaml';

describe('the catalog of this repository', () => {
  it('has an entity for every package, plugin and template, and nothing that dangles', async () => {
    expect(await findCatalogProblems(ROOT)).toEqual([]);
  });
});

describe('findCatalogProblems', () => {
  it('finds nothing in a catalog without fault', async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  it.each<{ reason: string; changes: Tree; problem: RegExp }>([
    {
      reason: 'a package without an entity',
      changes: { 'packages/new/package.json': '{}' },
      problem: /^packages\/new: has no catalog-info\.yaml$/,
    },
    {
      reason: 'a plugin without an entity',
      changes: { 'plugins/new/package.json': '{}' },
      problem: /^plugins\/new: has no catalog-info\.yaml$/,
    },
    {
      reason: 'a template without an entity',
      changes: { 'templates/new/skeleton/a': '' },
      problem: /^templates\/new: has no template\.yaml$/,
    },
    {
      reason: 'a file that no Location reaches',
      changes: {
        'catalog-info.yaml': (GOOD['catalog-info.yaml'] as object[]).with(
          0,
          entity('Location', 'root', {
            targets: [
              './plugins/*/catalog-info.yaml',
              './templates/*/template.yaml',
            ],
          }),
        ),
      },
      problem: /^packages\/one\/catalog-info\.yaml: is not reached/,
    },
    {
      reason: 'a target that matches nothing',
      changes: { 'templates/three/template.yaml': undefined },
      problem: /target "\.\/templates\/\*\/template\.yaml" matches no file/,
    },
    {
      reason: 'a file that holds no Component',
      changes: {
        [TWO]: [entity('Group', 'other', { type: 'team', children: [] })],
      },
      problem: /^plugins\/two\/catalog-info\.yaml: holds no Component$/,
    },
    {
      reason: 'malformed YAML',
      changes: { [TWO]: 'kind: [' },
      problem: /^plugins\/two\/catalog-info\.yaml: Flow sequence/,
    },
    {
      reason: 'a missing field',
      changes: { [ONE]: [component('one', { type: undefined })] },
      problem: /\/spec must have required property 'type'/,
    },
    {
      reason: 'a name the catalog refuses',
      changes: { [ONE]: [component('not a name')] },
      problem: /"metadata\.name" is not valid/,
    },
    {
      reason: 'a kind that is not known',
      changes: { [ONE]: [component('one'), entity('Widget', 'w', {})] },
      problem: /kind "Widget" .* is not known/,
    },
    {
      reason: 'two entities with one name',
      changes: {
        [TWO]: [component('two'), component('one'), entity('API', 'api', {})],
      },
      problem: /component:default\/one is already in packages\/one/,
    },
    {
      reason: 'an owner that does not exist',
      changes: { [ONE]: [component('one', { owner: 'nobody' })] },
      problem: /one names owner "nobody", which does not exist/,
    },
    {
      reason: 'an owner that is a person only by name',
      changes: { [ONE]: [component('one', { owner: 'person' })] },
      problem: /one names owner "person"/,
    },
    {
      reason: 'a system that does not exist',
      changes: { [ONE]: [component('one', { system: 'gone' })] },
      problem: /one names system "gone"/,
    },
    {
      reason: 'a domain that does not exist',
      changes: {
        [ONE]: [
          component('one'),
          entity('System', 's2', { owner: 'team', domain: 'gone' }),
        ],
      },
      problem: /s2 names domain "gone"/,
    },
    {
      reason: 'a group that does not exist',
      changes: {
        [ONE]: [component('one'), entity('User', 'u2', { memberOf: ['gone'] })],
      },
      problem: /u2 names memberOf "gone"/,
    },
    {
      reason: 'a parent that does not exist',
      changes: {
        [ONE]: [
          component('one'),
          entity('Group', 'g2', { type: 'team', parent: 'gone', children: [] }),
        ],
      },
      problem: /g2 names parent "gone"/,
    },
    ...['dependsOn', 'providesApis', 'consumesApis'].map(field => ({
      reason: `${field} of something that does not exist`,
      changes: { [ONE]: [component('one', { [field]: ['gone'] })] },
      problem: new RegExp(`one names ${field} "gone"`),
    })),
    {
      reason: 'docs without a page',
      changes: { 'packages/one/docs/index.md': undefined },
      problem: /techdocs-ref of one points to "docs\/index\.md"/,
    },
    {
      reason: 'a definition at a relative path where no file is',
      changes: {
        [TWO]: [
          component('two'),
          entity('API', 'api', {
            type: 'openapi',
            lifecycle: 'experimental',
            owner: 'team',
            definition: { $text: './api.yaml' },
          }),
        ],
      },
      problem: /\$text of api points to "\.\/api\.yaml", which cannot be read/,
    },
    {
      reason: 'a source folder that is not there',
      changes: {
        [ONE]: [
          component(
            'one',
            {},
            { annotations: { 'backstage.io/source-location': 'dir:./gone/' } },
          ),
        ],
      },
      problem: /source-location of one points to "\.\/gone\/"/,
    },
  ])('finds $reason', async ({ changes, problem }) => {
    const problems = await problemsOf(changes);
    expect(problems).toContainEqual(expect.stringMatching(problem));
  });
});
