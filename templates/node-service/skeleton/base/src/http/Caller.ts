import type { JWTPayload } from 'jose';
import { Problem } from './problem.ts';

/** Who sent a request, and what their token lets them do. */
export interface Caller {
  readonly subject: string;
  may(scope: string): boolean;
}

/** Stands in for the caller while AUTH_DISABLED is true. */
export const DEVELOPER: Caller = { subject: 'developer', may: () => true };

export function createCaller(payload: JWTPayload): Caller {
  const scopes = new Set([...words(payload.scope), ...words(payload.scp)]);
  return { subject: payload.sub ?? '', may: (scope) => scopes.has(scope) };
}

/** Refuses a caller whose token lacks a scope that openapi.yaml demands. */
export function requireScopes(caller: Caller, scopes: readonly string[]): void {
  const missing = scopes.filter((scope) => !caller.may(scope));
  if (missing.length === 0) return;

  const challenge = `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`;
  throw new Problem(403, `The access token lacks the scope ${missing.join(' ')}.`, {
    headers: { 'WWW-Authenticate': challenge },
  });
}

/** Issuers write scopes as one text with blanks (`scope`, RFC 9068) or as a list (`scp`). */
function words(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.map(String) : [];
}
