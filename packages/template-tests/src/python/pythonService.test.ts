import { parse } from 'yaml';
import {
  findDataProblems,
  findPythonDependencyProblems,
  findPythonTraces,
  findRenovateProblems,
  findTextProblems,
  isOwn,
} from '@notes/template-kit';
import { nameOf, partCombinations } from '../combinations';
import type { RenderedFiles } from '../createTemplateRenderer';
import { renderPythonService } from './renderPythonService';

const EVERYTHING = {
  database: 'postgresql',
  cache: 'redis',
  events: 'both',
} as const;

describe('a Python service', () => {
  let complete: RenderedFiles;
  beforeAll(async () => {
    complete = await renderPythonService(EVERYTHING);
  }, 60_000);

  describe.each(partCombinations.map(one => [nameOf(one), one] as const))(
    'with %s',
    (_title, combination) => {
      let files: RenderedFiles;
      beforeAll(async () => {
        files = await renderPythonService(combination);
      }, 60_000);

      it('is clean text without anything of the template in it', () => {
        expect(findTextProblems(files)).toEqual([]);
      });

      it('has valid YAML and JSON everywhere, without empty keys', () => {
        expect(findDataProblems(files)).toEqual([]);
      });

      it('has no trace of what was not chosen', () => {
        expect(findPythonTraces(combination, files)).toEqual([]);
      });

      it('names, locks and imports the same dependencies', () => {
        expect(findPythonDependencyProblems(files)).toEqual([]);
      });

      it('lets Renovate run again what wrote its lock files', () => {
        expect(findRenovateProblems(files)).toEqual([]);
      });

      it('locks nothing but what the service with everything locks', () => {
        // So one environment, installed from the whole lock file, is that of every combination.
        const all = new Set(
          ['requirements.txt', 'requirements-dev.txt'].flatMap(path =>
            complete[path].split(/\n(?=\S)/).map(entry => entry.trim()),
          ),
        );
        for (const path of ['requirements.txt', 'requirements-dev.txt'])
          for (const entry of files[path].split(/\n(?=\S)/))
            expect(all).toContain(entry.trim());
      });

      it('has only files that its image or its clone needs', () => {
        expect(files).toHaveProperty(['app/__main__.py']);
        expect(files).toHaveProperty(['Dockerfile']);
        expect(parse(files['openapi.yaml']).openapi).toBe('3.1.0');
        expect('asyncapi.yaml' in files).toBe(combination.events !== 'none');
        expect('migrations/20260101000000_create_items.sql' in files).toBe(
          combination.database !== 'none',
        );
      });
    },
  );

  it('has a builder and a runtime with the same minor version of Python', () => {
    const [builder, runtime] = [
      ...complete.Dockerfile.matchAll(/^FROM (\S+)/gm),
    ].map(([, image]) => image);
    expect(builder).toMatch(/^python:3\.13-.*@sha256:[\da-f]{64}$/);
    // Debian 13 has Python 3.13.
    expect(runtime).toMatch(/python3-debian13:nonroot@sha256:[\da-f]{64}$/);
  });

  it.each(['pay', `a${'b'.repeat(39)}`])(
    'has the same code for any name, such as %s',
    async name => {
      const files = await renderPythonService(EVERYTHING, { name });
      const renamed = Object.fromEntries(
        Object.entries(complete).map(([path, text]) => [
          path,
          text.replaceAll('billing-service', name),
        ]),
      );
      for (const path of Object.keys(files).filter(isOwn))
        expect({ path, text: files[path] }).toEqual({
          path,
          text: renamed[path],
        });
    },
  );

  it.each([
    `He said "it's: {fine}" # no comment`,
    '`rm -rf` $(whoami) ${HOME} \\n \\u0041 %s """',
    'Grüße, 世界 🚀 مرحبا',
    '\\'.repeat(200),
  ])('keeps what people type a text: %s', async description => {
    const files = await renderPythonService({}, { description });
    const line = /^description = (.*)$/m.exec(files['pyproject.toml'])?.[1];
    // A basic string of TOML is one of JSON.
    expect(JSON.parse(line ?? '')).toBe(description);
    for (const path of Object.keys(files).filter(one => one.endsWith('.py')))
      expect(files[path]).not.toContain(description);
  });
});
