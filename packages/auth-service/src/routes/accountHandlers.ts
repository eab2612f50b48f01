import { operation, type Handler } from '@notes/service-kit';
import { CHALLENGE_COOKIE, cookieOf, REFRESH_COOKIE } from '../http/cookies.ts';
import { originOf } from '../http/originOf.ts';
import { challengeOver, csrfRefused, sessionOver } from '../domain/problems.ts';
import type {
  Registration,
  RegistrationService,
} from '../domain/RegistrationService.ts';
import type { SessionService } from '../domain/SessionService.ts';
import type { Credentials, SignInService } from '../domain/SignInService.ts';
import type { Factor } from '../domain/TwoFactorService.ts';
import type { GrantResponder } from './GrantResponder.ts';

export interface AccountHandlersOptions {
  readonly registration: RegistrationService;
  readonly signIn: SignInService;
  readonly sessions: SessionService;
  readonly respond: GrantResponder;
}

type CsrfHeader = Readonly<Partial<Record<'X-CSRF-Token', string>>>;

export function accountHandlers(
  options: AccountHandlersOptions,
): Record<string, Handler> {
  const { registration, respond, sessions, signIn } = options;
  return {
    register: operation<{ body: Registration }>(async ({ body }) => {
      await registration.register(body);
      return { status: 202, body: { status: 'accepted' } };
    }),

    login: operation<{ body: Credentials }>(async ({ body, request }) =>
      respond.signedIn(await signIn.login(body, originOf(request))),
    ),

    completeLogin: operation<{ body: Factor & { challenge?: string } }>(
      async ({ body, request }) => {
        const challenge = body.challenge ?? cookieOf(request, CHALLENGE_COOKIE);
        if (!challenge) throw challengeOver();
        return respond.signedIn(
          await signIn.completeLogin(challenge, body, originOf(request)),
        );
      },
    ),

    refresh: operation<{ header: CsrfHeader }>(async ({ header, request }) => {
      const refreshToken = cookieOf(request, REFRESH_COOKIE);
      if (!refreshToken) throw sessionOver();
      return respond.signedIn(
        await sessions.refresh(refreshToken, header['X-CSRF-Token'] ?? ''),
      );
    }),

    logout: operation<{ header: CsrfHeader }>(async ({ header, request }) => {
      const refreshToken = cookieOf(request, REFRESH_COOKIE);
      const csrfToken = header['X-CSRF-Token'];
      if (refreshToken) {
        if (csrfToken === undefined) throw csrfRefused();
        await sessions.logout(refreshToken, csrfToken);
      }
      return respond.signedOut();
    }),
  };
}
