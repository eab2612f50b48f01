import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

const MANIFEST = {
  apiVersion: 'golden-path.notes.dev/v1',
  kind: 'GoldenPath',
  version: '1.0.0',
  language: 'node',
  layers: [
    { from: '_shared/layers/docs' },
    { from: '_shared/layers/cache', when: 'hasCache' },
    { from: 'demo/skeleton' },
  ],
  unmanaged: ['src/**'],
};

/** A step that fails on purpose, for the tests that inject a fault. */
export const FAULT = {
  id: 'fault',
  name: 'Fail',
  action: 'fs:rename',
  input: { files: [{ from: 'is-not-there', to: 'b' }] },
};

export const STEPS = [
  {
    id: 'render',
    name: 'Write the service',
    action: 'golden-path:render',
    input: { values: '${{ parameters }}' },
  },
  {
    id: 'record',
    name: 'Record where it comes from',
    action: 'template:record',
    input: { values: '${{ parameters }}' },
  },
  {
    id: 'publish',
    name: 'Make the repository',
    action: 'publish:git',
    input: {
      repoOwner: '${{ parameters.repoOwner }}',
      repoName: '${{ parameters.name }}',
      owner: '${{ parameters.owner }}',
    },
  },
  {
    id: 'register',
    name: 'Register',
    action: 'catalog:register',
    input: {
      catalogInfoUrl:
        '${{ steps.publish.output.repoContentsUrl }}/catalog-info.yaml',
    },
  },
];

/** A step that gives a test the time to cancel. */
const WAIT = {
  id: 'wait',
  name: 'Wait',
  action: 'debug:wait',
  input: { seconds: 25 },
};

const UNDO = {
  id: 'undo',
  name: 'Take back what was made',
  if: '${{ failure() }}',
  action: 'golden-path:undo',
};

const text = { type: 'string', title: 'Text' };

/** A template as an author writes it. */
export function createTemplate(
  name: string,
  options: { steps?: object[]; owner?: string } = {},
) {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, title: 'Demo' },
    spec: {
      owner: options.owner ?? 'group:default/platform-team',
      type: 'service',
      parameters: [
        {
          title: 'The service',
          required: ['name', 'owner'],
          properties: {
            name: { ...text, pattern: '^[a-z][-a-z0-9]*$' },
            description: text,
            owner: text,
            system: text,
            repoOwner: text,
            tier: { ...text, enum: ['standard', 'critical'] },
            cache: { ...text, enum: ['none', 'redis'], default: 'none' },
            hidden: { ...text, 'ui:widget': 'password' },
          },
        },
      ],
      steps: [...(options.steps ?? STEPS), UNDO],
    },
  };
}

/** Writes a small library with the templates "demo", "guarded", "waits" and one for each place of a fault. */
export async function writeLibrary(root: string): Promise<string[]> {
  async function write(path: string, content: string) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await write('_shared/layers/docs/README.md', '# ${{ values.name }}\n');
  await write('_shared/layers/cache/cache.md', 'cache\n');
  const templates = [
    { name: 'demo', template: createTemplate('demo') },
    {
      name: 'guarded',
      template: createTemplate('guarded'),
      approval: { required: true },
    },
    {
      name: 'waits',
      template: createTemplate('waits', {
        steps: [...STEPS.slice(0, 3), WAIT, ...STEPS.slice(3)],
      }),
    },
    ...STEPS.map((_, index) => ({
      name: `fault-${index}`,
      template: createTemplate(`fault-${index}`, {
        steps: [...STEPS.slice(0, index + 1), FAULT, ...STEPS.slice(index + 1)],
      }),
    })),
  ];
  for (const { name, template, approval } of templates) {
    const layers = MANIFEST.layers.map(layer => ({
      ...layer,
      from: layer.from.replace('demo/', `${name}/`),
    }));
    await write(
      `${name}/golden-path.yaml`,
      stringify({ ...MANIFEST, layers, ...(approval && { approval }) }),
    );
    await write(`${name}/template.yaml`, stringify(template));
    await write(
      `${name}/skeleton/catalog-info.yaml`,
      stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: '${{ values.name }}' },
        spec: {
          type: 'service',
          lifecycle: 'experimental',
          owner: '${{ values.owner }}',
        },
      }),
    );
    await write(`${name}/skeleton/src/main.js`, 'run();\n');
  }
  return templates.map(({ name }) => name);
}
