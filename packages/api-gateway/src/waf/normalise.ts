const ROUNDS = 3;
const LONGEST = 8_192;

/**
 * The text as a lenient reader might take it in the end: decoded until nothing changes, without comments of SQL,
 * without invisible characters, in one case. Rules look at this form, so that disguises do not help.
 */
export function normalise(text: string): string {
  let value = text.slice(0, LONGEST);
  for (let round = 0; round < ROUNDS; round += 1) {
    const decoded = decodeEntities(decodePercent(value));
    if (decoded === value) break;
    value = decoded;
  }
  return value
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\/\*[^]{0,200}?\*\//g, ' ')
    .replaceAll(/\p{Cf}|\0/gu, '')
    .replaceAll(/[^\S\r\n]+/g, ' ')
    .replaceAll(/[\r\n]+/g, '\n');
}

/** Decodes each byte on its own, because an attack need not be valid UTF-8. */
function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/%([\da-f]{2})/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  colon: ':',
  tab: '\t',
  newline: '\n',
};

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|quot|apos|colon|tab|newline));?/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
      const code = Number.parseInt(hex ?? decimal ?? '', hex ? 16 : 10);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
    },
  );
}
