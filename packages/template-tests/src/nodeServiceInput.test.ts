import { parse, parseAllDocuments } from 'yaml';
import {
  createTemplateRenderer,
  type TemplateRenderer,
} from './createTemplateRenderer';
import { NAME, valuesOf } from './nodeServiceValues';
import {
  parameterPagesOf,
  readSharedPages,
  readTemplate,
} from './readTemplate';

const template = readTemplate('node-service');

describe('the form of the Node service template', () => {
  let renderer: TemplateRenderer;
  beforeAll(async () => {
    renderer = await createTemplateRenderer();
  }, 60_000);
  afterAll(() => renderer.stop());

  it('shows the pages that all service templates share', () => {
    expect(parameterPagesOf(template)).toEqual(readSharedPages());
  });

  it('gives every parameter a title and words, and all but five a default', () => {
    const properties = Object.assign(
      {},
      ...parameterPagesOf(template).map(page => page.properties),
    ) as Record<string, object>;
    for (const [name, property] of Object.entries(properties)) {
      expect({ name, ...property }).toMatchObject({
        title: expect.any(String),
        description: expect.any(String),
      });
    }
    const without = Object.entries(properties)
      .filter(([, property]) => !('default' in property))
      .map(([name]) => name);
    expect(without).toEqual(['name', 'description', 'owner', 'system']);
    const used = template.text.matchAll(/parameters\.(\w+)/g);
    for (const [, name] of used) expect(properties).toHaveProperty(name);
  });

  it('accepts what callers sent before there were more parameters', async () => {
    const files = await renderer.render(template, {
      name: NAME,
      description: 'Writes invoices',
      owner: 'group:default/notes-team',
      system: 'system:default/notes',
      repoOwner: 'notes',
    });
    expect(Object.keys(files)).toContain('src/main.ts');
  });

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
        valuesOf(
          { database: 'postgresql', cache: 'redis', events: 'both' },
          { description },
        ),
      );
      expect(JSON.parse(files['package.json']).description).toBe(description);
      expect(parse(files[`charts/${NAME}/Chart.yaml`]).description).toBe(
        description,
      );
      const [component] = parseAllDocuments(files['catalog-info.yaml']).map(
        one => one.toJS(),
      );
      expect(component.metadata.description).toBe(description);
      for (const path of ['openapi.yaml', 'asyncapi.yaml']) {
        expect(unescapeMarkdown(parse(files[path]).info.description)).toBe(
          description,
        );
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
      {
        reason: 'a hidden change of direction',
        fields: { description: 'safe \u202e evil' },
      },
      {
        reason: 'a control character',
        fields: { description: 'bell \u0007 rings' },
      },
      {
        reason: 'more than 200 characters',
        fields: { description: 'x'.repeat(201) },
      },
      { reason: 'nothing but spaces', fields: { description: '    ' } },
      { reason: 'a short name', fields: { name: 'ab' } },
      { reason: 'a long name', fields: { name: 'a'.repeat(41) } },
      { reason: 'a name with a path', fields: { name: '../etc' } },
      { reason: 'a name in capitals', fields: { name: 'Billing' } },
      {
        reason: 'a name that ends with a hyphen',
        fields: { name: 'billing-' },
      },
      {
        reason: 'a name that begins with a digit',
        fields: { name: '1password' },
      },
      { reason: 'an unknown database', fields: { database: 'oracle' } },
      { reason: 'an unknown kind of events', fields: { events: 'some' } },
      { reason: 'an unknown tier', fields: { tier: 'gold' } },
      { reason: 'an unknown mesh', fields: { mesh: 'linkerd' } },
      { reason: 'a word for yes', fields: { chaos: 'yes' } },
      {
        reason: 'a cost center with a quote',
        fields: { costCenter: 'a"b' },
      },
      {
        reason: 'a cost center with an expression',
        fields: { costCenter: '${{ values.name }}' },
      },
      { reason: 'a canary without a mesh', fields: { canary: '90-10' } },
      {
        reason: 'an owner that is no entity',
        fields: { owner: 'group:default/a b' },
      },
      {
        reason: 'a repository owner with a slash',
        fields: { repoOwner: 'a/b' },
      },
      { reason: 'no owner', fields: { owner: undefined } },
    ])('is refused when it is $reason', async ({ fields }) => {
      const { status, body } = await renderer.dryRun(
        template,
        valuesOf({}, fields),
      );
      expect(status).toBe(400);
      const [field] = Object.keys(fields);
      expect(JSON.stringify(body.errors)).toContain(field);
    });
  });

  it.each(['true', 'null', 'yes', 'off'])(
    'keeps the name "%s" a name, although YAML reads it as something else',
    async name => {
      const files = await renderer.render(
        template,
        valuesOf({ database: 'postgresql' }, { name }),
      );
      const [component] = parseAllDocuments(files['catalog-info.yaml']).map(
        one => one.toJS(),
      );
      expect(component.metadata.name).toBe(name);
      expect(component.metadata.annotations['backstage.io/kubernetes-id']).toBe(
        name,
      );
      expect(parse(files['mkdocs.yml']).site_name).toBe(name);
      expect(parse(files[`charts/${name}/Chart.yaml`]).name).toBe(name);
      expect(parse(files['docker-compose.yml']).name).toBe(name);
    },
  );
});

function unescapeMarkdown(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
