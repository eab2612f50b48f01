import { Problem } from '../http/Problem.ts';

/** Who sent a request, and what they may do. */
export interface Caller {
  /** The id of the user; `anonymous` where an operation is open to everyone. */
  readonly subject: string;
  readonly session?: string;
  readonly roles: readonly string[];
  readonly requestId: string;
  readonly may: (permission: string) => boolean;
}

export function anonymous(requestId: string): Caller {
  return { subject: 'anonymous', roles: [], requestId, may: () => false };
}

/** Refuses a caller who lacks a permission that openapi.yaml demands. */
export function requirePermissions(
  caller: Caller,
  permissions: readonly string[],
): void {
  const missing = permissions.filter(permission => !caller.may(permission));
  if (missing.length === 0) return;
  throw new Problem(403, `The permission ${missing.join(' ')} is missing.`);
}
