import { operation, Problem, type Handler } from '@notes/service-kit';
import type { Actors } from '../domain/Actors.ts';
import { CHALLENGE_SECONDS, OAUTH_FLOW_SECONDS } from '../domain/lifetimes.ts';
import type { IdentityService } from '../domain/IdentityService.ts';
import type { Finished, OAuthService } from '../domain/OAuthService.ts';
import type { OidcProviders } from '../domain/OidcProviders.ts';
import {
  CHALLENGE_COOKIE,
  cookieOf,
  FLOW_COOKIE,
  type Cookies,
} from '../http/cookies.ts';
import { originOf } from '../http/originOf.ts';
import type { GrantResponder } from './GrantResponder.ts';

export interface OAuthHandlersOptions {
  readonly actors: Actors;
  readonly cookies: Cookies;
  readonly identities: IdentityService;
  readonly oauth: OAuthService;
  readonly providers: OidcProviders;
  readonly publicUrl: string;
  readonly respond: GrantResponder;
}

interface Begin {
  path: { provider: string };
  query: { returnTo: string };
}

export function oauthHandlers(
  options: OAuthHandlersOptions,
): Record<string, Handler> {
  const { actors, cookies, identities, oauth, providers, publicUrl, respond } =
    options;
  const flowCookie = (token: string) =>
    cookies.set(FLOW_COOKIE, token, OAUTH_FLOW_SECONDS);

  const backTo = (returnTo: string, finished: Finished) => {
    const location = new URL(returnTo, publicUrl);
    for (const [name, value] of wordsOf(finished))
      location.searchParams.set(name, value);
    const more =
      finished.kind === 'signed-in' ? respond.cookiesOf(finished.grant) : [];
    if (finished.kind === 'challenged') {
      more.push(
        cookies.set(CHALLENGE_COOKIE, finished.challenge, CHALLENGE_SECONDS),
      );
    }
    const headers = {
      Location: location.href,
      'Set-Cookie': [cookies.clear(FLOW_COOKIE), ...more],
    };
    return { status: 302, headers };
  };

  return {
    listProviders: () => ({ status: 200, body: { items: providers.list() } }),

    startOAuth: operation<Begin>(async ({ path, query }) => {
      const started = await oauth.start(path.provider, query.returnTo);
      const headers = {
        Location: started.authorizationUrl,
        'Set-Cookie': flowCookie(started.browserToken),
      };
      return { status: 302, headers };
    }),

    finishOAuth: operation<{
      path: { provider: string };
      query: { state: string };
    }>(async ({ path, query, request }) => {
      providers.assertKnown(path.provider);
      const result = await oauth.finish({
        provider: path.provider,
        state: query.state,
        query: new URL(request.originalUrl, publicUrl).search,
        browserToken: cookieOf(request, FLOW_COOKIE) ?? '',
        origin: originOf(request),
      });
      if (result) return backTo(result.returnTo, result.finished);
      throw new Problem(
        400,
        'This sign-in was not started in this browser, or is over: start again.',
        {
          type: 'urn:notes:problem:oauth-state',
          errors: [
            { in: 'query', field: 'state', message: 'is not known here' },
          ],
        },
      );
    }),

    listIdentities: async ({ caller }) => {
      const { user } = await actors.of(caller);
      const items = (await identities.list(user)).map(
        ({ email, linkedAt, provider }) => ({
          ...{ provider, email, linkedAt: linkedAt.toISOString() },
        }),
      );
      return { status: 200, body: { items } };
    },

    startLink: operation<Begin>(async ({ caller, path, query }) => {
      const actor = await actors.of(caller);
      const started = await oauth.start(path.provider, query.returnTo, actor);
      return {
        status: 200,
        headers: {
          'Set-Cookie': flowCookie(started.browserToken),
          'Cache-Control': 'no-store',
        },
        body: { authorizationUrl: started.authorizationUrl },
      };
    }),

    unlinkIdentity: operation<{ path: { provider: string } }>(
      async ({ caller, path }) => {
        const { user } = await actors.of(caller);
        await identities.unlink(user, path.provider);
        return { status: 204 };
      },
    ),
  };
}

function wordsOf(finished: Finished): [string, string][] {
  switch (finished.kind) {
    case 'signed-in':
      return [['signIn', 'done']];
    case 'challenged':
      return [['signIn', 'two-factor']];
    case 'linked':
      return [['link', 'done']];
    case 'refused':
      return [
        ['signIn', 'failed'],
        ['reason', finished.reason],
      ];
  }
}
