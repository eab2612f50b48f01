import type { Json } from './Layer.ts';
import { parseSecretReference } from './secretReference.ts';

export interface FoundSecret {
  /** A JSON Pointer to the text, empty for the value itself. */
  readonly pointer: string;
  readonly why: string;
}

const SECRET_NAME =
  /(?:^|[._-])(?:pass(?:word|wd|phrase)?|secret|token|credentials?|(?:api|access|private|signing|encryption|client)[._-]?key)s?$/i;
/** camelCase is read as words: dbPassword is a password, passwordMinLength is a number of characters. */
const WORD_START = /(?<=[a-z0-9])(?=[A-Z])/g;

const LOOKS: readonly { readonly why: string; readonly pattern: RegExp }[] = [
  { why: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  {
    why: 'a token',
    pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  },
  {
    why: 'an access key',
    pattern:
      /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|[sr]k_live_\w{16,}|AIza[\w-]{35}|hvs\.[\w-]{20,}|npm_[A-Za-z0-9]{30,})/,
  },
  {
    why: 'an address with a password',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
  },
];

const RANDOM_TEXT = /[A-Za-z0-9+/_-]{32,}={0,2}/g;
/** Bits per character: prose and identifiers stay below, 32 random characters of base64 are above. */
const RANDOM_BITS = 4.2;

/** The first text in a value that should be a reference instead; undefined when there is none. */
export function findSecret(key: string, value: Json): FoundSecret | undefined {
  for (const { name, pointer, text } of textsOf(value, {
    name: key,
    pointer: '',
  })) {
    if (parseSecretReference(text)) continue;
    const why = reasonOf(name, text);
    if (why !== undefined) return { pointer, why };
  }
  return undefined;
}

function reasonOf(name: string, text: string): string | undefined {
  if (text === '') return undefined;
  if (SECRET_NAME.test(name.replaceAll(WORD_START, '-'))) {
    return `the value of something called "${name}"`;
  }
  const look = LOOKS.find(({ pattern }) => pattern.test(text));
  if (look) return look.why;
  return (text.match(RANDOM_TEXT) ?? []).some(isRandom)
    ? 'a random key'
    : undefined;
}

/** A hash in hex is no secret and has at most 4 bits per character; words with hyphens lack a kind of character. */
function isRandom(text: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].every(kind => kind.test(text));
  return kinds && entropyOf(text) > RANDOM_BITS;
}

function entropyOf(text: string): number {
  const counts = Map.groupBy(text, character => character);
  return [...counts.values()].reduce((bits, same) => {
    const share = same.length / text.length;
    return bits - share * Math.log2(share);
  }, 0);
}

interface Place {
  readonly name: string;
  readonly pointer: string;
}

/** Every text in the value, with the name of the innermost member that holds it. */
function* textsOf(
  value: Json,
  { name, pointer }: Place,
): Generator<Place & { readonly text: string }> {
  if (typeof value === 'string') {
    yield { name, pointer, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) {
      yield* textsOf(item, { name, pointer: `${pointer}/${index}` });
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [member, item] of Object.entries(value)) {
      const escaped = member.replaceAll('~', '~0').replaceAll('/', '~1');
      yield* textsOf(item, { name: member, pointer: `${pointer}/${escaped}` });
    }
  }
}
