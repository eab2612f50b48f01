import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { parse, stringify } from 'yaml';
import type { PlatformSettings } from '../config';
import { hashTree } from '../git';
import { renderGoldenPath, type RenderedFile } from '../render';
import { createLock, type LockSource } from './createLock';
import { lintLock } from './lintLock';
import { lintSteps, lintTemplate } from './lintTemplate';

const SHA = 'a'.repeat(40);
const text = { type: 'string' };
const SPEC = {
  parameters: [
    {
      properties: {
        name: text,
        owner: text,
        secrets: { ...text, enum: ['none', 'vault'] },
        dbPassword: { ...text, 'ui:widget': 'password' },
        token: { ...text, 'ui:field': 'Secret' },
        apiKey: text,
        note: text,
        chaos: { type: 'boolean' },
      },
      dependencies: {
        chaos: { oneOf: [{ properties: { blast: text } }] },
      },
    },
  ],
  steps: [
    { id: 'render', action: 'golden-path:render', input: {} },
    { id: 'record', action: 'template:record' },
    { id: 'publish', action: 'publish:git' },
  ],
} as unknown as JsonObject;

const SETTINGS = {
  platformBaseUrl: 'https://portal.example',
  gitHostUrl: 'https://portal.example/git',
  grafanaUrl: 'https://grafana.example',
  registries: {},
  crossplaneForm: 'namespaced',
  podSecurityVersion: 'v1.36',
  gitopsRepo: 'platform/gitops',
} as const;

const file = (path: string, content: string): RenderedFile => ({
  path,
  content: Buffer.from(content),
  executable: false,
  symlink: false,
});

function record(change: Partial<LockSource> = {}) {
  return createLock({
    template: {
      ref: 'template:default/demo',
      url: 'https://portal.example/git/platform/templates.git',
      path: 'demo',
      commit: SHA,
      dirTree: SHA,
      sharedTree: SHA,
      version: '1.0.0',
    },
    spec: SPEC,
    settings: SETTINGS,
    values: { name: 'billing', owner: 'group:default/pay' },
    files: [file('README.md', '# Hi\n'), file('src/main.js', 'run()\n')],
    taskId: 'task-1',
    unmanaged: ['src/**'],
    ...change,
  });
}

describe('createLock', () => {
  it('says which template, from what, and what it was', () => {
    const { text: written, lock } = record();
    expect(lintLock(written)).toEqual([]);
    expect(parse(written)).toEqual(lock);
    expect(lock).toMatchObject({
      version: 1,
      template: { commit: SHA, dirTree: SHA, sharedTree: SHA },
      renderer: {
        scaffolder: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        steps: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
      parameters: { name: 'billing', owner: 'group:default/pay' },
      omitted: [],
      secretFiles: [],
      pending: {},
      render: { root: '.', files: 2 },
      scaffold: { task: 'task-1', commit: null },
      unmanaged: ['src/**'],
      history: [],
    });
  });

  it('holds the settings of the platform and no key more', () => {
    const settings = { ...SETTINGS, images: { node: 'x' } };
    expect(record({ settings }).lock.platform).toEqual(SETTINGS);
  });

  it('writes the defaults of declared parameters, and nothing that nobody declared', () => {
    const { lock } = record({
      values: { name: 'billing' },
      defaults: { name: 'other', secrets: 'none', mesh: 'none' },
    });
    expect(lock.parameters).toEqual({ name: 'billing', secrets: 'none' });
    expect(lock.omitted).toEqual([]);
  });

  it('has the same tree with and without a lock from before', () => {
    const { lock } = record();
    const again = record({
      files: [
        file('.backstage/template.lock.yaml', 'old'),
        file('README.md', '# Hi\n'),
        file('src/main.js', 'run()\n'),
      ],
    });
    expect(again.lock.render).toEqual(lock.render);
  });

  it('changes the hash of the steps only with a step that writes files', () => {
    const steps = (change: (list: JsonObject[]) => void) => {
      const spec = structuredClone(SPEC);
      change(spec.steps as JsonObject[]);
      return record({ spec }).lock.renderer.steps;
    };
    const before = record().lock.renderer.steps;
    expect(steps(list => list.push({ id: 'n', action: 'debug:log' }))).toBe(
      before,
    );
    expect(steps(list => (list[0].input = { values: 1 }))).not.toBe(before);
  });

  it.each([
    ['a password widget', { dbPassword: 'hunter2' }, 'dbPassword'],
    ['a Secret field', { token: 'hunter2' }, 'token'],
    ['a name on the deny list', { apiKey: 'hunter2' }, 'apiKey'],
    [
      'text that looks like a key',
      { note: 'key ghp_9fK2mQx7LpR4tVz8Wb3N' },
      'note',
    ],
    ['a parameter that nobody declared', { extra: 'undeclared' }, 'extra'],
  ])('leaves out %s, and says its name', (_, values, name) => {
    const { lock, text: written } = record({ values });
    expect(lock.omitted).toEqual([name]);
    expect(lock.parameters).toEqual({});
    expect(written).not.toContain(Object.values(values)[0]);
  });

  it('keeps choices, whatever their name, and fields of a dependency', () => {
    const values = { secrets: 'vault', chaos: true, blast: 'small' };
    expect(record({ values }).lock.parameters).toEqual(values);
  });

  it('leaves files that hold a secret out of the tree, and names them', () => {
    const secrets = { dbPassword: 'hunter2hunter2' };
    const values = { name: 'billing', note: 'is hunter2hunter2' };
    const { lock, text: written } = record({
      secrets,
      values,
      files: [
        file('README.md', '# Hi\n'),
        file('config/db.env', 'PASSWORD=hunter2hunter2\n'),
      ],
    });
    expect(lock.secretFiles).toEqual(['config/db.env']);
    expect(lock.omitted).toEqual(['dbPassword', 'note']);
    expect(lock.render).toMatchObject({
      files: 1,
      tree: hashTree([file('README.md', '# Hi\n')]),
    });
    expect(written).not.toContain('hunter2');
  });

  it('refuses to write a secret wherever it would stand', () => {
    expect(() =>
      record({
        secrets: { a: 'src/keys' },
        unmanaged: ['src/keys/**'],
      }),
    ).toThrow(/a secret of the task would be written/);
  });
});

describe('lintLock', () => {
  it.each([
    ['broken YAML', 'a: [', /flow/i],
    ['an empty file', '', /lock: /],
    ['a missing key', { render: undefined }, /render: /],
    ['an unknown key', { extra: 1 }, /extra/],
    [
      'a short commit',
      { template: { commit: 'abc' } },
      /template\.commit: expected the full id/,
    ],
    [
      'a path outside',
      { secretFiles: ['../x'] },
      /secretFiles\.0: expected a path inside/,
    ],
    [
      'a secret',
      { parameters: { dbPassword: 'a-rather-long-one' } },
      /parameters\.dbPassword: looks like a secret/,
    ],
    [
      'a key',
      { parameters: { note: 'ghp_9fK2mQx7LpR4tVz8Wb3N' } },
      /parameters\.note: looks like a secret/,
    ],
    [
      'a parameter that is omitted',
      { omitted: ['name'] },
      /omitted and written/,
    ],
  ])('finds %s', (_, change, problem) => {
    const { lock } = record();
    const written =
      typeof change === 'string'
        ? change
        : stringify({
            ...lock,
            ...change,
            ...('template' in change && {
              template: { ...lock.template, ...change.template },
            }),
          });
    expect(lintLock(written).join('\n')).toMatch(problem);
  });
});

describe('lintTemplate', () => {
  const spec = (steps: object[]) => ({ steps }) as unknown as JsonObject;
  const render = { id: 'render', action: 'golden-path:render' };
  const recorded = { id: 'record', action: 'template:record' };

  it.each([
    ['no record', [render], /template:record is missing/],
    [
      'a file after the record',
      [recorded, render],
      /"render" writes files after template:record/,
    ],
    [
      'an output that a later render does not have',
      [
        { id: 'who', action: 'catalog:fetch' },
        { ...render, input: { a: '${{ steps.who.output.entity }}' } },
        recorded,
      ],
      /"render" uses the output of "who" \(catalog:fetch\)/,
    ],
    [
      'the same in brackets',
      [
        { id: 'who-is', action: 'catalog:fetch' },
        { ...render, input: { a: "${{ steps['who-is'].output.entity }}" } },
        recorded,
      ],
      /uses the output of "who-is"/,
    ],
  ])('finds %s', (_, steps, problem) => {
    expect(lintSteps(spec(steps)).join()).toMatch(problem);
  });

  it('finds a time or a random value, and nothing in what is always the same', async () => {
    const options = { spec: spec([render, recorded]), pauseMs: 5 };
    const same = async () => [file('a', 'b')];
    const other = async () => [file('a', `${performance.now()}`)];
    expect(await lintTemplate({ ...options, render: same })).toEqual([]);
    expect(await lintTemplate({ ...options, render: other })).toEqual([
      expect.stringMatching(/two renders .* differ, in a: a time or a random/),
    ]);
  });
});

describe('a recorded repository', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'library-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(path: string, content: string) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }

  it('is rendered again, from what the lock holds, to the same tree', async () => {
    await write(
      'demo/golden-path.yaml',
      stringify({
        apiVersion: 'golden-path.notes.dev/v1',
        kind: 'GoldenPath',
        version: '1.0.0',
        language: 'none',
        layers: [
          { from: 'demo/base' },
          {
            from: 'demo/extra',
            when: 'database == "postgresql" or tier == "critical"',
          },
        ],
      }),
    );
    await write(
      'demo/base/${{ values.name }}.md',
      '${{ values | dump }}\n{% if values.hasCache %}cache{% endif %}\n',
    );
    await write(
      'demo/extra/deep/er/x.txt',
      '${{ values.descriptionMarkdown }}',
    );
    const choices: Record<string, string[]> = {
      name: ['billing', 'true', 'a-b-c'],
      description: ['"quoted" #1', '${{ 7 * 7 }}', 'Grüße 🚀'],
      database: ['none', 'postgresql'],
      cache: ['none', 'redis'],
      tier: ['standard', 'critical'],
      mesh: ['none', 'ambient'],
    };
    const spec = {
      parameters: {
        properties: Object.fromEntries(
          Object.keys(choices).map(name => [name, text]),
        ),
      },
      steps: [],
    } as unknown as JsonObject;
    const render = (
      parameters: JsonObject,
      settings: PlatformSettings = SETTINGS,
    ) =>
      renderGoldenPath({
        libraryRoot: root,
        template: 'demo',
        parameters,
        settings,
      });
    // Each round takes another value of each parameter, so that every value meets every other in time.
    for (let round = 0; round < 24; round += 1) {
      const values = Object.fromEntries(
        Object.entries(choices).map(([name, list], index) => [
          name,
          list[Math.floor(round / (index + 1)) % list.length],
        ]),
      );
      const { files } = await render(values);
      const { text: written } = record({ spec, values, files });
      const lock = parse(written);
      const again = await render(lock.parameters, lock.platform);
      expect({ values, tree: hashTree(again.files) }).toEqual({
        values,
        tree: lock.render.tree,
      });
    }
  }, 30_000);
});
