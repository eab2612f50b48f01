import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';
import { combinations, nameOf, type Combination } from './combinations';
import { createTemplateRenderer, type RenderedFiles, type TemplateRenderer } from './createTemplateRenderer';
import { expectValidEntity } from './expectValidEntity';
import { readTemplate } from './readTemplate';

const template = readTemplate('node-service');
const NAME = 'billing-service';
/** A trigger and a volume without settings are written as keys without values. */
const MEANT_EMPTY = ['/on/pull_request', '/volumes/database'];

type LockEntry = { integrity?: string; optionalDependencies?: object };

function valuesOf(combination: Partial<Combination>, fields: object = {}) {
  return {
    name: NAME,
    description: 'Writes invoices',
    owner: 'group:default/notes-team',
    system: 'system:default/notes',
    database: 'none',
    cache: 'none',
    events: 'none',
    repoOwner: 'notes',
    repoHost: 'embedded',
    ...combination,
    ...fields,
  };
}

describe('the Node service template', () => {
  let renderer: TemplateRenderer;
  beforeAll(async () => {
    renderer = await createTemplateRenderer();
  }, 60_000);
  afterAll(() => renderer.stop());

  it('is a valid template entity with exactly the parameters that were agreed', () => {
    const { parameters } = template.entity.spec as {
      parameters: { properties: Record<string, object>; required: string[] }[];
    };
    const properties = Object.assign({}, ...parameters.map(page => page.properties));
    expect(Object.keys(properties)).toEqual([
      'name',
      'description',
      'owner',
      'system',
      'database',
      'cache',
      'events',
      'repoHost',
      'repoOwner',
    ]);
    for (const [name, property] of Object.entries(properties)) {
      expect({ name, ...(property as object) }).toMatchObject({
        title: expect.any(String),
        description: expect.any(String),
      });
      expect(template.text).toContain(`parameters.${name}`);
    }
    const used = template.text.matchAll(/parameters\.(\w+)/g);
    for (const [, name] of used) expect(Object.keys(properties)).toContain(name);
  });

  describe.each(combinations.map(one => [nameOf(one), one] as const))(
    'with %s',
    (name, combination) => {
      let files: RenderedFiles;
      beforeAll(async () => {
        files = await renderer.render(template, valuesOf(combination));
        keep(name, files);
      }, 60_000);

      it('leaves no template syntax behind', () => {
        for (const [path, text] of Object.entries(files)) {
          expect(path).not.toMatch(/[{}$]/);
          const own = path.startsWith('.github/workflows/') ? text.replace(/\$\{\{ (matrix|github)\.[^}]*\}\}/g, '') : text;
          expect({ path, left: own.match(/\$\{\{|\{%|%\}|\bvalues\.(has|produces|consumes|name|desc)\w*/g) }).toEqual({ path, left: null });
        }
      });

      it('has no dead or ragged text', () => {
        for (const [path, text] of Object.entries(files)) {
          const isCode = /\.(ts|js)$/.test(path);
          expect({ path, empty: text.trim() === '' }).toEqual({ path, empty: false });
          expect({ path, ragged: /[ \t]$/m.test(text) }).toEqual({ path, ragged: false });
          expect({ path, gap: /\n\n\n/.test(text) }).toEqual({ path, gap: false });
          expect({ path, end: text.endsWith('\n') }).toEqual({ path, end: true });
          if (!isCode) expect({ path, undefined: /\bundefined\b/.test(text) }).toEqual({ path, undefined: false });
        }
      });

      it('has valid YAML and JSON everywhere', () => {
        for (const [path, text] of Object.entries(files)) {
          if (path.includes('/templates/')) continue;
          if (path.endsWith('.json')) expect(() => JSON.parse(text)).not.toThrow();
          if (!/\.ya?ml$/.test(path)) continue;
          for (const document of parseAllDocuments(text, { uniqueKeys: true })) {
            expect({ path, errors: document.errors, warnings: document.warnings }).toEqual({ path, errors: [], warnings: [] });
            expect({ path, empty: emptyKeys(document.toJS()).filter(key => !MEANT_EMPTY.includes(key)) }).toEqual({ path, empty: [] });
          }
        }
      });

      it('has catalog entities that are valid and refer to each other', async () => {
        const entities = parseAllDocuments(files['catalog-info.yaml']).map(one => one.toJS() as Entity);
        for (const entity of entities) await expectValidEntity(entity);

        const refs = new Set(entities.map(one => `${one.kind}:${one.metadata.name}`.toLowerCase()));
        const [component] = entities;
        expect(component.metadata.annotations).toEqual({
          'backstage.io/techdocs-ref': 'dir:.',
          'backstage.io/kubernetes-id': NAME,
          'argocd/app-selector': `app.kubernetes.io/name=${NAME}`,
          'notes.dev/repository': `notes/${NAME}`,
        });
        const spec = component.spec as { providesApis: string[]; dependsOn?: string[]; owner: string; system: string };
        for (const api of spec.providesApis) expect(refs).toContain(`api:${api}`);
        for (const ref of spec.dependsOn ?? []) {
          const { kind, name: target } = parseEntityRef(ref);
          expect(refs).toContain(`${kind}:${target}`.toLowerCase());
        }
        expect(refs.size).toBe(1 + spec.providesApis.length + (spec.dependsOn?.length ?? 0));
        for (const entity of entities) {
          expect(entity.spec).toMatchObject({ owner: 'group:default/notes-team', system: 'system:default/notes' });
        }
        for (const path of JSON.stringify(entities).matchAll(/"\$text":"\.\/([^"]+)"/g)) {
          expect(files).toHaveProperty([path[1]]);
        }
      });

      it('has no trace of what was not chosen', () => {
        const traces = tracesOf(combination);
        for (const [path, text] of Object.entries(files)) {
          // Hashes may spell anything; what is locked follows from what package.json names.
          if (path === 'package-lock.json') continue;
          for (const trace of traces) {
            expect({ path, trace, found: trace.test(path) || trace.test(text) }).toEqual({ path, trace, found: false });
          }
        }
      });

      it('locks exactly the dependencies it names', () => {
        const manifest = JSON.parse(files['package.json']);
        const lock = JSON.parse(files['package-lock.json']);
        const root = lock.packages[''];
        expect(root.name).toBe(NAME);
        expect(root.dependencies).toEqual(manifest.dependencies);
        expect(root.devDependencies).toEqual(manifest.devDependencies);
        expect(files['package-lock.json']).not.toContain('"resolved"');
        for (const [path, entry] of Object.entries(lock.packages) as [string, LockEntry][]) {
          if (path) expect(entry.integrity).toMatch(/^sha512-/);
          // npm leaves out what it could not find for another platform, and npm ci then refuses the file.
          for (const name of Object.keys(entry.optionalDependencies ?? {})) {
            expect(lock.packages).toHaveProperty([`node_modules/${name}`]);
          }
        }
        const imported = Object.entries(files)
          .filter(([path]) => /\.(ts|js)$/.test(path))
          .flatMap(([, text]) => [...text.matchAll(/(?:from |meta\.resolve\()'((?:@[\w-]+\/)?[\w-]+)/g)].map(one => one[1]))
          .filter(name => name !== 'node');
        for (const dependency of Object.keys(manifest.dependencies)) {
          expect(imported).toContain(dependency);
        }
        const known = { ...manifest.dependencies, ...manifest.devDependencies };
        for (const dependency of imported) expect(known).toHaveProperty([dependency]);
      });

      it('has a workflow whose actions are pinned to full commits', () => {
        const workflow = files['.github/workflows/ci.yml'];
        const uses = [...workflow.matchAll(/uses: (\S+)/g)].map(one => one[1]);
        expect(uses.length).toBeGreaterThan(4);
        for (const action of uses) expect(action).toMatch(/@[\da-f]{40}$/);
        expect(workflow).toContain('${{ matrix.node }}');
        expect(parse(workflow)).toMatchObject({ permissions: {} });
      });

      it('says in its docs and picture what it is made of, and every link leads somewhere', () => {
        const picture = files['docs/index.md'];
        expect(picture).toContain('```mermaid');
        expect(picture.includes('PostgreSQL')).toBe(combination.database === 'postgresql');
        expect(picture.includes('[(Redis)]')).toBe(combination.cache === 'redis');
        expect(picture.includes('{{Kafka}}')).toBe(combination.events !== 'none');
        for (const { path } of parseNav(files['mkdocs.yml'])) expect(files).toHaveProperty([`docs/${path}`]);
        for (const path of Object.keys(files).filter(one => one.endsWith('.md'))) {
          for (const [, target] of files[path].matchAll(/\]\((?!http)([^)#]+)\)/g)) {
            expect(files).toHaveProperty([join(dirname(path), target)]);
          }
        }
      });
    },
  );

  describe('text that people type', () => {
    const hostile = [
      `He said "it's: {fine}" # no comment`,
      '${{ values.name }} {% raw %} {{ 7 * 7 }} {# x #}',
      '`rm -rf` $(whoami) ${HOME} \\n \\u0041 %s',
      '<script>alert(1)</script> <img src=x onerror=alert(1)>',
      '[click](javascript:alert(1)) ![x](http://example.com/x.png)',
      '- a list? * b & *anchor !tag | > literal @at',
      'true',
      '12345',
      '{"a": [1, 2]}',
      "'; DROP TABLE items; --",
      'Grüße, 世界 🚀 مرحبا',
      '"'.repeat(200),
      '\\'.repeat(200),
      'x'.repeat(200),
    ];

    it.each(hostile)('arrives unchanged everywhere: %s', async description => {
      const files = await renderer.render(
        template,
        valuesOf({ database: 'postgresql', cache: 'redis', events: 'both' }, { description }),
      );
      expect(JSON.parse(files['package.json']).description).toBe(description);
      expect(parse(files[`charts/${NAME}/Chart.yaml`]).description).toBe(description);
      const [component] = parseAllDocuments(files['catalog-info.yaml']).map(one => one.toJS());
      expect(component.metadata.description).toBe(description);
      for (const path of ['openapi.yaml', 'asyncapi.yaml']) {
        expect(unescapeMarkdown(parse(files[path]).info.description)).toBe(description);
      }
      for (const path of ['README.md', 'docs/index.md']) {
        const [title, blank, line] = files[path].split('\n');
        expect([title, blank]).toEqual([`# ${NAME}`, '']);
        expect(unescapeMarkdown(line)).toBe(description);
        expect(line).not.toMatch(/(?<!\\)(\\\\)*[<`[$]/);
      }
    });

    it.each([
      { reason: 'a line break', fields: { description: 'one\ntwo' } },
      { reason: 'a hidden change of direction', fields: { description: 'safe \u202e evil' } },
      { reason: 'a control character', fields: { description: 'bell \u0007 rings' } },
      { reason: 'more than 200 characters', fields: { description: 'x'.repeat(201) } },
      { reason: 'nothing but spaces', fields: { description: '    ' } },
      { reason: 'a short name', fields: { name: 'ab' } },
      { reason: 'a long name', fields: { name: 'a'.repeat(41) } },
      { reason: 'a name with a path', fields: { name: '../etc' } },
      { reason: 'a name in capitals', fields: { name: 'Billing' } },
      { reason: 'a name that ends with a hyphen', fields: { name: 'billing-' } },
      { reason: 'a name that begins with a digit', fields: { name: '1password' } },
      { reason: 'an unknown database', fields: { database: 'oracle' } },
      { reason: 'an unknown kind of events', fields: { events: 'some' } },
      { reason: 'an owner that is no entity', fields: { owner: 'group:default/a b' } },
      { reason: 'a repository owner with a slash', fields: { repoOwner: 'a/b' } },
      { reason: 'no owner', fields: { owner: undefined } },
    ])('is refused when it is $reason', async ({ fields }) => {
      const { status, body } = await renderer.dryRun(template, valuesOf({}, fields));
      expect(status).toBe(400);
      const [field] = Object.keys(fields);
      expect(JSON.stringify(body.errors)).toContain(field);
    });
  });

  it.each(['true', 'null', 'yes', 'off'])(
    'keeps the name "%s" a name, although YAML reads it as something else',
    async name => {
      const files = await renderer.render(template, valuesOf({ database: 'postgresql' }, { name }));
      const [component] = parseAllDocuments(files['catalog-info.yaml']).map(one => one.toJS());
      expect(component.metadata.name).toBe(name);
      expect(component.metadata.annotations['backstage.io/kubernetes-id']).toBe(name);
      expect(parse(files['mkdocs.yml']).site_name).toBe(name);
      expect(parse(files[`charts/${name}/Chart.yaml`]).name).toBe(name);
      expect(parse(files['docker-compose.yml']).name).toBe(name);
    },
  );
});

/** Gives the proof its material: `prove` runs what this test has rendered. */
function keep(name: string, files: RenderedFiles) {
  const folder = process.env.TEMPLATE_RENDERS;
  if (!folder) return;
  rmSync(join(folder, name), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

function tracesOf({ database, cache, events }: Combination): RegExp[] {
  const produces = events === 'producer' || events === 'both';
  const consumes = events === 'consumer' || events === 'both';
  const nothing = database === 'none' && cache === 'none' && events === 'none';
  return [
    ...(database === 'none' ? [/postgres/i, /migrat/i, /\bpg\b/, /database_url/i, /\bsql\b/i] : [/MemoryItemRepository/]),
    ...(cache === 'none' ? [/redis/i, /CachedItem/, /CACHE_TTL/] : []),
    ...(events === 'none' ? [/kafka/i, /asyncapi/i, /cloudevent/i] : []),
    ...(produces ? [] : [/itemEvent\b/i, /items\.v1/]),
    ...(consumes ? [] : [/item-?request/i, /dead.?letter/i, /dlq/i]),
    ...(produces && database === 'postgresql' ? [] : [/outbox/i]),
    ...(nothing ? [/claims/, /lifecycle\.ts/, /stand-in/] : []),
  ];
}

function emptyKeys(value: unknown, path = ''): string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, child]) => emptyKeys(child, `${path}/${key}`));
}

function parseNav(text: string): { path: string }[] {
  const { nav } = parse(text) as { nav: Record<string, string>[] };
  return nav.map(one => ({ path: Object.values(one)[0] }));
}

function unescapeMarkdown(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
