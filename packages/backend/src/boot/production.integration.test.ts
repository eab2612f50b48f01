import fs from 'node:fs';
import http, { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { createTestDatabase, TestDatabase } from '@notes/test-support';
import { parse } from 'yaml';
import { RunningPortal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const PRODUCTION = parse(
  fs.readFileSync(
    path.resolve(__dirname, '../../../../app-config.production.yaml'),
    'utf8',
  ),
);

/** An identity provider as far as the portal asks one before anybody has signed in. */
async function startIdentityProvider(): Promise<{
  server: Server;
  issuer: string;
}> {
  const server = http.createServer((_, res) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    res.setHeader('content-type', 'application/json');
    res.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
      }),
    );
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  return { server, issuer: `http://127.0.0.1:${port}` };
}

describe('the portal in production', () => {
  let database: TestDatabase;
  let portal: RunningPortal;
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;

  beforeAll(async () => {
    database = await createTestDatabase();
    provider = await startIdentityProvider();
    portal = await startPortal({
      databaseUrl: database.url,
      config: {
        auth: PRODUCTION.auth,
        backend: { auth: PRODUCTION.backend.auth },
        gitHost: PRODUCTION.gitHost ?? {},
      },
      env: {
        NODE_ENV: 'production',
        BACKEND_SECRET: 'k7Rm2Vx9Lp4Tz8Wq3Hn6Bd1Yc',
        AUTH_SESSION_SECRET: 'g5Jf8Ks2Mw7Xr4Vt9Zb3Nh6Qd',
        AUTH_OIDC_METADATA_URL: `${provider.issuer}/.well-known/openid-configuration`,
        AUTH_OIDC_CLIENT_ID: 'portal-at-oidc',
        AUTH_OIDC_CLIENT_SECRET: 'u8Wd3Rf6',
        AUTH_GITHUB_CLIENT_ID: 'portal-at-github',
        AUTH_GITHUB_CLIENT_SECRET: 'p4Zk9Tn2',
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    provider?.server.close();
    await database?.close();
  });

  async function startSignIn(id: string) {
    const response = await fetch(
      `${portal.url}/api/auth/${id}/start?env=production&scope=openid`,
      { redirect: 'manual' },
    );
    return {
      status: response.status,
      target: new URL(response.headers.get('location') ?? 'none:'),
    };
  }

  it.each([
    { id: 'oidc', client: 'portal-at-oidc', at: () => provider.issuer },
    {
      id: 'github',
      client: 'portal-at-github',
      at: () => 'https://github.com',
    },
  ])('sends people to $id to sign in, and takes them back', async expected => {
    const { status, target } = await startSignIn(expected.id);
    expect(status).toBe(302);
    expect(target.origin).toBe(expected.at());
    expect(target.searchParams.get('client_id')).toBe(expected.client);
    expect(target.searchParams.get('redirect_uri')).toBe(
      `${portal.url}/api/auth/${expected.id}/handler/frame`,
    );
  });

  it.each([
    '/api/auth/demo/refresh?person=dev.rivera',
    '/api/auth/demo/people',
    '/api/auth/guest/refresh',
  ])('lets nobody in without a password at %s', async route => {
    const response = await fetch(`${portal.url}${route}`, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('token');
  });

  it('asks for a sign-in before it tells whether a repository exists', async () => {
    const response = await fetch(
      `${portal.url}/git/notes/any.git/info/refs?service=git-upload-pack`,
    );
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic/);
  });
});
