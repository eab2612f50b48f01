import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSite } from '../__testUtils__/createSite';

const sites: Array<ReturnType<typeof createSite>> = [];

function site(files: Record<string, string>) {
  const created = createSite(files);
  sites.push(created);
  return created;
}

afterAll(() => sites.forEach(created => created.remove()));

describe('buildSite', () => {
  it('builds the hard page without a warning, in the shape the reader knows', async () => {
    const hard = site({});
    cpSync(join(__dirname, '../__fixtures__/hard-page'), hard.directory, {
      recursive: true,
    });

    expect(await hard.build({ etag: 'abc' })).toEqual({
      pages: 4,
      rendered: 4,
      warnings: [],
    });

    const page = hard.read('index.html');
    for (const part of [
      'data-md-component="main"',
      'data-md-component="content"',
      'data-md-component="sidebar" data-md-type="navigation"',
      'data-md-component="sidebar" data-md-type="toc"',
      'class="md-nav md-nav--primary"',
      'data-md-toggle="drawer"',
      '<article class="md-content__inner md-typeset">',
      'class="md-footer__link md-footer__link--next" rel="next"',
      'href="https://backstage.io" class="md-nav__link"',
    ]) {
      expect(page).toContain(part);
    }
    expect(page.match(/<link rel="stylesheet" href="([^"]+)"/)?.[1]).toMatch(
      /main\.[A-Fa-f0-9]{8}\.min\.css$/,
    );
    expect(hard.read('guide/second/index.html')).toContain(
      'class="md-footer__link md-footer__link--prev" rel="prev"',
    );

    const metadata = JSON.parse(hard.read('techdocs_metadata.json'));
    expect(metadata).toMatchObject({
      site_name: 'Hard page',
      site_description: 'Every feature of the docs generator on one page',
      etag: 'abc',
      build_timestamp: expect.any(Number),
    });
    expect(metadata.files).toEqual(
      expect.arrayContaining([
        'index.html',
        'images/dot.png',
        'search/search_index.json',
        'techdocs_metadata.json',
      ]),
    );
    expect(
      metadata.files.every((file: string) =>
        existsSync(join(hard.outputDir, file)),
      ),
    ).toBe(true);
  });

  it('fills the search index with pages and sections', async () => {
    const docs = site({
      'docs/index.md': '# Home\n\nhello\n\n## Part\n\nwords',
      'docs/a/b.md': '# B\n\nother',
    });
    await docs.build();
    expect(JSON.parse(docs.read('search/search_index.json')).docs).toEqual([
      { location: 'a/b/', title: 'B', text: 'B other' },
      { location: 'a/b/#b', title: 'B', text: 'other' },
      { location: '', title: 'Home', text: 'Home hello Part words' },
      { location: '#home', title: 'Home', text: 'hello' },
      { location: '#part', title: 'Part', text: 'words' },
    ]);
  });

  it('renders only what changed, and everything when the settings change', async () => {
    const docs = site({
      'docs/index.md': '# A',
      'docs/b.md': '# B',
      'docs/c.md': '# C',
    });
    expect((await docs.build()).rendered).toBe(3);
    expect((await docs.build()).rendered).toBe(0);

    docs.write('docs/b.md', '# Changed');
    expect((await docs.build()).rendered).toBe(1);
    expect(docs.read('b/index.html')).toContain('Changed');
    expect(docs.read('c/index.html')).toContain(
      '<span class="md-ellipsis">Changed</span>',
    );

    docs.write(
      'mkdocs.yml',
      'markdown_extensions: [{ toc: { permalink: false } }]',
    );
    expect((await docs.build()).rendered).toBe(3);
  });

  it('builds again when the cache is broken', async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), 'docs-cache-'));
    const docs = site({ 'docs/index.md': '# A' });
    await docs.build({ cacheDir });
    readdirSync(cacheDir).forEach(name =>
      writeFileSync(join(cacheDir, name), '{"half'),
    );
    expect((await docs.build({ cacheDir })).rendered).toBe(1);
  });

  it('names every broken link with file, line and link, and writes nothing', async () => {
    const docs = site({
      'mkdocs.yml': 'site_name: x\nnav:\n  - index.md\n  - missing.md\n',
      'docs/index.md':
        '# A\n\n[one](gone.md) and\n[two](b.md#nowhere)\n\n![three](img/none.png)\n\n[four](../../secret.md)\n\n[five](#none)\n\n[six](other/)\n\n<img src="raw.png">\n',
      'docs/b.md':
        '# B\n\n## Some Part\n\n[good](index.md#a) [near](#Some-Part)',
    });
    const error = await docs.build().then(
      () => undefined,
      reason => reason as Error,
    );
    expect(error?.name).toBe('InputError');
    expect(error?.message.split('\n').map(line => line.trim())).toEqual([
      'The documentation has 9 problems:',
      'mkdocs.yml:4: nav names "missing.md", which is not in docs',
      'docs/b.md:5: the link "#Some-Part" is broken: "b.md" has no heading or anchor "#Some-Part"; "some-part" exists',
      'docs/index.md:3: the link "gone.md" is broken: there is no page "gone.md"',
      'docs/index.md:4: the link "b.md#nowhere" is broken: "b.md" has no heading or anchor "#nowhere"',
      'docs/index.md:6: the link "img/none.png" is broken: there is no file "img/none.png"',
      'docs/index.md:8: the link "../../secret.md" is broken: it leaves the docs folder',
      'docs/index.md:10: the link "#none" is broken: "index.md" has no heading or anchor "#none"',
      'docs/index.md:12: the link "other/" is broken: no page has the address "other/"',
      'docs/index.md:14: the link "raw.png" is broken: there is no file "raw.png"',
    ]);
    expect(existsSync(join(docs.outputDir, 'index.html'))).toBe(false);
  });

  it('accepts links by address, to files, to anchors of HTML and to the portal', async () => {
    const docs = site({
      'docs/index.md':
        '# A\n\n[b](b/) [c](b/index.html) [d](#x) [f](files/a.zip) [p](/catalog) [q](b.md?x=1#b)\n\n<a id="x"></a>\n<img src="files/a.png">',
      'docs/b.md': '# B\n\n<img src="../files/a.png"> <img src="files/a.png">',
      'docs/files/a.zip': 'zip',
      'docs/files/a.png': 'png',
    });
    await docs.build();
    expect(docs.read('files/a.zip')).toBe('zip');
    expect(
      docs.read('b/index.html').match(/src="\.\.\/files\/a\.png"/g),
    ).toHaveLength(2);
  });

  it.each([
    {
      reason: 'YAML is malformed',
      file: 'site_name: x\nnav: [a\n',
      message: /mkdocs\.yml:\d+: not valid YAML/,
    },
    {
      reason: 'the file is a list',
      file: '- a',
      message: /mkdocs\.yml:1: expected keys and values/,
    },
    {
      reason: 'a value has the wrong type',
      file: 'site_name: x\ndocs_dir: 3',
      message: /mkdocs\.yml:2: docs_dir: expected text/,
    },
    {
      reason: 'nav has an entry without meaning',
      file: 'nav:\n  - 3',
      message: /mkdocs\.yml:1: nav entry 3 is neither/,
    },
    {
      reason: 'nav has a script',
      file: 'nav:\n  - A: "javascript:alert(1)"',
      message:
        /mkdocs\.yml:2: nav entry "javascript:alert\(1\)" must be a path/,
    },
    {
      reason: 'docs_dir leaves the folder',
      file: 'docs_dir: ../..',
      message: /docs_dir "\.\.\/\.\." leaves the folder/,
    },
    {
      reason: 'docs_dir is absolute',
      file: 'docs_dir: /etc',
      message: /docs_dir "\/etc" leaves the folder/,
    },
    {
      reason: 'docs_dir does not exist',
      file: 'docs_dir: words',
      message: /docs_dir "words" is not a folder/,
    },
  ])('says what to correct when $reason', async ({ file, message }) => {
    await expect(
      site({ 'mkdocs.yml': file, 'docs/index.md': '# A' }).build(),
    ).rejects.toThrow(message);
  });

  it('never runs or reads what a YAML tag asks for, and names what it does not know', async () => {
    const docs = site({
      'mkdocs.yml':
        'site_name: x\nhooks: [evil.py]\nplugins: [search, monorepo]\nmarkdown_extensions:\n  - admonition\n  - pymdownx.arithmatex\n  - pymdownx.emoji: { emoji_index: !!python/name:material.extensions.emoji.twemoji }\n  - x: !ENV [HOME]\nextra: !!python/object/apply:os.system ["touch /tmp/hacked"]\n',
      'docs/index.md': '# A',
    });
    const { warnings } = await docs.build();
    expect(warnings).toEqual([
      'mkdocs.yml: "hooks" has no effect here',
      expect.stringContaining(
        'the extension "pymdownx.arithmatex" is not known here',
      ),
      expect.stringContaining('the extension "x" is not known here'),
      expect.stringContaining('the plugin "monorepo" is not known here'),
    ]);
  });

  it('refuses symbolic links that leave the folder, and publishes those that stay as files', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'docs-outside-'));
    writeFileSync(join(outside, 'secret.md'), '# Secret');
    const docs = site({ 'docs/index.md': '# A', 'docs/a.txt': 'inside' });
    symlinkSync('a.txt', join(docs.directory, 'docs/b.txt'));
    await docs.build();
    expect(docs.read('b.txt')).toBe('inside');

    symlinkSync(
      join(outside, 'secret.md'),
      join(docs.directory, 'docs/secret.md'),
    );
    symlinkSync(outside, join(docs.directory, 'docs/all'));
    symlinkSync('.', join(docs.directory, 'docs/loop'));
    await expect(docs.build()).rejects.toThrow(
      /docs\/(?:all|secret\.md): is a symbolic link that leaves the docs folder[^]*docs\/loop: is a symbolic link to a folder/,
    );
  });

  it('refuses a docs folder that is a link to elsewhere', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'docs-outside-'));
    const docs = site({ 'README.md': '# A' });
    symlinkSync(outside, join(docs.directory, 'docs'));
    await expect(docs.build()).rejects.toThrow(
      'docs_dir "docs" leaves the folder',
    );
  });

  it('refuses a page that is too large, by name and size', async () => {
    const docs = site({
      'docs/index.md': '# A',
      'docs/big.md': 'x'.repeat(2 * 1024 * 1024 + 1),
    });
    await expect(docs.build()).rejects.toThrow(
      /docs\/big\.md: has 2097153 bytes, at most 2097152 are accepted/,
    );
  });

  it('makes a harmless picture of a hostile drawing', async () => {
    const docs = site({
      'docs/index.md': '![a](a.svg)',
      'docs/a.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><rect width="5" fill="red"/></svg>',
    });
    await docs.build();
    expect(docs.read('a.svg')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg"><rect width="5" fill="red"></rect></svg>',
    );
  });

  it('orders a site without mkdocs.yml by its folder', async () => {
    const docs = site({
      'docs/zebra.md': '# Z',
      'docs/index.md': 'no title',
      'docs/how-to/README.md': '# How',
      'docs/how-to/do.md': '# Do',
    });
    await docs.build();
    const titles = Array.from(
      docs.read('index.html').matchAll(/<span class="md-ellipsis">([^<]+)</g),
      ([, title]) => title,
    );
    expect(titles).toEqual(['Home', 'Z', 'How to', 'How', 'Do']);
    expect(docs.read('how-to/index.html')).toContain(
      '<title>How - Test site</title>',
    );
  });

  it('reads README.md at its own name when an index stands beside it', async () => {
    const docs = site({
      'docs/index.md': '[r](README.md)',
      'docs/README.md': '# R',
    });
    await docs.build();
    expect(docs.read('index.html')).toContain('href="README/"');
    expect(docs.read('README/index.html')).toContain(
      '<title>R - Test site</title>',
    );
  });

  it('lists the pages when a site has no first page', async () => {
    const docs = site({ 'docs/a/b.md': '# Bee' });
    await docs.build();
    expect(docs.read('index.html')).toContain('<a href="a/b/">Bee</a>');
  });

  it('shows the README of a repository without docs, and only warns about its links to source', async () => {
    const docs = site({
      'README.md': '# R\n\n[s](src/a.ts) ![p](p.png)',
      'src/a.ts': '',
      'p.png': 'png',
    });
    const { pages, warnings } = await docs.build();
    expect(pages).toBe(1);
    expect(warnings).toEqual([
      expect.stringContaining('README.md:3: the link "src/a.ts" is broken'),
    ]);
    expect(existsSync(join(docs.outputDir, 'p.png'))).toBe(true);
    expect(existsSync(join(docs.outputDir, 'src'))).toBe(false);
  });

  it('says so when there is no page at all', async () => {
    await expect(site({ 'docs/a.txt': '' }).build()).rejects.toThrow(
      'docs: has no Markdown file',
    );
    await expect(site({}).build()).rejects.toThrow(
      'docs_dir "docs" is not a folder',
    );
  });

  it.each([
    {
      reason: 'an absolute edit_uri',
      yaml: 'edit_uri: https://git.example.org/edit/',
      url: 'https://git.example.org/edit/a%20b.md',
    },
    {
      reason: 'one relative to the repository',
      yaml: 'repo_url: https://git.example.org/o/r\nedit_uri: edit/main/docs/',
      url: 'https://git.example.org/o/r/edit/main/docs/a%20b.md',
    },
    {
      reason: 'the place the source came from',
      yaml: '',
      url: 'https://host.example.org/edit/docs/a%20b.md',
    },
  ])('links to the editor through $reason', async ({ yaml, url }) => {
    const docs = site({
      'mkdocs.yml': `site_name: x\n${yaml}`,
      'docs/a b.md': '# A',
    });
    await docs.build({ editBase: 'https://host.example.org/edit' });
    expect(docs.read('a b/index.html')).toContain(
      `<a href="${url}" title="Edit this page"`,
    );
  });

  it('offers no editor when the repository names a script', async () => {
    const docs = site({
      'mkdocs.yml': 'repo_url: "javascript:alert(1)//"\nedit_uri: x',
      'docs/index.md': '# A',
    });
    await docs.build();
    expect(docs.read('index.html')).not.toMatch(/javascript|Edit this page/);
  });
});
