import { posix } from 'node:path';
import type { NavEntry } from './SiteConfig';
import { type SiteProblem, SiteProblemsError } from './SiteProblemsError';

const MAX_DEPTH = 12;
const MAX_ENTRIES = 10_000;

type Place = { source: string; file: string };

/** Walks the list once; every entry that has no meaning becomes a problem. */
class NavParser {
  readonly problems: SiteProblem[] = [];
  readonly #lines: string[];
  readonly #file: string;
  #entries = 0;

  constructor(place: Place) {
    this.#lines = place.source.split('\n');
    this.#file = place.file;
  }

  parseList(items: unknown[], depth: number): NavEntry[] {
    if (depth > MAX_DEPTH || this.#entries + items.length > MAX_ENTRIES) {
      this.#report(
        `nav is too large, at most ${MAX_DEPTH} levels and ${MAX_ENTRIES} entries`,
      );
      return [];
    }
    this.#entries += items.length;
    return items.flatMap(item => this.#parseItem(item, depth));
  }

  #parseItem(item: unknown, depth: number): NavEntry[] {
    if (typeof item === 'string') {
      return [this.#parseTarget(item, undefined)];
    }
    const pairs =
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? Object.entries(item)
        : [];
    if (pairs.length === 0) {
      this.#report(
        `nav entry ${JSON.stringify(item)} is neither a path nor "Title: path"`,
      );
    }
    return pairs.map(([title, value]) => {
      if (Array.isArray(value)) {
        return {
          kind: 'section' as const,
          title,
          children: this.parseList(value, depth + 1),
        };
      }
      if (typeof value !== 'string') {
        this.#report(
          `nav entry "${title}" has ${JSON.stringify(value)}, expected a path or a list`,
          title,
        );
        return { kind: 'section' as const, title, children: [] };
      }
      return this.#parseTarget(value, title);
    });
  }

  #parseTarget(target: string, title: string | undefined): NavEntry {
    if (/^https?:\/\//i.test(target) || target.startsWith('/')) {
      return { kind: 'link', url: target, title: title ?? target };
    }
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
      this.#report(
        `nav entry "${target}" must be a path or start with http:// or https://`,
        target,
      );
    }
    return {
      kind: 'page',
      path: posix.normalize(target),
      title,
      line: this.#lineOf(target),
    };
  }

  #report(message: string, needle = 'nav:'): void {
    this.problems.push({
      file: this.#file,
      line: this.#lineOf(needle),
      message,
    });
  }

  #lineOf(needle: string): number | undefined {
    const index = this.#lines.findIndex(line => line.includes(needle));
    return index === -1 ? undefined : index + 1;
  }
}

/** Reads the `nav` of `mkdocs.yml`: paths, titled paths, outside links and sections. */
export function parseNav(items: unknown[], place: Place): NavEntry[] {
  const parser = new NavParser(place);
  const nav = parser.parseList(items, 1);
  if (parser.problems.length > 0) {
    throw new SiteProblemsError(parser.problems);
  }
  return nav;
}
