/** Extensions whose syntax this generator renders, or that change nothing it shows. */
export const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  'abbr', 'admonition', 'attr_list', 'codehilite', 'def_list', 'extra', 'fenced_code',
  'footnotes', 'md_in_html', 'mdx_truly_sane_lists', 'meta', 'nl2br', 'sane_lists',
  'smarty', 'tables', 'toc', 'material.extensions.emoji', 'pymdownx.betterem',
  'pymdownx.caret', 'pymdownx.details', 'pymdownx.emoji', 'pymdownx.extra',
  'pymdownx.highlight', 'pymdownx.inlinehilite', 'pymdownx.keys', 'pymdownx.magiclink',
  'pymdownx.mark', 'pymdownx.smartsymbols', 'pymdownx.superfences', 'pymdownx.tabbed',
  'pymdownx.tasklist', 'pymdownx.tilde',
]);

/** Plugins of MkDocs whose work this generator does itself. */
export const KNOWN_PLUGINS: ReadonlySet<string> = new Set([
  'search', 'material/search', 'techdocs-core',
]);

/** Keys that are read, and keys that mean nothing inside the portal. */
export const KNOWN_KEYS: ReadonlySet<string> = new Set([
  'site_name', 'site_description', 'docs_dir', 'nav', 'repo_url', 'edit_uri',
  'copyright', 'markdown_extensions', 'plugins',
  'site_url', 'site_author', 'repo_name', 'theme', 'extra', 'strict', 'site_dir',
  'dev_addr', 'watch', 'remote_branch', 'remote_name', 'google_analytics', 'validation',
  'use_directory_urls', 'not_in_nav',
]);
