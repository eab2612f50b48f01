import { z } from 'zod';
import { parseNav } from './parseNav';
import { parseYaml } from './parseYaml';
import { readExtensions } from './readExtensions';
import { KNOWN_KEYS } from './knownExtensions';
import type { SiteConfig } from './SiteConfig';
import { SiteProblemsError } from './SiteProblemsError';

const text = z.string({ invalid_type_error: 'expected text' });
const list = z.union([z.array(z.unknown()), z.record(z.unknown())]);

const schema = z
  .object({
    site_name: text.optional(),
    site_description: text.nullish(),
    docs_dir: text.optional(),
    nav: z
      .array(z.unknown(), { invalid_type_error: 'expected a list' })
      .nullish(),
    repo_url: text.nullish(),
    edit_uri: text.nullish(),
    copyright: text.nullish(),
    markdown_extensions: list.nullish(),
    plugins: list.nullish(),
    use_directory_urls: z.boolean().optional(),
  })
  .passthrough();

/** Finds the line of a key, to send the author to the right place. */
export function lineOf(source: string, needle: string): number | undefined {
  const line = source.split('\n').findIndex(item => item.includes(needle));
  return line === -1 ? undefined : line + 1;
}

function validate(
  data: unknown,
  source: string,
  file: string,
): z.infer<typeof schema> {
  const result = schema.safeParse(data ?? {});
  if (result.success) {
    return result.data;
  }
  throw new SiteProblemsError(
    result.error.issues.map(issue => {
      const key = issue.path.join('.');
      return key === ''
        ? {
            file,
            line: 1,
            message:
              'expected keys and values, such as "site_name: My service"',
          }
        : {
            file,
            line: lineOf(source, `${issue.path[0]}:`),
            message: `${key}: ${issue.message}`,
          };
    }),
  );
}

/** Reads `mkdocs.yml`: every key it does not understand is named in a warning. */
export function parseSiteConfig(source: string, file: string): SiteConfig {
  const data = validate(parseYaml(source, file), source, file);
  const unknown = Object.keys(data).filter(key => !KNOWN_KEYS.has(key));
  const extensions = readExtensions(data.markdown_extensions, data.plugins);
  const warnings = [
    ...unknown.map(key => `"${key}" has no effect here`),
    ...(data.use_directory_urls === false
      ? [
          '"use_directory_urls: false" has no effect here, every page has its own folder',
        ]
      : []),
    ...extensions.warnings,
  ];
  return {
    file,
    siteName: data.site_name,
    siteDescription: data.site_description ?? undefined,
    docsDir: data.docs_dir ?? 'docs',
    nav: data.nav ? parseNav(data.nav, { source, file }) : undefined,
    repoUrl: data.repo_url ?? undefined,
    editUri: data.edit_uri ?? undefined,
    copyright: data.copyright ?? undefined,
    markdown: extensions.markdown,
    warnings: warnings.map(warning => `${file}: ${warning}`),
  };
}
