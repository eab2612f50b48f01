import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { PlanEnvironment } from '@notes/plugin-golden-path-common';
import { dump } from 'js-yaml';
import { waitFor } from '../__testUtils__/waitFor';
import { toManifests, type KubernetesObject } from '../plans/readManifests';
import { ToolBox } from '../tools/ToolBox';
import { ComposedResources } from './ComposedResources';
import { PlatformCompositions } from './PlatformCompositions';

const FUNCTION = `#!${process.execPath}
const [, port] = process.argv.at(-1).match(/:(\\d+)$/);
require('node:fs').appendFileSync(__dirname + '/started', process.pid + '\\n');
require('node:net').createServer(() => {}).listen(port, '127.0.0.1');
`;
/** Stands for the command line: answers with an object that names what it was given. */
const CRANK = `#!${process.execPath}
const fs = require('node:fs');
fs.appendFileSync(__dirname + '/rendered', 'x');
const text = fs.readFileSync(process.argv[3], 'utf8');
const name = /^  name: (\\S+)/m.exec(text)[1];
const size = /size: (\\S+)/.exec(text)[1];
console.log('---\\napiVersion: platform.notes.dev/v1alpha1\\nkind: PostgreSQLInstance\\nmetadata: {name: ' + name + '}');
const marked = 'annotations: {crossplane.io/composition-resource-name: x}';
console.log('---\\napiVersion: v1\\nkind: Secret\\nmetadata: {name: ' + name + ', ' + marked + '}\\ndata: {password: aGVsbG8=}');
console.log('---\\napiVersion: rds/v1\\nkind: Instance\\nmetadata: {generateName: ' + name + '-, ' + marked + '}\\nspec: {size: ' + size + '}');
`;

const claim = (size: string): KubernetesObject => ({
  apiVersion: 'platform.notes.dev/v1alpha1',
  kind: 'PostgreSQLInstance',
  metadata: { name: 'billing-postgresql' },
  spec: { size },
});
const environment = (name: string, size?: string): PlanEnvironment => ({
  name,
  namespace: `notes-${name}`,
  manifests: {
    state: 'available',
    data: size ? toManifests(dump(claim(size)), 'kustomize') : [],
  },
});

describe('ComposedResources', () => {
  let folder: string;
  let tools: ToolBox;
  const install = (name: string, script: string) =>
    writeFile(join(folder, name), script, { mode: 0o755 });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'composed-'));
    tools = new ToolBox(
      mockServices.rootConfig({
        data: { goldenPath: { tools: { directory: folder } } },
      }),
    );
    const api = join(folder, 'apis', 'postgresqlinstances');
    await mkdir(api, { recursive: true });
    await writeFile(
      join(api, 'definition.yaml'),
      dump({ spec: { names: { kind: 'PostgreSQLInstance' } } }),
    );
    await writeFile(
      join(api, 'composition-aws.yaml'),
      dump({ spec: { pipeline: [{ functionRef: { name: 'function-x' } }] } }),
    );
    await writeFile(join(folder, 'settings.yaml'), '{}');
    await install('function-x', FUNCTION);
    await install('crank', CRANK);
  });
  afterEach(async () => {
    tools.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const read = (name: string) =>
    readFile(join(folder, name), 'utf8').catch(() => '');
  const create = (withinMs = 30_000) =>
    new ComposedResources({
      compositions: new PlatformCompositions({
        ...{ directory: folder, form: 'namespaced', target: 'aws' },
      }),
      settings: join(folder, 'settings.yaml'),
      ...{ tools, withinMs },
    });
  const list = (composed = create()) =>
    composed.list(
      [environment('dev', 'small'), environment('prod', 'large')],
      [claim('small')],
    );

  it('lists what each environment composes of its own claims, without what is secret', async () => {
    const section = await list();
    expect(section).toMatchObject({
      state: 'available',
      data: [
        { environment: 'dev', kind: 'Secret', name: 'billing-postgresql' },
        {
          environment: 'dev',
          claim: 'PostgreSQLInstance/billing-postgresql',
          kind: 'Instance',
          resource: 'x',
          name: 'billing-postgresql-…',
          yaml: expect.stringContaining('size: small'),
        },
        { environment: 'prod', kind: 'Secret' },
        { environment: 'prod', yaml: expect.stringContaining('size: large') },
      ],
    });
    expect(JSON.stringify(section)).not.toContain('aGVsbG8=');
    expect(JSON.stringify(section)).toContain(
      'password: (the platform makes it)',
    );
  });

  it('takes the claims of the files where no overlay is rendered', async () => {
    const section = await create().list([environment('dev')], [claim('tiny')]);
    expect(section).toMatchObject({
      state: 'available',
      data: [{}, { yaml: expect.stringContaining('size: tiny') }],
    });
  });

  it('renders nothing twice, and again when the platform has changed', async () => {
    const composed = create();
    await list(composed);
    await list(composed);
    expect(await read('rendered')).toBe('xx');
    await writeFile(join(folder, 'settings.yaml'), '{ changed: true }');
    await list(composed);
    expect(await read('rendered')).toBe('xxxx');
  });

  it('starts a function once, and again when it has ended', async () => {
    const composed = create();
    await list(composed);
    await composed.list([environment('dev', 'a')], []);
    expect((await read('started')).trim().split('\n')).toHaveLength(1);
    process.kill(Number(await read('started')), 'SIGKILL');
    await waitFor(async () => {
      const section = await composed.list(
        [environment('dev', `s${Date.now()}`)],
        [],
      );
      const pids = (await read('started')).trim().split('\n');
      return section.state === 'available' && pids.length === 2;
    });
  });

  it('is empty without a claim, and needs no tool for that', async () => {
    await rm(join(folder, 'crank'));
    expect(await create().list([environment('dev')], [])).toEqual({
      state: 'available',
      data: [],
    });
  });

  it('names every tool that is missing, and how to get it', async () => {
    await rm(join(folder, 'crank'));
    await rm(join(folder, 'function-x'));
    expect(await list()).toEqual({
      state: 'unavailable',
      reason:
        'Not installed: "crank", "function-x", which render what the platform makes of a claim',
      fix: 'npm run tools',
    });
  });

  it.each([
    [
      'the platform does not compose a kind',
      async () => rm(join(folder, 'apis'), { recursive: true }),
      /no composition for PostgreSQLInstance/,
    ],
    [
      'the composition refuses a claim',
      () => install('crank', '#!/bin/sh\necho "spec.region: no" >&2; exit 1\n'),
      /dev: PostgreSQLInstance\/billing-postgresql: spec.region: no/,
    ],
    [
      'a function does not start',
      () => install('function-x', '#!/bin/sh\nexit 1\n'),
      /"function-x" does not listen/,
    ],
    [
      'the settings of the control plane are missing',
      () => rm(join(folder, 'settings.yaml')),
      /ENOENT/,
    ],
  ])('says so when %s', async (_, change, reason) => {
    await change();
    expect(await list()).toEqual({
      state: 'unavailable',
      reason: expect.stringMatching(reason),
      fix: undefined,
    });
  });

  it('does not wait for a render that takes too long', async () => {
    await install('crank', '#!/bin/sh\nexec sleep 30\n');
    const start = performance.now();
    expect(await list(create(500))).toMatchObject({
      state: 'unavailable',
      reason: expect.stringMatching(/longer than 500 ms|stopped after 0.5 s/),
    });
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

const ROOT = resolve(__dirname, '../../../..');
const REAL = [
  'crank',
  'function-auto-ready',
  'function-environment-configs',
  'function-go-templating',
];
const FOLDERS = [
  ...['bin', 'go/bin'].map(each => join(ROOT, '.tools', each)),
  ...(process.env.PATH ?? '').split(delimiter),
];
const missing = REAL.filter(
  name => !FOLDERS.some(each => existsSync(join(each, name))),
);
const title = missing.length
  ? `ComposedResources with Crossplane (no ${missing.join(', ')}: npm run tools)`
  : 'ComposedResources with Crossplane';

(missing.length ? describe.skip : describe)(title, () => {
  let tools: ToolBox;
  beforeAll(() => {
    tools = new ToolBox(mockServices.rootConfig());
  });
  afterAll(() => tools.stop());

  it.each(['namespaced', 'claims'] as const)(
    'renders a database on AWS in the %s form',
    async form => {
      const directory = join(ROOT, 'crossplane');
      const composed = new ComposedResources({
        compositions: new PlatformCompositions({
          ...{ directory, form, target: 'aws' },
        }),
        settings: join(directory, 'shared/environment.yaml'),
        ...{ tools, withinMs: 30_000 },
      });
      const spec = { size: 'small', profile: 'learning', region: 'us-east-1' };
      const object = {
        ...claim('small'),
        metadata: { name: 'billing-postgresql', namespace: 'notes-dev' },
        spec: { ...spec, class: 'standard', version: '18' },
      };
      const section = await composed.list(
        [
          {
            ...{ name: 'dev', namespace: 'notes-dev' },
            manifests: {
              state: 'available',
              data: toManifests(dump(object), 'kustomize'),
            },
          },
        ],
        [],
      );
      expect(section).toMatchObject({
        state: 'available',
        data: expect.arrayContaining([
          expect.objectContaining({ kind: 'Instance' }),
          expect.objectContaining({ kind: 'ParameterGroup' }),
        ]),
      });
    },
    60_000,
  );
});
