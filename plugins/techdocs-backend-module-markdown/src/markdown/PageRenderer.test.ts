import { renderMarkdown } from '../__testUtils__/renderMarkdown';

const rows: Array<{ feature: string; markdown: string; html: string[] }> = [
  {
    feature: 'an admonition with a default title',
    markdown: '!!! note\n\n    text',
    html: [
      '<div class="admonition note">',
      '<p class="admonition-title">Note</p>',
      '<p>text</p>',
    ],
  },
  {
    feature: 'an admonition with a title and modifiers',
    markdown: '!!! tip inline end "Own **title**"\n    text',
    html: ['class="admonition tip inline end"', 'Own <strong>title</strong>'],
  },
  {
    feature: 'an admonition without a title',
    markdown: '!!! tip ""\n    text',
    html: ['<div class="admonition tip">\n<p>text</p>'],
  },
  {
    feature: 'nested admonitions',
    markdown: '!!! note\n    outer\n\n    !!! danger\n        inner\n\nafter',
    html: [
      '<p>outer</p>\n<div class="admonition danger">',
      '<p>inner</p>\n</div>\n</div>\n<p>after</p>',
    ],
  },
  {
    feature: 'a collapsed box',
    markdown: '??? note "More"\n    text',
    html: ['<details class="note">\n<summary>More</summary>'],
  },
  {
    feature: 'an open box',
    markdown: '???+ note "More"\n    text',
    html: ['<details class="note" open>'],
  },
  {
    feature: 'tabs',
    markdown: '=== "One"\n\n    first\n\n=== "Two"\n\n    second',
    html: [
      'name="__tabbed_1" type="radio" checked',
      '<label for="__tabbed_1_2">Two</label>',
      '<p>second</p>',
    ],
  },
  {
    feature: 'a second set of tabs',
    markdown: '=== "One"\n\n    a\n\n===! "Two"\n\n    b',
    html: ['__tabbed_1_1', '__tabbed_2_1'],
  },
  {
    feature: 'a tab chosen by the author',
    markdown: '=== "One"\n\n    a\n\n===+ "Two"\n\n    b',
    html: ['id="__tabbed_1_2" name="__tabbed_1" type="radio" checked'],
  },
  {
    feature: 'a footnote',
    markdown: 'text[^1]\n\n[^1]: below',
    html: ['<sup class="footnote-ref"><a href="#fn1" id="fnref1">', 'id="fn1"'],
  },
  {
    feature: 'tasks',
    markdown: '- [x] done\n- [ ] open',
    html: ['aria-label="Done"', 'aria-label="Open"', 'class="task-list-item"'],
  },
  {
    feature: 'a table with alignment',
    markdown: '| a | b |\n| - | -: |\n| 1 | 2 |',
    html: [
      '<div class="table-box" tabindex="0"><table>',
      '<td align="right">2</td>',
    ],
  },
  {
    feature: 'definitions',
    markdown: 'Term\n:   Meaning',
    html: ['<dt>Term</dt>', '<dd>Meaning</dd>'],
  },
  {
    feature: 'an abbreviation',
    markdown: '*[API]: Interface\n\nThe API',
    html: ['<abbr title="Interface">API</abbr>'],
  },
  {
    feature: 'attributes of a link',
    markdown: '[a](https://example.org){ .md-button title="T" }',
    html: ['class="md-button" title="T"'],
  },
  {
    feature: 'attributes in the colon form',
    markdown: '*a*{: .x #y }',
    html: ['<em class="x" id="y">a</em>'],
  },
  {
    feature: 'attributes of a paragraph',
    markdown: 'text\n{ .lead }',
    html: ['<p class="lead">text</p>'],
  },
  {
    feature: 'braces that are text',
    markdown: 'GET /notes/{id}',
    html: ['GET /notes/{id}'],
  },
  {
    feature: 'Markdown inside HTML',
    markdown: '<div class="x" markdown="1">\n**b**\n</div>',
    html: ['<div class="x">\n<p><strong>b</strong></p>'],
  },
  {
    feature: 'Markdown inside indented HTML',
    markdown:
      '<figure markdown>\n  ![a](https://example.org/a.png)\n  <figcaption>**b**</figcaption>\n</figure>',
    html: ['<figcaption><strong>b</strong></figcaption>'],
  },
  {
    feature: 'marks',
    markdown: '==a== ^^b^^ H~2~O x^2^ ~~c~~',
    html: [
      '<mark>a</mark>',
      '<ins>b</ins>',
      'H<sub>2</sub>O',
      'x<sup>2</sup>',
      '<s>c</s>',
    ],
  },
  {
    feature: 'signs that are no marks',
    markdown: 'a == b, ~/home, 2^8 and x ~ y',
    html: ['a == b, ~/home, 2^8 and x ~ y'],
  },
  {
    feature: 'keys',
    markdown: '++ctrl+c++',
    html: ['<kbd>Ctrl</kbd>+<kbd>C</kbd>'],
  },
  { feature: 'emoji', markdown: ':smile: 10:30:45', html: ['😄 10:30:45'] },
  {
    feature: 'bare addresses',
    markdown: 'https://example.org and file.md',
    html: ['<a href="https://example.org">', 'and file.md'],
  },
  {
    feature: 'coloured code',
    markdown: '```python\ndef f(): return "x"\n```',
    html: [
      '<span class="k">def </span>',
      '<span class="s">&quot;x&quot;</span>',
    ],
  },
  {
    feature: 'a title, numbers and stressed lines',
    markdown:
      '```yaml title="a.yaml" linenums="5" hl_lines="2"\na: 1\nb: 2\n```',
    html: [
      '<span class="filename">a.yaml</span>',
      'data-line="5"',
      'class="line hll" data-line="6"',
    ],
  },
  {
    feature: 'the brace form of a fence',
    markdown: '``` { .bash title="x.sh" }\necho\n```',
    html: ['language-bash', 'x.sh'],
  },
  {
    feature: 'code in a language nobody knows',
    markdown: '```nosuch\na < b\n```',
    html: ['a &lt; b'],
  },
  {
    feature: 'a diagram',
    markdown: '```mermaid\nflowchart LR\n  A --> B\n```',
    html: [
      '<pre class="mermaid"><code tabindex="0">flowchart LR\n  A --&gt; B\n</code></pre>',
    ],
  },
  {
    feature: 'code in a list',
    markdown: '1. a\n\n    ```bash\n    echo b\n    ```\n2. c',
    html: ['<span class="f">echo </span>', '<p>c</p>'],
  },
];

describe('PageRenderer', () => {
  it.each(rows)('renders $feature', async ({ markdown, html }) => {
    const page = await renderMarkdown(markdown);
    for (const part of html) {
      expect(page.html).toContain(part);
    }
  });

  it('makes the anchors that MkDocs makes', async () => {
    const { headings } = await renderMarkdown(
      '# Café & bar\n\n## Same\n\n## Same\n\n## `code` of *it*\n\n## Own { #mine }\n\n## 見出し',
    );
    expect(headings.map(({ id }) => id)).toEqual([
      'cafe-bar',
      'same',
      'same_1',
      'code-of-it',
      'mine',
      '_1',
    ]);
  });

  it('takes the title from the front matter, else from the first heading', async () => {
    expect(
      await renderMarkdown('---\ntitle: Own\ndescription: D\n---\n# Heading'),
    ).toMatchObject({ title: 'Own', description: 'D' });
    expect(await renderMarkdown('text\n\n# Heading')).toMatchObject({
      title: 'Heading',
    });
    expect((await renderMarkdown('text')).title).toBeUndefined();
  });

  it('names the line of front matter that is no YAML', async () => {
    const { problems } = await renderMarkdown(
      '---\ntitle: a\nbad: [\n---\ntext',
    );
    expect(problems).toEqual([
      {
        line: expect.any(Number),
        message: expect.stringContaining('front matter is not YAML'),
      },
    ]);
  });

  it('warns about code it has no colours for', async () => {
    const { warnings } = await renderMarkdown('text\n\n```nosuch\na\n```');
    expect(warnings).toEqual([
      { line: 3, message: expect.stringContaining('"nosuch"') },
    ]);
  });

  it('cuts the words for search at each heading', async () => {
    const { sections } = await renderMarkdown(
      'before\n\n# One\n\nfirst *word*\n\n```\ncode\n```\n\n## Two\n\n| cell |\n| - |\n| x |',
    );
    expect(sections).toEqual([
      { id: '', title: '', text: 'before' },
      { id: 'one', title: 'One', text: 'first word code' },
      { id: 'two', title: 'Two', text: 'cell x' },
    ]);
  });

  it('rewrites links to files and notes each with its line', async () => {
    const { html, links } = await renderMarkdown(
      '---\ntitle: x\n---\n# A\n\n[a](other.md)\n[b](../index.md#top) ![c](../img/a%20b.png)\n\n<a href="deep/x.md">d</a>',
    );
    expect(html).toContain('href="../other/"');
    expect(html).toContain('href="../../#top"');
    expect(html).toContain('src="../../img/a%20b.png"');
    expect(html).toContain('href="../deep/x/"');
    expect(
      links.map(({ kind, target, anchor, line }) => ({
        kind,
        target,
        anchor,
        line,
      })),
    ).toEqual([
      { kind: 'page', target: 'guide/other.md', anchor: undefined, line: 6 },
      { kind: 'page', target: 'index.md', anchor: 'top', line: 7 },
      { kind: 'asset', target: 'img/a b.png', anchor: undefined, line: 7 },
      { kind: 'page', target: 'guide/deep/x.md', anchor: undefined, line: 9 },
    ]);
  });
});
