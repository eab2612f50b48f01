const LANGUAGES: Record<string, string> = {
  ts: 'tsx',
  tsx: 'tsx',
  js: 'jsx',
  mjs: 'jsx',
  cjs: 'jsx',
  jsx: 'jsx',
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  md: 'markdown',
  py: 'python',
  go: 'go',
  html: 'markup',
  xml: 'markup',
  css: 'css',
};

/** The language of a file by the end of its name, when the highlighter knows it. */
export function languageOf(path: string): string | undefined {
  return LANGUAGES[path.split('.').pop()?.toLowerCase() ?? ''];
}
