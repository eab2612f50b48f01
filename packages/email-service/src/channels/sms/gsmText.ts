/** GSM 03.38: one other character turns a message of 160 characters into one of 70. */
const BASIC = new Set(
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each of these takes the room of two. */
const EXTENDED = new Set('^{}\\[~]|€');
const ALIKE: ReadonlyMap<string, string> = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['`', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['–', '-'],
  ['—', '-'],
  ['ł', 'l'],
  ['Ł', 'L'],
]);
const CUT = '...';

/** How much room a text of this alphabet takes. */
export function gsmLength(text: string): number {
  let length = 0;
  for (const character of text) length += EXTENDED.has(character) ? 2 : 1;
  return length;
}

/** One line in this alphabet: letters lose accents that it does not have, and what cannot be written is left out. */
export function toGsm(text: string): string {
  const letters = Array.from(text.normalize('NFC').replaceAll(/\s+/g, ' '));
  return letters.map(letterOf).join('').replaceAll(/ +/g, ' ').trim();
}

/** As much as there is room for; what is left out shows as three dots. */
export function cutGsm(text: string, room: number): string {
  if (gsmLength(text) <= room) return text;
  let kept = '';
  for (const character of text) {
    if (gsmLength(kept + character) > room - CUT.length) break;
    kept += character;
  }
  return kept.trimEnd() + CUT;
}

function letterOf(letter: string): string {
  if (isGsm(letter)) return letter;
  const plain =
    ALIKE.get(letter) ?? letter.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return Array.from(plain).filter(isGsm).join('');
}

function isGsm(letter: string): boolean {
  return BASIC.has(letter) || EXTENDED.has(letter);
}
