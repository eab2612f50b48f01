import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration } from 'oidc-provider';

export interface ProviderAccount {
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly name?: string;
}

export interface TestOidcProvider {
  readonly issuer: string;
  /** Who sits in front of the browser from now on. */
  account: ProviderAccount;
  /** Goes through the provider like a browser, consenting to everything, and answers where it is sent back to. */
  visit(authorizationUrl: string): Promise<URL>;
  close(): Promise<void>;
}

/** A real OpenID provider on a free port, with one client and whatever account a test needs. */
export async function startOidcProvider(
  redirectUris: readonly string[],
  clientSecret: string,
): Promise<TestOidcProvider> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const accounts = new Map<string, ProviderAccount>();
  const provider = new Provider(
    issuer,
    configurationOf({ redirectUris, clientSecret, accounts }),
  );
  const callback = provider.callback();

  const state: TestOidcProvider = {
    issuer,
    account: { subject: 'nobody' },
    visit: url => visit(url, issuer),
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) {
      void callback(request, response);
      return;
    }
    accounts.set(state.account.subject, state.account);
    void answerPrompt(provider, state.account.subject, { request, response });
  });
  return state;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Signs the account in, then grants whatever the client asks for. */
async function answerPrompt(
  provider: Provider,
  accountId: string,
  { request, response }: Exchange,
): Promise<void> {
  const { params, prompt } = await provider.interactionDetails(
    request,
    response,
  );
  if (prompt.name === 'login') {
    await provider.interactionFinished(request, response, {
      login: { accountId },
    });
    return;
  }
  const grant = new provider.Grant({
    accountId,
    clientId: String(params.client_id),
  });
  grant.addOIDCScope(String(params.scope));
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, {
    consent: { grantId },
  });
}

function configurationOf({
  accounts,
  clientSecret,
  redirectUris,
}: {
  accounts: ReadonlyMap<string, ProviderAccount>;
  clientSecret: string;
  redirectUris: readonly string[];
}): Configuration {
  return {
    clients: [
      {
        client_id: 'notes',
        client_secret: clientSecret,
        redirect_uris: redirectUris,
      },
    ],
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['only for tests'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => {
        const { email, emailVerified = false, name } = accounts.get(id) ?? {};
        return { sub: id, email, email_verified: emailVerified, name };
      },
    }),
  };
}

/** Follows redirects within the provider, keeping its cookies. */
async function visit(authorizationUrl: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(authorizationUrl);
  for (let hops = 0; hops < 10; hops += 1) {
    if (url.origin !== issuer) return url;
    const cookie = [...cookies]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, connection: 'close' },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null)
      throw new Error(
        `the provider answered ${response.status} ${await response.text()}`,
      );
    url = new URL(location, url);
  }
  throw new Error('the provider redirects without end');
}
