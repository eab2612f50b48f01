import type { default as MarkdownIt, Token } from 'markdown-it';
import { CodeHighlighter } from './code/CodeHighlighter';
import { insertCodeBlocks } from './code/codeBlocks';
import { parseFenceInfo } from './code/parseFenceInfo';
import { renderCodeBlock } from './code/renderCodeBlock';
import { collectSections } from './collectSections';
import { createMarkdown } from './createMarkdown';
import type { PageEnvironment } from './PageEnvironment';
import { readFrontMatter } from './readFrontMatter';
import type { PageNotice, RenderedPage } from './RenderedPage';
import { sanitizeArticle } from './sanitizeArticle';

type PageInput = Pick<
  PageEnvironment,
  'path' | 'urlOf' | 'hasFile' | 'options'
> & {
  source: string;
};

const SNIPPET = /^[ \t]*-{1,}8<-{1,}[ \t]*(?:["'].*)?$/;

function createEnvironment(
  input: PageInput,
  lineOffset: number,
): PageEnvironment {
  const { path, urlOf, hasFile, options } = input;
  return {
    path,
    urlOf,
    hasFile,
    options,
    lineOffset,
    code: [],
    headings: [],
    links: [],
    warnings: [],
    problems: [],
    tabSets: 0,
    dependsOnFiles: false,
  };
}

function collectIds(html: string): string[] {
  return Array.from(
    html.matchAll(/<[a-z][^>]*?\s(?:id|name)="([^"]+)"/g),
    ([, id]) => id,
  );
}

/** Turns the source of one page into everything the site needs of it. */
export class PageRenderer {
  readonly #md: MarkdownIt;
  readonly #highlighter: CodeHighlighter;

  static async create(): Promise<PageRenderer> {
    return new PageRenderer(createMarkdown(), await CodeHighlighter.create());
  }

  private constructor(md: MarkdownIt, highlighter: CodeHighlighter) {
    this.#md = md;
    this.#highlighter = highlighter;
  }

  async render(input: PageInput): Promise<RenderedPage> {
    const { body, lines, title, description, problem } = readFrontMatter(
      input.source,
    );
    const environment = createEnvironment(input, lines);
    const tokens = this.#md.parse(body, environment);
    await this.#loadGrammars(tokens, environment);
    const rendered = this.#md.renderer.render(
      tokens,
      this.#md.options,
      environment,
    );
    const article = sanitizeArticle(rendered, input.options.iframeHosts);
    const { headings, links, warnings, problems, dependsOnFiles } = environment;
    return {
      title: title ?? headings.find(({ level }) => level === 1)?.title,
      description,
      html: insertCodeBlocks(article, index =>
        renderCodeBlock(environment.code[index], this.#highlighter),
      ),
      headings,
      sections: collectSections(tokens, headings),
      links,
      ids: collectIds(article),
      warnings: [...warnings, ...findSnippets(tokens, lines)],
      problems: problem ? [problem, ...problems] : problems,
      dependsOnFiles,
    };
  }

  async #loadGrammars(
    tokens: Token[],
    environment: PageEnvironment,
  ): Promise<void> {
    const fences = tokens.filter(({ type }) => type === 'fence');
    const languages = new Set<string>();
    for (const fence of fences) {
      const { language } = parseFenceInfo(fence.info);
      languages.add(language);
      if (!this.#highlighter.knows(language)) {
        const line = (fence.map?.[0] ?? 0) + 1 + environment.lineOffset;
        const message = `no colours for code in "${language}", it is shown plain`;
        environment.warnings.push({ line, message });
      }
    }
    await this.#highlighter.load(languages);
  }
}

/** Snippets would read other files into the page; the line is shown as it is written. */
function findSnippets(tokens: Token[], offset: number): PageNotice[] {
  return tokens
    .filter(
      token =>
        token.type === 'inline' &&
        SNIPPET.test(token.content.split('\n', 1)[0]),
    )
    .map(token => ({
      line: (token.map?.[0] ?? 0) + 1 + offset,
      message:
        'snippets ("--8<--") are not included, the line is shown as it is written',
    }));
}
