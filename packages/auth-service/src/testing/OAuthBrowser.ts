import assert from 'node:assert/strict';
import type { Reply } from '@notes/service-kit/testing';
import {
  startOidcProvider,
  type ProviderAccount,
  type TestOidcProvider,
} from './startOidcProvider.ts';
import {
  cookieFrom,
  signedIn,
  startAuth,
  type Auth,
  type Scope,
  type SignedIn,
} from './startAuth.ts';

const PUBLIC_URL = 'http://notes.test';
const SECRET = 'the-secret-of-the-test';

export interface Started {
  readonly authorizationUrl: string;
  readonly cookie: string;
}

/** A browser in which somebody signs in through a provider. */
export class OAuthBrowser {
  readonly auth: Auth;
  readonly provider: TestOidcProvider;

  constructor(auth: Auth, provider: TestOidcProvider) {
    this.auth = auth;
    this.provider = provider;
  }

  /** The service with a provider that works, one that is down, and one that refuses the client. */
  static async start(scope: Scope): Promise<OAuthBrowser> {
    const redirectUris = ['company', 'liar'].map(
      id => `${PUBLIC_URL}/api/auth/oauth/${id}/callback`,
    );
    const provider = await startOidcProvider(redirectUris, SECRET);
    scope.after(() => provider.close());
    const { issuer } = provider;
    const providers = [
      {
        id: 'company',
        name: 'Company',
        issuer,
        clientId: 'notes',
        clientSecret: SECRET,
      },
      {
        id: 'silent',
        name: 'Silent',
        issuer: 'http://127.0.0.1:1',
        clientId: 'notes',
      },
      {
        id: 'liar',
        name: 'Liar',
        issuer,
        clientId: 'notes',
        clientSecret: 'a wrong secret',
      },
    ];
    const environment = {
      PUBLIC_URL,
      OAUTH_PROVIDERS: JSON.stringify(providers),
    };
    return new OAuthBrowser(await startAuth(scope, { environment }), provider);
  }

  async begin(
    path = '/oauth/company/start?returnTo=/notes%3Fa%3Db',
  ): Promise<Started> {
    const reply = await this.auth.request(path);
    assert.equal(reply.status, 302, reply.text);
    return startedBy(reply, reply.headers.get('location') ?? '');
  }

  async beginLink(who: SignedIn): Promise<Started> {
    const path = '/me/identities/company';
    const reply = await this.auth.request(path, { method: 'POST', as: who.as });
    assert.equal(reply.status, 200, reply.text);
    const { authorizationUrl } = reply.body as { authorizationUrl: string };
    return startedBy(reply, authorizationUrl);
  }

  comeBack(to: URL, cookie: string): Promise<Reply> {
    const path = to.pathname.replace('/api/auth', '') + to.search;
    return this.auth.request(path, { headers: { cookie } });
  }

  async signInAs(
    account: ProviderAccount,
    started = this.begin(),
  ): Promise<Reply> {
    this.provider.account = account;
    const { authorizationUrl, cookie } = await started;
    return this.comeBack(await this.provider.visit(authorizationUrl), cookie);
  }

  /** What the page does when the browser is back: it trades the cookies for an access token. */
  async sessionOf(reply: Reply, email: string): Promise<SignedIn> {
    const headers = {
      cookie: `notes_refresh=${cookieFrom(reply, 'notes_refresh')}`,
      'X-CSRF-Token': cookieFrom(reply, 'notes_csrf'),
    };
    return signedIn(
      email,
      await this.auth.request('/refresh', { method: 'POST', headers }),
    );
  }
}

function startedBy(reply: Reply, authorizationUrl: string): Started {
  return {
    authorizationUrl,
    cookie: `notes_oauth=${cookieFrom(reply, 'notes_oauth')}`,
  };
}

/** What the address tells the page to which the browser comes back. */
export function wordsIn(reply: Reply): Record<string, string> {
  assert.equal(reply.status, 302, reply.text);
  const url = new URL(reply.headers.get('location') ?? '');
  assert.equal(url.origin, PUBLIC_URL);
  return Object.fromEntries(url.searchParams);
}
