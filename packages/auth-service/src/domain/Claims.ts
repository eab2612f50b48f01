import { z } from 'zod';

/** What a provider says about somebody. */
export interface Claims {
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly name?: string;
}

const address = z.email().max(254);

/** Only an address that the provider has checked says who somebody is. */
export function hasVerifiedEmail(
  claims: Claims,
): claims is Claims & { readonly email: string } {
  return claims.emailVerified && address.safeParse(claims.email).success;
}

/** Providers do not know our rules for names. */
export function displayNameOf({ email, name }: Claims): string {
  const clean = (name ?? email ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .trim();
  return Array.from(clean).slice(0, 120).join('') || 'Somebody';
}
