const SECRET_NAME =
  /pass(?:word|wd|phrase)|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credential/i;
const MIN_LENGTH = 20;
const MIN_BITS = 3.5;

/** Whether a name says that its value is nobody's business. */
export function namesSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether text looks like a key rather than like something that a person wrote. */
export function looksRandom(text: string): boolean {
  return text
    .split(/[\s"'`,;:=/]+/)
    .some(
      word =>
        word.length >= MIN_LENGTH &&
        /\d/.test(word) &&
        /[A-Za-z]/.test(word) &&
        entropyOf(word) >= MIN_BITS,
    );
}

/** Bits for each character, after Shannon. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce((bits, count) => {
    const share = count / text.length;
    return bits - share * Math.log2(share);
  }, 0);
}
