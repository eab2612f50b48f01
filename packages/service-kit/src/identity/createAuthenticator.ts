import type { IncomingMessage } from 'node:http';
import { Problem } from '../http/Problem.ts';
import type { Clock } from '../lifecycle/Clock.ts';
import { currentScope } from '../telemetry/requestScope.ts';
import type { Caller } from './Caller.ts';
import { IDENTITY_HEADER, verifyIdentity } from './identity.ts';
import type { KeyRing } from './KeyRing.ts';
import { TokenError } from './TokenError.ts';

export type Authenticate = (request: IncomingMessage) => Promise<Caller>;

export interface AuthenticatorOptions {
  readonly ring: KeyRing | undefined;
  readonly service: string;
  readonly clock: Clock;
}

/** Believes only what the gateway has signed for this service. */
export function createAuthenticator(
  options: AuthenticatorOptions,
): Authenticate {
  const { clock, ring, service } = options;
  return async request => {
    const token = request.headers[IDENTITY_HEADER];
    if (typeof token !== 'string' || token === '' || !ring) {
      throw refused(service, 'Sign in first: the request carries no identity.');
    }
    try {
      const caller = await verifyIdentity(ring, token, {
        name: service,
        now: clock.now(),
      });
      if (caller.subject === '') throw new TokenError('invalid');
      // The gateway may use one identity for several requests; the header tells them apart.
      const requestId = currentScope()?.requestId ?? caller.requestId;
      return { ...caller, requestId };
    } catch {
      // What exactly is wrong with a token helps only who forges one.
      throw refused(service, 'The identity of the request is not valid.');
    }
  };
}

function refused(service: string, detail: string): Problem {
  return new Problem(401, detail, {
    headers: { 'WWW-Authenticate': `Notes-Identity realm="${service}"` },
  });
}
