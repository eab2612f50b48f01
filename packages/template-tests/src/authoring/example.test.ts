import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lintLock, lintSteps } from '@notes/plugin-golden-path-node';
import {
  createTemplateRenderer,
  type RenderedFiles,
  type TemplateRenderer,
} from '../createTemplateRenderer';
import { readExample } from './readExample';

// The scaffolder starts, and so do processes that run what it wrote.
jest.setTimeout(120_000);

const LOCK = '.backstage/template.lock.yaml';
const run = promisify(execFile);
const values = {
  name: 'mail-worker',
  description: 'Sends "mails" & tidies up',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
  everySeconds: 30,
  probes: 'none',
};

async function runTests(files: RenderedFiles): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'authoring-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { NODE_OPTIONS: _, ...env } = process.env;
    const { stdout } = await run(process.execPath, ['--test'], {
      cwd: folder,
      env: { ...env, NODE_TEST_CONTEXT: undefined },
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the example of the authoring guide', () => {
  const template = readExample('worker');
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await createTemplateRenderer();
  });
  afterAll(() => renderer.stop());

  it('writes a repository whose tests pass', async () => {
    const files = await renderer.render(template, values);

    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        '.github/CODEOWNERS',
        '.backstage/template.lock.yaml',
        'catalog-info.yaml',
        'src/main.js',
      ]),
    );
    expect(JSON.parse(files['package.json']).description).toBe(
      values.description,
    );
    expect(await runTests(files)).toMatch(/pass 1\b/);
  });

  it('adds the probes when they are chosen, and no trace of them otherwise', async () => {
    const without = await renderer.render(template, values);
    const chosen = await renderer.render(template, {
      ...values,
      probes: 'http',
    });

    const added = Object.keys(chosen).filter(path => !(path in without));
    expect(added.sort()).toEqual(['src/health.js', 'src/health.test.js']);
    expect(without['src/main.js']).not.toMatch(/health|PORT/);
    expect(without.Dockerfile).not.toContain('EXPOSE');
    expect(await runTests(chosen)).toMatch(/pass 2\b/);
  });

  it('leaves a record that a later version can be compared with', async () => {
    const { [LOCK]: lock } = await renderer.render(template, values);

    expect(lintLock(lock)).toEqual([]);
    expect(lintSteps(template.entity.spec as never)).toEqual([]);
  });

  it('refuses what its form does not accept', async () => {
    const { status, body } = await renderer.dryRun(template, {
      ...values,
      everySeconds: 0,
    });
    expect(status).toBe(400);
    expect(JSON.stringify(body.errors)).toContain('everySeconds');
  });
});
