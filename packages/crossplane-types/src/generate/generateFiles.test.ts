import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { readBlocks } from './readBlocks';
import { renderTemplate } from './renderTemplate';

const PACKAGE = resolve(__dirname, '../..');
const CROSSPLANE = resolve(PACKAGE, '../../crossplane');
const run = promisify(execFile);

describe('generated files', () => {
  it('are those that follow from the sources', async () => {
    const check = run(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        'scripts/generate.ts',
        '--check',
      ],
      { cwd: PACKAGE, env: { ...process.env, NODE_OPTIONS: '' } },
    );
    // Names the files that differ; `yarn workspace @notes/crossplane-types generate` writes them.
    await expect(
      check.catch(error => ({ stdout: error.stdout + error.stderr })),
    ).resolves.toMatchObject({ stdout: '' });
  }, 60_000);

  it('hold no mark any more', async () => {
    for (const folder of ['apis', 'classic']) {
      const root = resolve(CROSSPLANE, folder);
      const files = (await readdir(root, { recursive: true })).filter(file =>
        file.endsWith('.yaml'),
      );
      expect(files.length).toBeGreaterThanOrEqual(19);
      for (const file of files) {
        const text = await readFile(resolve(root, file), 'utf8');
        expect(parseAllDocuments(text).flatMap(d => d.errors)).toEqual([]);
        expect([file, text.match(/^\s*(#:|@secret).*/m)]).toEqual([file, null]);
      }
    }
  });
});

describe('marks', () => {
  it('keep the lines of one form', () => {
    const template = 'a\n#:namespaced\nb\n#:claims\nc\n#:end\nd\n';
    expect(renderTemplate(template, 'namespaced', 'x')).toBe('a\nb\nd\n');
    expect(renderTemplate(template, 'claims', 'x')).toBe('a\nc\nd\n');
  });

  it.each([
    ['#:manifest x\nkind: Secret\n', "x: '#:manifest' has no '#:end'"],
    ['a\n#:end\n', "x:2: '#:end' closes nothing"],
  ])('refuse %p', (template, message) => {
    expect(() => readBlocks(template, 'x')).toThrow(message);
  });

  it('refuse a word they do not know', () => {
    expect(() => renderTemplate('#:magic\n#:end\n', 'claims', 'x')).toThrow(
      "x: '#:magic' is no known mark",
    );
  });
});
