import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { folderOf } from '../root';

type Settings = Record<string, unknown> & { nav: unknown };

/** Pages in the order in which people need them; others of the service stand between API and operations. */
const FIRST = ['index.md', 'architecture.md', 'api.md'];
const LAST = ['development.md', 'operations.md', 'runbook.md', 'chaos.md'];

/** The settings that the template writes, with the pages that the service has. */
export function mkdocsOf(
  name: string,
  rendered: string,
  delivered: Iterable<string>,
): string {
  const settings = parse(rendered) as Settings;
  const pages = pagesOf(name, delivered);
  return stringify({ ...settings, nav: navOf(pages) }, { lineWidth: 0 });
}

function pagesOf(name: string, delivered: Iterable<string>): Set<string> {
  const written = globSync('**/*.md', { cwd: join(folderOf(name), 'docs') });
  const emitted = [...delivered].flatMap(
    path => /^docs\/(.*\.md)$/.exec(path)?.[1] ?? [],
  );
  return new Set([...written, ...emitted, 'index.md']);
}

function navOf(pages: ReadonlySet<string>): object[] {
  const others = [...pages]
    .filter(page => !FIRST.includes(page) && !LAST.includes(page))
    .sort();
  return [...FIRST, ...others, ...LAST]
    .filter(page => pages.has(page))
    .map(page => ({ [titleOf(page)]: page }));
}

function titleOf(page: string): string {
  if (page === 'index.md') return 'Overview';
  if (page === 'api.md') return 'API';
  if (page === 'chaos.md') return 'Chaos experiments';
  const words = page
    .replace(/\.md$/, '')
    .split('/')
    .at(-1)!
    .replaceAll('-', ' ');
  return words[0].toUpperCase() + words.slice(1);
}
