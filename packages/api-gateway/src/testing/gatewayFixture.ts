import { randomUUID } from 'node:crypto';
import { KeyRing, type Clock } from '@notes/service-kit';
import {
  startTestService,
  TestClock,
  testKeys,
  type TestService,
} from '@notes/service-kit/testing';
import { gatewayService } from '../service.ts';

export const JWT_KEYS = testKeys('access');
const ring = KeyRing.parse(JWT_KEYS);

export interface TokenOptions {
  readonly subject?: string;
  readonly permissions?: readonly string[];
  readonly roles?: readonly string[];
  readonly issuer?: string;
  readonly audience?: string;
  readonly keys?: KeyRing;
  readonly now?: Date;
  readonly expiresInSeconds?: number;
}

/** An access token as auth-service signs it. */
export function accessToken(options: TokenOptions = {}): Promise<string> {
  return (options.keys ?? ring).sign(
    {
      sub: options.subject ?? randomUUID(),
      sid: randomUUID(),
      roles: options.roles ?? ['user'],
      scope: (options.permissions ?? ['notes:read', 'notes:write']).join(' '),
      jti: randomUUID(),
    },
    {
      expiresInSeconds: options.expiresInSeconds ?? 900,
      audience: options.audience ?? 'notes-api',
      issuer: options.issuer ?? 'notes-auth',
      ...(options.now ? { now: options.now } : {}),
    },
  );
}

export async function bearer(
  options: TokenOptions = {},
): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await accessToken(options)}` };
}

/** A minute ahead, so that tokens which are signed by the clock on the wall never come from its future. */
export function clockAhead(): TestClock {
  return new TestClock(new Date(Date.now() + 60_000));
}

/** The real gateway; limits are out of the way unless a test is about them. */
export function startGateway(
  routes: object,
  environment: Readonly<Record<string, string>> = {},
  overrides: { readonly clock?: Clock } = {},
): Promise<TestService> {
  const settings = {
    JWT_KEYS,
    RATE_LIMIT_PER_SECOND: '100000',
    QUOTA_PER_MINUTE: '1000000',
    ROUTES: JSON.stringify(routes),
    ...environment,
  };
  return startTestService(gatewayService, settings, overrides);
}

export function to(...urls: string[]): { upstreams: { url: string }[] } {
  return { upstreams: urls.map(url => ({ url })) };
}
