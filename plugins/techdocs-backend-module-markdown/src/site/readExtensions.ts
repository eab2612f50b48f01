import { KNOWN_EXTENSIONS, KNOWN_PLUGINS } from './knownExtensions';
import type { SiteConfig } from './SiteConfig';

type Options = Record<string, unknown>;

function isRecord(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** MkDocs takes names, `name: options` pairs, or one map of them. */
function readNamed(value: unknown): Map<string, Options> {
  const named = new Map<string, Options>();
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item === 'string') {
      named.set(item, {});
    } else if (isRecord(item)) {
      for (const [name, options] of Object.entries(item)) {
        named.set(name, isRecord(options) ? options : {});
      }
    }
  }
  return named;
}

function baseName(extension: string): string {
  return extension.replace(/^markdown\.extensions\./, '').replace(/:.*$/, '');
}

type Extensions = Pick<SiteConfig, 'markdown' | 'warnings'>;

/** Reads the options that are honoured and names the extensions and plugins that are not. */
export function readExtensions(
  extensions: unknown,
  plugins: unknown,
): Extensions {
  const named = readNamed(extensions ?? []);
  const toc = named.get('toc') ?? {};
  const highlight = named.get('pymdownx.highlight') ?? {};
  const hint =
    'what needs it is shown as written; "techdocs.generator.engine: mkdocs" keeps it';
  return {
    markdown: {
      permalinks: toc.permalink !== false,
      tocDepth: typeof toc.toc_depth === 'number' ? toc.toc_depth : 6,
      lineNumbers: highlight.linenums === true,
    },
    warnings: [
      ...Array.from(named.keys())
        .filter(name => !KNOWN_EXTENSIONS.has(baseName(name)))
        .map(name => `the extension "${name}" is not known here, ${hint}`),
      ...Array.from(readNamed(plugins ?? []).keys())
        .filter(name => !KNOWN_PLUGINS.has(name))
        .map(name => `the plugin "${name}" is not known here, ${hint}`),
    ],
  };
}
