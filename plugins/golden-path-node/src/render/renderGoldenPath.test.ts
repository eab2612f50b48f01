import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlatformSettings } from '../config';
import { hashTree } from '../git';
import { renderGoldenPath } from './renderGoldenPath';

const settings: PlatformSettings = {
  platformBaseUrl: 'https://portal.example',
  gitHostUrl: 'https://portal.example/git',
  grafanaUrl: 'https://grafana.example',
  registries: { ghcr: 'ghcr.io' },
  crossplaneForm: 'namespaced',
  podSecurityVersion: 'v1.36',
  gitopsRepo: 'platform/gitops',
};

const MANIFEST = `
apiVersion: golden-path.notes.dev/v1
kind: GoldenPath
version: 1.0.0
language: node
values: { port: 9090 }
layers:
  - from: _shared/layers/docs
  - from: _shared/layers/ci-github
    when: ci == 'github'
  - from: _shared/layers/cache
    when: hasCache and not hasDatabase
  - from: _shared/charts/lib
    to: charts/\${{ values.name }}/charts/lib
    copy: true
  - from: demo/skeleton/base
`;

const parameters = {
  name: 'billing',
  description: 'Writes "invoices"',
  owner: 'notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
};

describe('renderGoldenPath', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'library-'));
    await write('demo/golden-path.yaml', MANIFEST);
    await write('_shared/images.yaml', 'node: node@sha256:1\n');
    await write('_shared/layers/docs/README.md', 'replaced\n');
    await write('_shared/layers/docs/docs/${{ values.name }}.md', 'docs\n');
    await write(
      '_shared/layers/ci-github/.github/workflows/ci.yml',
      'on: push\nname: {% raw %}${{ github.ref }}{% endraw %}\n',
    );
    await write('_shared/layers/cache/redis.md', 'cache\n');
    await write('_shared/charts/lib/x.yaml', 'a: ${{ values.name }}{{ .b }}\n');
    await write(
      'demo/skeleton/base/README.md',
      '${{ values.description | dump }} ${{ values.port }} ${{ values.images.node }}\n{% if values.hasDatabase %}\ndb\n{% endif %}\n{{ kept }}\n',
    );
    await write('demo/skeleton/base/run.sh', '#!/bin/sh\n');
    await chmod(join(root, 'demo/skeleton/base/run.sh'), 0o755);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(path: string, content: string) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }

  async function render(given: Record<string, unknown> = {}) {
    const rendered = await renderGoldenPath({
      libraryRoot: root,
      template: 'demo',
      parameters: { ...parameters, ...given } as never,
      settings,
    });
    const texts = Object.fromEntries(
      rendered.files.map(({ path, content }) => [path, content.toString()]),
    );
    return { ...rendered, texts };
  }

  it('writes the layers that apply, a later one over an earlier one', async () => {
    const { texts, layers, files } = await render();

    expect(layers).toEqual([
      '_shared/layers/docs',
      '_shared/layers/ci-github',
      '_shared/charts/lib',
      'demo/skeleton/base',
    ]);
    expect(texts).toEqual({
      '.github/workflows/ci.yml': 'on: push\nname: ${{ github.ref }}\n',
      'README.md': '"Writes \\"invoices\\"" 9090 node@sha256:1\n{{ kept }}\n',
      'charts/billing/charts/lib/x.yaml': 'a: ${{ values.name }}{{ .b }}\n',
      'docs/billing.md': 'docs\n',
      'run.sh': '#!/bin/sh\n',
    });
    expect(files.filter(file => file.executable)).toMatchObject([
      { path: 'run.sh' },
    ]);
  });

  it('leaves no trace of what was not chosen', async () => {
    const { texts } = await render({ ci: 'jenkins', cache: 'redis' });
    expect(Object.keys(texts)).toContain('redis.md');
    expect(Object.keys(texts)).not.toContain('.github/workflows/ci.yml');
  });

  it('hashes what it renders as git does, and renders the same again', async () => {
    const { files } = await render({ cache: 'redis' });
    const again = await render({ cache: 'redis' });
    const repository = await mkdtemp(join(tmpdir(), 'git-'));
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
    git('init', '-q');
    for (const { path, content, executable } of files) {
      await mkdir(dirname(join(repository, path)), { recursive: true });
      await writeFile(join(repository, path), content, {
        mode: executable ? 0o755 : 0o644,
      });
    }
    git('add', '-A');

    expect(hashTree(files)).toBe(git('write-tree'));
    expect(hashTree(again.files)).toBe(hashTree(files));
    await rm(repository, { recursive: true });
  });

  it.each([
    [
      'a layer outside the library',
      '  - from: _shared/layers/docs\n',
      '  - from: ../secrets\n',
      /demo\/golden-path.yaml: layers\[0\].from: "..\/secrets" is not accepted/,
    ],
    [
      'an unknown value in a condition',
      "ci == 'github'",
      "cu == 'github'",
      /layer "_shared\/layers\/ci-github": when "cu == 'github'" uses the unknown value "cu"/,
    ],
    [
      'a condition that is no comparison',
      "ci == 'github'",
      "ci | replace('a', 'b')",
      /is not accepted at "\| replace/,
    ],
    [
      'a broken condition',
      "ci == 'github'",
      'ci == (',
      /when "ci == \(" is no expression/,
    ],
    [
      'a target outside the repository',
      'to: charts/',
      'to: ../charts/',
      /to "\.\.\/charts\/billing\/charts\/lib" is not accepted/,
    ],
    [
      'a layer that does not exist',
      'demo/skeleton/base',
      'demo/skeleton/none',
      /layer "demo\/skeleton\/none" does not exist in the library/,
    ],
    ['a version', '1.0.0', 'one', /version: expected a semantic version/],
    ['an unknown key', 'unmanaged', 'unmanged', /Unrecognized key/],
    ['broken YAML', 'layers:', 'layers: [', /demo\/golden-path.yaml: /],
  ])('refuses %s', async (_, from, to, message) => {
    const text = `${MANIFEST}unmanaged: ["src/**"]\n`.replace(from, to);
    await write('demo/golden-path.yaml', text);
    await expect(render()).rejects.toThrow(message);
  });

  it.each([
    [{ name: 'A b' }, /name: "A b" is not accepted, expected 3 to 40/],
    [{ name: '' }, /name is missing/],
    [{ description: 'a\nb' }, /description: "a\\nb" is not accepted/],
    [{ owner: 'group:default/a b' }, /owner: .* is not accepted/],
    [{ repoOwner: '$(id)' }, /repoOwner: "\$\(id\)" is not accepted/],
    [
      { database: 'oracle' },
      /database: "oracle" is not accepted: expected one of none, postgresql/,
    ],
    [{ chaos: 'yes' }, /chaos: .* expected true or false/],
    [{ canary: '90-10' }, /canary: "90-10" needs a mesh, and mesh is "none"/],
    [{ note: 'a\u0007' }, /note: expected text without control characters/],
    [{ deep: { note: ['\u202e'] } }, /deep.note.0: expected text without/],
  ])('refuses %j and names the field', async (given, message) => {
    await expect(render(given)).rejects.toThrow(message);
  });

  it('says which file is missing when a folder is no golden path', async () => {
    await rm(join(root, 'demo/golden-path.yaml'));
    await expect(render()).rejects.toThrow(/demo\/golden-path.yaml is missing/);
  });
});
