/** A block of code as its fence describes it. */
export type CodeBlock = {
  code: string;
  language: string;
  title?: string;
  /** The number of the first line, when lines are numbered. */
  firstLine?: number;
  /** Lines to stress, counted from one. */
  stressed: ReadonlySet<number>;
};

type FenceInfo = Omit<CodeBlock, 'code'>;

function parseRanges(text: string): Set<number> {
  const lines = new Set<number>();
  for (const [, from, to] of text.matchAll(/(\d+)(?:-(\d+))?/g)) {
    const last = Math.min(Number(to ?? from), Number(from) + 1000);
    for (let line = Number(from); line <= last; line += 1) {
      lines.add(line);
    }
  }
  return lines;
}

function readOption(info: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(
    info,
  );
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/**
 * Reads what follows the backticks: `python title="a.py" linenums="1" hl_lines="2 4-5"`,
 * also in the form `{ .python title="a.py" }`.
 */
export function parseFenceInfo(info: string): FenceInfo {
  const text = info.trim().replace(/^\{\s*|\s*\}$/g, '');
  const [first = ''] = text.split(/[\s{]/, 1);
  const language = first.includes('=')
    ? ''
    : first.replace(/^\./, '').toLowerCase();
  const numbered = readOption(text, 'linenums');
  return {
    language,
    title: readOption(text, 'title'),
    firstLine:
      numbered === undefined ? undefined : Number.parseInt(numbered, 10) || 1,
    stressed: parseRanges(readOption(text, 'hl_lines') ?? ''),
  };
}
