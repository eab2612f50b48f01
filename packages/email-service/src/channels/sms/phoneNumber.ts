const E164 = /^\+[1-9]\d{7,14}$/;
const FIRST_SHOWN = 3;
const LAST_SHOWN = 2;

export const PHONE_NUMBER_FORM =
  'expected E.164: a plus and 8 to 15 digits without spaces, such as +4915123456789';

export function isPhoneNumber(text: string): boolean {
  return E164.test(text);
}

/** Enough for its owner to know it again, and of no use to anyone else. */
export function maskPhoneNumber(number: string): string {
  const hidden = '*'.repeat(number.length - FIRST_SHOWN - LAST_SHOWN);
  return number.slice(0, FIRST_SHOWN) + hidden + number.slice(-LAST_SHOWN);
}
