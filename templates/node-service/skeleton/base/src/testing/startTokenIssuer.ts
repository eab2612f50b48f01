import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey } from 'jose';

export interface TokenIssuer {
  /** What the service has to know of this issuer. */
  readonly environment: Record<'JWT_ISSUER' | 'JWT_AUDIENCE' | 'JWT_JWKS_URL', string>;
  issue(claims?: TokenClaims): Promise<string>;
  /** A token with a signature that none of the published keys has made. */
  forge(): Promise<string>;
  stop(): Promise<void>;
}

export interface TokenClaims {
  readonly scope?: string | readonly string[];
  readonly audience?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly expiresIn?: string;
}

const AUDIENCE = '${{ values.name }}';

/** A real issuer: it publishes its keys over HTTP and signs with them. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }];
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function sign(key: CryptoKey, claims: TokenClaims): Promise<string> {
    const { audience = AUDIENCE, expiresIn = '1m', issuer = url, scope, subject = 'ada' } = claims;
    const scopes = Array.isArray(scope) ? { scp: scope } : { scope: scope ?? '' };
    return new SignJWT(scopes)
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setExpirationTime(expiresIn)
      .sign(key);
  }

  return {
    environment: { JWT_ISSUER: url, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: `${url}/keys` },
    issue: (claims = {}) => sign(privateKey, claims),
    forge: async () => sign((await generateKeyPair('ES256')).privateKey, {}),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
