import { operation, type Handler } from '@notes/service-kit';
import type { Request } from 'express';
import type { Caller } from '@notes/service-kit';
import type { Actors } from '../domain/Actors.ts';
import type { Confirmed } from '../domain/Confirmation.ts';
import type { Factor, TwoFactorService } from '../domain/TwoFactorService.ts';
import { originOf } from '../http/originOf.ts';

interface WithPassword {
  readonly password?: string;
}

/** Secrets and codes are shown once, and to nobody on the way. */
const NO_STORE = { 'Cache-Control': 'no-store' };

export function twoFactorHandlers(options: {
  actors: Actors;
  twoFactor: TwoFactorService;
}): Record<string, Handler> {
  const { actors, twoFactor } = options;
  const whoIs = async (
    caller: Caller,
    request: Request,
  ): Promise<Confirmed> => {
    const { user } = await actors.of(caller);
    return { user, origin: originOf(request) };
  };
  return {
    getTwoFactor: async ({ caller }) => {
      const { user } = await actors.of(caller);
      return { status: 200, body: await twoFactor.state(user) };
    },

    enrollTwoFactor: operation<{ body: WithPassword }>(
      async ({ body, caller, request }) => {
        const who = await whoIs(caller, request);
        const enrolment = await twoFactor.enroll(who, body.password);
        return { status: 200, headers: NO_STORE, body: enrolment };
      },
    ),

    verifyTwoFactor: operation<{ body: { code: string } }>(
      async ({ body, caller, request }) => {
        const who = await whoIs(caller, request);
        const recoveryCodes = await twoFactor.verify(who, body.code);
        return { status: 200, headers: NO_STORE, body: { recoveryCodes } };
      },
    ),

    disableTwoFactor: operation<{ body: Factor & WithPassword }>(
      async ({ body, caller, request }) => {
        const who = await whoIs(caller, request);
        await twoFactor.disable(who, body.password, body);
        return { status: 204 };
      },
    ),

    renewRecoveryCodes: operation<{ body: Factor & WithPassword }>(
      async ({ body, caller, request }) => {
        const who = await whoIs(caller, request);
        const recoveryCodes = await twoFactor.renewRecoveryCodes(
          who,
          body.password,
          body,
        );
        return { status: 200, headers: NO_STORE, body: { recoveryCodes } };
      },
    ),
  };
}
