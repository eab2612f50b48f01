import { load, YAMLException } from 'js-yaml';
import type { PageNotice } from './RenderedPage';

const FRONT_MATTER =
  /^---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

export type FrontMatter = {
  body: string;
  /** How many lines stand before the body. */
  lines: number;
  title?: string;
  description?: string;
  problem?: PageNotice;
};

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : undefined;
}

/** Splits the YAML between `---` lines at the top of a page from its text. */
export function readFrontMatter(source: string): FrontMatter {
  const match = source.startsWith('---') ? FRONT_MATTER.exec(source) : null;
  if (!match || match.index !== 0) {
    return { body: source, lines: 0 };
  }
  const body = source.slice(match[0].length);
  const lines = match[0].split('\n').length - 1;
  try {
    const data = load(match[1]) as Record<string, unknown> | null | undefined;
    return {
      body,
      lines,
      title: textOf(data?.title),
      description: textOf(data?.description),
    };
  } catch (error) {
    if (!(error instanceof YAMLException)) {
      throw error;
    }
    const line = (error.mark?.line ?? 0) + 2;
    return {
      body,
      lines,
      problem: { line, message: `front matter is not YAML: ${error.reason}` },
    };
  }
}
