import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CheckRun, VerdictStore, type Checker } from '../check';
import { ALL_CHECKERS } from '../checkers';
import { DryRunRenderer, readTemplateSource } from '../render';
import { parseCommand } from './parseCommand';
import { portalActions } from './portalActions';
import { Report } from './Report';
import { testTemplate } from './testTemplate';

jest.setTimeout(120_000);

const FILES: Record<string, string> = {
  'template.yaml': `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: demo }
spec:
  owner: group:default/team
  type: demo
  parameters:
    - required: [name, description]
      properties:
        name: { type: string, pattern: '^[a-z][-a-z0-9]{2,39}$' }
        description: { type: string, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$' }
        colour: { type: string, enum: [red, blue], default: red }
        chaos: { type: boolean, default: false }
  steps:
    - id: render
      action: golden-path:render
      input: { values: '\${{ parameters }}' }
    - id: record
      action: template:record
      input: { values: '\${{ parameters }}' }
`,
  'golden-path.yaml': `apiVersion: golden-path.notes.dev/v1
kind: GoldenPath
version: 1.0.0
language: none
layers: [{ from: demo/skeleton }]
unmanaged: []
`,
  'skeleton/README.md': '# ${{ values.name }}\n',
  'skeleton/data.yaml':
    'name: ${{ values.name | dump }}\ndescription: ${{ values.description | dump }}\n{% if values.chaos %}\nchaos: true\n{% endif %}\n',
  'tests/kit.yaml': `base:
  name: billing
  description: Sends invoices
  # What the portal asks for, and this form does not.
build: [chaos]
variants: { long: { name: billing-billing-billing } }
snapshots: { first: {} }
`,
  'tests/mutations.yaml': `- defect: the name is gone
  file: ^README\\.md$
  find: billing
  replace: '\${{ values.name }}'
  caughtBy: [text]
- defect: one of its checkers is left out
  file: ^README\\.md$
  find: billing
  replace: '\${{ values.name }}'
  caughtBy: [data, text]
- defect: its checker is misspelt
  file: ^README\\.md$
  find: billing
  replace: '\${{ values.name }}'
  caughtBy: [txet, text]
- defect: nobody sees it
  file: ^README\\.md$
  find: billing
  replace: payments
  caughtBy: [text]
- defect: its checker cannot run
  file: ^README\\.md$
  find: billing
  replace: payments
  caughtBy: [absent]
`,
};

const absent: Checker = {
  id: 'absent',
  artefact: 'files',
  proves: 'nothing here',
  inputs: /^/,
  tools: ['no-such-command'],
  check: async () => [],
};
const built: Checker = {
  id: 'built',
  artefact: 'code',
  proves: 'it is built',
  inputs: /^README\.md$/,
  builds: true,
  async check(_repository, { copy }) {
    const folder = await copy();
    return readFileSync(join(folder, 'README.md'), 'utf8') ? [] : ['empty'];
  },
};

describe('the kit on a template', () => {
  let library: string;
  let renderer: DryRunRenderer;
  const checkers = [
    ...ALL_CHECKERS.filter(({ id }) => ['text', 'lock'].includes(id)),
    absent,
    built,
  ];
  const write = (path: string, text: string) => {
    const file = join(library, 'demo', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  beforeAll(async () => {
    library = mkdtempSync(join(tmpdir(), 'library-'));
    for (const [path, text] of Object.entries(FILES)) write(path, text);
    renderer = await DryRunRenderer.start({ actions: portalActions, library });
  });
  afterAll(async () => {
    await renderer.stop();
    rmSync(library, { recursive: true, force: true });
  });

  async function testDemo(words: string[] = []) {
    const lines: string[] = [];
    const report = new Report(line => lines.push(line));
    const store = new VerdictStore(join(library, 'verdicts.json'));
    const run = await CheckRun.create({ store });
    await testTemplate(readTemplateSource(join(library, 'demo')), {
      command: parseCommand(['test', ...words]),
      renderer,
      checkers,
      run,
      report,
      sharedMutations: join(library, 'none.yaml'),
    });
    await run.close();
    report.end();
    return { report, run, text: lines.join('\n') };
  }

  it('proves it, and says what it could not', async () => {
    const { text } = await testDemo(['--update']);
    expect(text).toMatch(
      /ok \d+ - demo: 4 combinations render, covering 100 %/,
    );
    expect(text).toMatch(/ok \d+ - demo: files: .*\(text\): 5 combinations/);
    expect(text).toMatch(/ok \d+ - demo: code: .*\(built\): 2 combinations/);
    expect(text).toMatch(/\(absent\) # SKIP no-such-command not found/);
    expect(text).toMatch(/ok \d+ - demo: form: .* refused, \d+ quoted/);
    expect(text).toMatch(/ok \d+ - demo: lock: "first" is rendered again/);
    expect(text).toMatch(/ok \d+ - demo: snapshot "first" is what it was/);
    expect(text).toMatch(/ok \d+ - .*blind: the name is gone \(text\)/);
    expect(text).toMatch(/ok \d+ - .*blind: one of its checkers .* \(text\)/);
    expect(text).toMatch(/ok \d+ - .*blind: its checker cannot run # SKIP/);
  });

  it('fails for a defect that nobody sees', async () => {
    const { text } = await testDemo();
    expect(text.match(/^not ok .*$/gm)).toEqual([
      expect.stringContaining('its checker is misspelt'),
      expect.stringContaining('nobody sees it'),
    ]);
    expect(text).toContain('there is no checker "txet"');
    expect(text).toMatch(
      /not ok \d+ - .*nobody sees it\n {2}# text says passed/,
    );
  });

  it('takes what passed before from the earlier run', async () => {
    const { run } = await testDemo();
    expect(run.remembered).toBeGreaterThan(0);
  });

  it('names what a change of the template does to the snapshots', async () => {
    write('skeleton/new.yaml', 'a: 1\n');
    const { report, text } = await testDemo();
    expect(report.failed).toBeGreaterThan(0);
    expect(text).toMatch(/not ok .*snapshot "first".*\n {2}# new: new\.yaml/);
  });

  it('catches text that is not quoted', async () => {
    write('skeleton/open.yaml', 'a: ${{ values.description }}\n');
    const { text } = await testDemo(['--only', 'none']).catch(error => ({
      text: String(error),
    }));
    expect(text).not.toContain('form:');
    expect((await testDemo()).text).toMatch(
      /not ok .*demo: form: [^]*open\.yaml (does not parse|has other keys)/,
    );
    rmSync(join(library, 'demo/skeleton/open.yaml'));
  });

  it('says which combination does not render', async () => {
    write(
      'skeleton/new.yaml',
      '{% if values.chaos %}\n${{ nope() }}\n{% endif %}\n',
    );
    await expect(testDemo()).rejects.toThrow(/demo does not render for chaos/);
  });
});

describe('the words behind the command', () => {
  it('choose what is tested', () => {
    expect(
      parseCommand([
        'test',
        'a',
        '--all',
        '--no-build',
        '--no-cache',
        '--update',
      ]),
    ).toMatchObject({
      templates: ['a'],
      set: 'all',
      build: false,
      cache: false,
      update: true,
    });
    expect(parseCommand([]).list).toBe(true);
  });

  it.each([
    [['nope'], /no command/],
    [['test', '--nope'], /Unknown option/],
    [['test', '--only'], /needs the id/],
  ])('are refused with the help: %j', (words, message) => {
    expect(() => parseCommand(words)).toThrow(message);
  });
});
