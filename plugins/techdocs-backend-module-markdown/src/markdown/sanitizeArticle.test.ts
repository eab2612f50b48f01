import { renderMarkdown } from '../__testUtils__/renderMarkdown';

const FORBIDDEN_TAG =
  /<\/?(?:script|style|svg|math|iframe|object|embed|form|button|meta|link|base|template|noscript|xmp|textarea|select)\b/i;
const ATTRIBUTE =
  /<[a-z][^>]*?\s(on\w+|style|srcdoc|formaction|action|xlink:href|data-md-\w+)\s*=/i;
const ADDRESS =
  /<[a-z][^>]*?\s(?:href|src|poster)="\s*(?!https?:|mailto:|tel:|\/|\.|#|[\w%-]+[/."#]|data:image\/(?:png|gif|jpeg|webp);base64,)/i;

const hostile: Array<{ reason: string; markdown: string; keeps?: string }> = [
  {
    reason: 'a script',
    markdown: 'before <script>alert(1)</script> after',
    keeps: 'after',
  },
  {
    reason: 'a script as a block',
    markdown: '<script>\nalert(1)\n</script>\n\nafter',
    keeps: 'after',
  },
  {
    reason: 'a script in capitals with a space',
    markdown: '<SCRIPT >alert(1)</SCRIPT >',
  },
  {
    reason: 'a script split by another',
    markdown: '<scr<script>ipt>alert(1)</script>',
  },
  { reason: 'a handler', markdown: '<img src="x.png" onerror="alert(1)">' },
  {
    reason: 'a handler without quotes',
    markdown: '<b onclick=alert(1)>text</b>',
    keeps: 'text',
  },
  {
    reason: 'a handler after a slash',
    markdown: '<img/src="x.png"/onerror=alert(1)>',
  },
  {
    reason: 'a javascript link in Markdown',
    markdown: '[text](javascript:alert(1))',
    keeps: 'text',
  },
  {
    reason: 'a javascript link with entities',
    markdown: '[text](&#106;avascript:alert(1))',
  },
  {
    reason: 'a javascript link with a tab',
    markdown: '<a href="java\tscript:alert(1)">text</a>',
    keeps: 'text',
  },
  {
    reason: 'a javascript link in an entity of HTML',
    markdown: '<a href="&#x6A;avascript:alert(1)">text</a>',
    keeps: 'text',
  },
  {
    reason: 'a vbscript link',
    markdown: '<a href="vbscript:x">text</a>',
    keeps: 'text',
  },
  {
    reason: 'a javascript address in angle brackets',
    markdown: '<javascript:alert(1)>',
  },
  {
    reason: 'a javascript reference',
    markdown: '[text]\n\n[text]: javascript:alert(1)',
  },
  {
    reason: 'a data link',
    markdown: '<a href="data:text/html,<script>alert(1)</script>">text</a>',
    keeps: 'text',
  },
  {
    reason: 'a data image that is a document',
    markdown: '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  },
  {
    reason: 'an SVG with a handler',
    markdown:
      '<svg onload="alert(1)"><script>alert(1)</script><circle r="1"/></svg>',
  },
  {
    reason: 'SVG that hides a style',
    markdown: '<svg><style><img src=x onerror=alert(1)></style></svg>',
  },
  {
    reason: 'MathML that hides a script',
    markdown:
      '<math><mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  },
  {
    reason: 'a frame',
    markdown: '<iframe src="https://example.org"></iframe>',
  },
  {
    reason: 'a frame with a document',
    markdown: '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  },
  {
    reason: 'a form that asks for a password',
    markdown:
      '<form action="https://example.org"><input type="password"><button>ok</button></form>',
  },
  {
    reason: 'a style that covers the page',
    markdown: '<div style="position:fixed;inset:0">text</div>',
    keeps: 'text',
  },
  { reason: 'a style element', markdown: '<style>* { display: none }</style>' },
  {
    reason: 'a redirect',
    markdown: '<meta http-equiv="refresh" content="0;url=https://example.org">',
  },
  { reason: 'a base address', markdown: '<base href="https://example.org/">' },
  {
    reason: 'an object',
    markdown: '<object data="x.swf"></object><embed src="x.swf">',
  },
  {
    reason: 'a part of the reader',
    markdown: '<div data-md-component="content" id="a">text</div>',
    keeps: 'text',
  },
  {
    reason: 'an attribute list with a handler',
    markdown: '[text](https://example.org){ onclick=alert(1) style="x" }',
  },
  {
    reason: 'an attribute list with an address',
    markdown: '[text](https://example.org){ href=javascript:alert(1) }',
  },
  {
    reason: 'a title that breaks out',
    markdown: '![a](x.png "\\"><script>alert(1)</script>")',
  },
  {
    reason: 'an image text that breaks out',
    markdown: '![<pre data-code="0"></pre>"><script>alert(1)</script>](x.png)',
  },
  {
    reason: 'code that breaks out',
    markdown:
      '```html title="</span><script>alert(1)</script>"\n</code></pre><script>alert(1)</script>\n```',
  },
  {
    reason: 'a language that breaks out',
    markdown: '```"><script>alert(1)</script>\ncode\n```',
  },
  {
    reason: 'a diagram that breaks out',
    markdown: '```mermaid\n</code></pre><script>alert(1)</script>\n```',
  },
  {
    reason: 'an admonition title',
    markdown: '!!! note "<script>alert(1)</script>"\n    text',
    keeps: 'text',
  },
  {
    reason: 'a tab title',
    markdown: '=== "<img src=x onerror=alert(1)>"\n\n    text',
    keeps: 'text',
  },
  {
    reason: 'a comment that ends early',
    markdown: '<!--> <img src=x onerror=alert(1)> -->',
  },
  {
    reason: 'Markdown in HTML',
    markdown: '<div markdown onclick="alert(1)">\n**text**\n</div>',
    keeps: '<strong>text</strong>',
  },
  {
    reason: 'an abbreviation',
    markdown: '*[API]: "><script>alert(1)</script>\n\nAPI text',
    keeps: 'text',
  },
];

describe('a hostile page', () => {
  it.each(hostile)(
    'comes out harmless with $reason',
    async ({ markdown, keeps }) => {
      const { html } = await renderMarkdown(markdown);

      expect(html).not.toMatch(FORBIDDEN_TAG);
      expect(html).not.toMatch(ATTRIBUTE);
      expect(html).not.toMatch(ADDRESS);
      expect(html).toContain(keeps ?? '');
    },
  );

  it('loses the classes of the reader and keeps its own', async () => {
    const { html } = await renderMarkdown(
      '<div class="md-overlay mine md-sidebar">text</div>',
    );
    expect(html).toContain('class="mine"');
  });

  it('keeps pictures in the address that cannot hold script', async () => {
    const { html } = await renderMarkdown(
      '![dot](data:image/png;base64,iVBORw0KGgo=)',
    );
    expect(html).toContain('src="data:image/png;base64,iVBORw0KGgo="');
  });

  it('shows snippets as text and reads no file', async () => {
    const page = await renderMarkdown('--8<-- "../../../../etc/passwd"');
    expect(page.html).toContain('--8&lt;--');
    expect(page.html).not.toContain('root:');
    expect(page.warnings).toEqual([
      { line: 1, message: expect.stringContaining('snippets') },
    ]);
  });

  it.each([
    { reason: 'quotations', markdown: `${'>'.repeat(5000)} deep` },
    {
      reason: 'lists',
      markdown: Array.from(
        { length: 400 },
        (_, n) => `${' '.repeat(n * 2)}- x`,
      ).join('\n'),
    },
    { reason: 'brackets', markdown: '['.repeat(20_000) },
    { reason: 'emphasis', markdown: '*a_ '.repeat(20_000) },
    { reason: 'marks', markdown: '==a '.repeat(20_000) },
    { reason: 'tags', markdown: '<b>'.repeat(5000) },
    { reason: 'attribute lists', markdown: `text { ${'.a '.repeat(20_000)}` },
  ])(
    'does not hold up the build with very many $reason',
    async ({ markdown }) => {
      const start = performance.now();
      await renderMarkdown(markdown);
      expect(performance.now() - start).toBeLessThan(20_000);
    },
    30_000,
  );
});
