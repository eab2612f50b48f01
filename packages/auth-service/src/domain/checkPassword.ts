import { COMMON_PASSWORDS } from './commonPasswords.ts';

export interface PasswordContext {
  readonly email: string;
  readonly name: string;
}

export const PASSWORD_MAX_LENGTH = 128;

/** How much must be left of a password when everything that is easy to guess is taken out. */
const LEAST_OWN = 6;
const RUN = /(.)\1{2,}/gu;
const SEQUENCES = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];
const LEAST_SEQUENCE = 4;
const LOOKALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/**
 * The rules of NIST SP 800-63B, section 3.1.1.2: a least length, a list of what is commonly used or expected, and
 * no rules of composition. Answers what is wrong, or undefined.
 */
export function checkPassword(
  password: string,
  context: PasswordContext,
  minLength: number,
): string | undefined {
  const normalized = password.normalize('NFKC');
  const { length } = Array.from(normalized);
  if (length < minLength) {
    return `must have at least ${minLength} characters; a few words that do not belong together are easy to keep in mind`;
  }
  if (length > PASSWORD_MAX_LENGTH) {
    return `must have at most ${PASSWORD_MAX_LENGTH} characters`;
  }
  if (isEasyToGuess(normalized, context)) {
    return 'is easy to guess: expected more than common passwords, rows of keys, your name and your address';
  }
  return undefined;
}

function isEasyToGuess(password: string, context: PasswordContext): boolean {
  const lower = password.toLowerCase();
  const words = [...contextWords(context), ...COMMON_PASSWORDS];
  const asTyped = ownPartOf(lower, words);
  const asRead = ownPartOf(asLetters(lower), words.map(asLetters));
  return Math.min(asTyped, asRead) < LEAST_OWN;
}

/** How many different characters are the person's own idea. */
function ownPartOf(text: string, words: readonly string[]): number {
  let left = text;
  for (const word of words) left = left.replaceAll(word, ' ');
  left = withoutSequences(left).replaceAll(RUN, ' ').replaceAll(/\s/gu, '');
  return new Set(left).size;
}

function withoutSequences(text: string): string {
  let left = text;
  for (const sequence of SEQUENCES) {
    for (const row of [sequence, Array.from(sequence).reverse().join('')]) {
      left = withoutPartsOf(left, row);
    }
  }
  return left;
}

function withoutPartsOf(text: string, row: string): string {
  let kept = '';
  for (let start = 0; start < text.length;) {
    let end = start;
    while (end < text.length && row.includes(text.slice(start, end + 1))) end++;
    const isSequence = end - start >= LEAST_SEQUENCE;
    kept += isSequence ? ' ' : text.charAt(start);
    start = isSequence ? end : start + 1;
  }
  return kept;
}

function contextWords({ email, name }: PasswordContext): string[] {
  const [mailbox = '', domain = ''] = email.toLowerCase().split('@');
  return [
    'notes',
    mailbox,
    ...domain.split('.'),
    ...name.toLowerCase().split(/\s+/u),
  ]
    .filter(word => word.length > 2)
    .sort((a, b) => b.length - a.length);
}

function asLetters(text: string): string {
  return Array.from(text, one => LOOKALIKES[one] ?? one).join('');
}
