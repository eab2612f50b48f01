import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parseManifest } from '@notes/plugin-golden-path-common';
import { renderGoldenPath } from '@notes/plugin-golden-path-node';
import { parse } from 'yaml';
import { TEMPLATES } from '../readTemplate';
import { DOCS, EXAMPLES } from './readExample';

const KIT = resolvePackagePath('@notes/template-kit', 'src');
const guide = readFileSync(join(DOCS, 'authoring.md'), 'utf8');
const parts = readFileSync(join(DOCS, 'what-you-get.md'), 'utf8');

/** The words in code in the first column of the table below a heading. */
function readTable(text: string, heading: string): string[] {
  const [, section] = text.split(`\n## ${heading}\n`);
  return section
    .split('\n## ')[0]
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .flatMap(line => wordsIn(line.split('|')[1]));
}

function wordsIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
}

/** The kit's own index leaves its checkers out: they load every library that they check with. */
function readCheckerIds(): string[] {
  return ['checkers', 'build'].flatMap(folder =>
    readdirSync(join(KIT, folder))
      .filter(name => name.endsWith('.ts'))
      .flatMap(name => {
        const text = readFileSync(join(KIT, folder, name), 'utf8');
        const ids = /(?:\bid: |Checker\(\s*)'([a-z0-9-]+)'/g;
        return [...text.matchAll(ids)].map(([, id]) => id);
      }),
  );
}

describe('the authoring guide', () => {
  const blocks = [
    ...guide.matchAll(/^```\w+ title="(worker\/[^"]+)"\n([\s\S]*?)^```$/gm),
  ].map(([, path, text]) => ({ path, text }));

  it.each(blocks)('shows $path as it is', ({ path, text }) => {
    expect(text).toBe(readFileSync(join(EXAMPLES, path), 'utf8'));
  });

  it('shows the manifest, the template and a file', () => {
    expect(blocks).toHaveLength(3);
  });

  it('names every value that layers have', async () => {
    const { values } = await renderGoldenPath({
      libraryRoot: TEMPLATES,
      template: 'node-service',
      parameters: {
        name: 'billing',
        description: 'Writes invoices',
        owner: 'notes-team',
        system: 'notes',
        repoOwner: 'notes',
      },
      settings: {
        platformBaseUrl: 'https://portal.example',
        gitHostUrl: 'https://portal.example/git',
        grafanaUrl: 'https://grafana.example',
        registries: { ghcr: 'ghcr.io' },
        crossplaneForm: 'namespaced',
        podSecurityVersion: 'v1.36',
        gitopsRepo: 'platform/gitops',
      },
    });
    const manifest = parse(
      readFileSync(join(TEMPLATES, 'node-service/golden-path.yaml'), 'utf8'),
    );
    const constants = Object.keys(manifest.values).filter(
      name => name !== 'port',
    );
    const derived = Object.keys(values).filter(
      name => !constants.includes(name),
    );
    expect(readTable(guide, 'Values').sort()).toEqual(derived.sort());
  });

  it('names every field of the manifest, and no other', () => {
    const fields = readTable(guide, 'The manifest');
    const given: Record<string, unknown> = {
      apiVersion: 'golden-path.notes.dev/v1',
      kind: 'GoldenPath',
      version: '1.0.0',
      language: 'none',
      values: { graceSeconds: 1 },
      layers: undefined,
      'layers[].from': 'worker/skeleton',
      'layers[].to': 'src',
      'layers[].when': 'chaos',
      'layers[].copy': true,
      unmanaged: ['src/**'],
      approval: { required: true },
    };
    expect(fields.sort()).toEqual(Object.keys(given).sort());
    const pick = (test: (name: string) => boolean, cut: number) =>
      Object.fromEntries(
        Object.entries(given)
          .filter(([name]) => test(name))
          .map(([name, value]) => [name.slice(cut), value]),
      );
    const layer = pick(name => name.startsWith('layers[]'), 'layers[].'.length);
    const rest = pick(name => !name.startsWith('layers'), 0);
    expect(() => parseManifest({ ...rest, layers: [layer] })).not.toThrow();
  });
});

describe('the page about what you get', () => {
  const proofs = parts
    .split('\n')
    .filter(line => line.startsWith('- **Proven by:**'));

  it('names only checks that the kit has', () => {
    const known = readCheckerIds();
    expect(known).toEqual(expect.arrayContaining(['helm-lint', 'node-live']));
    for (const id of proofs.flatMap(wordsIn)) {
      expect(known).toContain(id);
    }
  });

  it('names every check that the kit has', () => {
    const named = wordsIn(parts);
    for (const id of readCheckerIds()) {
      expect(named).toContain(id);
    }
  });

  it('says of each part what it keeps, what proves it and how to change it', () => {
    const count = (word: string) => parts.split(`- **${word}:**`).length - 1;
    const headings = parts.split('\n### ').length - 1;
    expect([count('Standard'), count('Proven by'), count('Change it')]).toEqual(
      [headings, headings, headings],
    );
  });
});
