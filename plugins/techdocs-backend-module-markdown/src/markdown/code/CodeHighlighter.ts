import { createRequire } from 'node:module';
import {
  createCssVariablesTheme,
  createHighlighterCore,
  type HighlighterCore,
  type ThemedToken,
} from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';
import { bundledLanguages } from 'shiki/langs';
import wasm from 'shiki/wasm';
import { escapeHtml } from '../escapeHtml';

/** Longer blocks are data rather than code; colouring them would stall the build. */
const MAX_CODE_LENGTH = 100_000;
const PLAIN = new Set([
  '',
  'text',
  'txt',
  'plain',
  'plaintext',
  'console',
  'output',
  'mermaid',
]);

/** The names of the theme's variables, as the classes the stylesheet colours. */
const CLASSES: Record<string, string> = {
  'var(--code-token-keyword)': 'k',
  'var(--code-token-string)': 's',
  'var(--code-token-string-expression)': 's',
  'var(--code-token-comment)': 'c',
  'var(--code-token-constant)': 'n',
  'var(--code-token-function)': 'f',
  'var(--code-token-parameter)': 'v',
  'var(--code-token-punctuation)': 'p',
  'var(--code-token-link)': 's',
  'var(--code-token-inserted)': 'gi',
  'var(--code-token-deleted)': 'gd',
  'var(--code-token-changed)': 'k',
};

type GrammarModule = {
  default: Parameters<HighlighterCore['loadLanguage']>[0];
};

const load = createRequire(__filename);

function renderLine(tokens: ThemedToken[]): string {
  let html = '';
  let text = '';
  let current: string | undefined;
  const flush = () => {
    html += current ? `<span class="${current}">${text}</span>` : text;
    text = '';
  };
  for (const token of tokens) {
    // White space has no colour, so it never splits two tokens of one class.
    const name =
      token.content.trim() === '' ? current : CLASSES[token.color ?? ''];
    if (name !== current) {
      flush();
      current = name;
    }
    text += escapeHtml(token.content);
  }
  flush();
  return html;
}

/**
 * Colours code by class names, so that one page serves the light and the dark theme.
 * Grammars are loaded when a page first needs them.
 */
export class CodeHighlighter {
  readonly #core: HighlighterCore;
  readonly #loaded = new Set<string>();

  static async create(): Promise<CodeHighlighter> {
    const highlighter = await createHighlighterCore({
      themes: [createCssVariablesTheme({ variablePrefix: '--code-' })],
      langs: [],
      engine: await createOnigurumaEngine(wasm),
    });
    return new CodeHighlighter(highlighter);
  }

  private constructor(core: HighlighterCore) {
    this.#core = core;
  }

  /** False for names that no grammar has; their code is shown without colours. */
  knows(language: string): boolean {
    return PLAIN.has(language) || Object.hasOwn(bundledLanguages, language);
  }

  async load(languages: Iterable<string>): Promise<void> {
    for (const language of languages) {
      if (
        !PLAIN.has(language) &&
        this.knows(language) &&
        !this.#loaded.has(language)
      ) {
        this.#loaded.add(language);
        const grammar = load(`shiki/langs/${language}.mjs`) as GrammarModule;
        await this.#core.loadLanguage(grammar.default);
      }
    }
  }

  /** Returns the lines of the code as HTML, escaped throughout. */
  highlight(code: string, language: string): string[] {
    if (!this.#loaded.has(language) || code.length > MAX_CODE_LENGTH) {
      return code.split('\n').map(escapeHtml);
    }
    const lines = this.#core.codeToTokensBase(code, {
      lang: language,
      theme: 'css-variables',
      tokenizeMaxLineLength: 2000,
    });
    return lines.map(renderLine);
  }
}
