/** What a provider says about somebody. */
export interface Claims {
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly name?: string;
}

const ADDRESS = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u;

/** Only an address that the provider has checked says who somebody is. */
export function hasVerifiedEmail(
  claims: Claims,
): claims is Claims & { readonly email: string } {
  const { email = '', emailVerified } = claims;
  return emailVerified && ADDRESS.test(email) && email.length <= 254;
}

/** Providers do not know our rules for names. */
export function displayNameOf({ email, name }: Claims): string {
  const clean = (name ?? email ?? '')
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .trim();
  return Array.from(clean).slice(0, 120).join('') || 'Somebody';
}
