export interface JsonString {
  /** The members on the way to it; elements of lists have none of their own. */
  readonly path: readonly string[];
  readonly value: string;
}

interface Container {
  readonly kind: '{' | '[';
  key: string | undefined;
}

const DEEPEST = 64;

/**
 * Reads the strings of a JSON text that may be cut off: keys come as values of their object, a string that is not
 * complete comes as far as it goes. It checks nothing else; that is the work of the service.
 */
export function* readJsonStrings(text: string): Generator<JsonString> {
  const open: Container[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '{' || char === '[') {
      if (open.length >= DEEPEST) return;
      open.push({ kind: char, key: undefined });
    } else if (char === '}' || char === ']') open.pop();
    else if (char === ',') endMember(open.at(-1));
    else if (char === '"') {
      const end = endOfString(text, index);
      const value = decoded(text.slice(index, end));
      yield* stringIn(open, value);
      index = end - 1;
    }
  }
}

function endMember(container: Container | undefined): void {
  if (container?.kind === '{') container.key = undefined;
}

/** The place behind the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

/** What is cut off in the middle, or has a wrong escape, is taken as it stands. */
function decoded(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    const whole = literal.replace(/\\(?:u[\da-f]{0,3})?$/i, '');
    try {
      return String(JSON.parse(`${whole}"`));
    } catch {
      return literal.slice(1);
    }
  }
}

function* stringIn(open: Container[], value: string): Generator<JsonString> {
  const inner = open.at(-1);
  if (inner?.kind === '{' && inner.key === undefined) {
    yield { path: pathTo(open), value };
    inner.key = value;
    return;
  }
  yield { path: pathTo(open), value };
}

function pathTo(open: readonly Container[]): string[] {
  return open.flatMap(({ key }) => (key === undefined ? [] : [key]));
}
