import { generateSecret, generateSync, generateURI, verifySync } from 'otplib';

/** RFC 6238 as every authenticator reads it: SHA-1, 6 digits, 30 seconds (F-53). */
export const TOTP_DIGITS = 6;
export const TOTP_PERIOD_SECONDS = 30;

export interface CheckCodeOptions {
  readonly secret: string;
  readonly code: string;
  readonly now: Date;
  /** Codes of this time step and earlier ones have been used and do not count. */
  readonly lastStep: number;
}

export function createTotpSecret(): string {
  return generateSecret();
}

export function otpauthUrl(secret: string, account: string): string {
  return generateURI({ issuer: 'Notes', label: account, secret });
}

export function totpCode(secret: string, now: Date): string {
  return generateSync({ secret, epoch: secondsOf(now) });
}

/**
 * Answers the time step of a right code, or undefined. One step to either side is taken too, for clocks that
 * differ (RFC 6238, section 5.2).
 */
export function checkTotpCode(options: CheckCodeOptions): number | undefined {
  const { code, lastStep, now, secret } = options;
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const result = verifySync({
    secret,
    token: code,
    epoch: secondsOf(now),
    epochTolerance: TOTP_PERIOD_SECONDS,
  });
  if (!result.valid || !('timeStep' in result)) return undefined;
  return result.timeStep > lastStep ? result.timeStep : undefined;
}

function secondsOf(now: Date): number {
  return Math.floor(now.getTime() / 1_000);
}
