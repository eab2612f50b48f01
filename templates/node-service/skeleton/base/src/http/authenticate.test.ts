import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectDocumented } from '../testing/expectDocumented.ts';
import { startTestService, type TestService } from '../testing/startTestService.ts';
import {
  startTokenIssuer,
  type TokenClaims,
  type TokenIssuer,
} from '../testing/startTokenIssuer.ts';

describe('access tokens', () => {
  let issuer: TokenIssuer;
  let service: TestService;
  beforeAll(async () => {
    issuer = await startTokenIssuer();
    service = await startTestService(issuer.environment);
  });
  afterAll(async () => {
    await service.close();
    await issuer.stop();
  });

  async function create(claims: TokenClaims, headers: Record<string, string> = {}) {
    const authorization = `Bearer ${await issuer.issue(claims)}`;
    const options = { json: { name: 'lamp' }, headers: { authorization, ...headers } };
    return service.request('POST', '/v1/items', options);
  }

  it.each([
    { reason: 'a text with blanks', scope: 'items:write items:read' },
    { reason: 'a list', scope: ['items:read', 'items:write'] },
  ])('let in who has the scope of the operation, written as $reason', async ({ scope }) => {
    expect((await create({ scope })).status).toBe(201);
  });

  it.each([
    { reason: 'no token', token: () => Promise.resolve(undefined), says: 'Send an access token' },
    { reason: 'no real token', token: () => Promise.resolve('a.b.c'), says: 'is not valid' },
    { reason: 'a forged token', token: () => issuer.forge(), says: 'is not valid' },
    {
      reason: 'an expired token',
      token: () => issuer.issue({ expiresIn: '-1m' }),
      says: 'has expired',
    },
    {
      reason: 'the token of another service',
      token: () => issuer.issue({ audience: 'another' }),
      says: 'claim "aud"',
    },
    {
      reason: 'the token of another issuer',
      token: () => issuer.issue({ issuer: 'https://another.example' }),
      says: 'claim "iss"',
    },
  ])('answer 401 to $reason and say what is wrong', async ({ token, says }) => {
    const given = await token();
    const headers: Record<string, string> = given ? { authorization: `Bearer ${given}` } : {};
    const reply = await service.request('GET', '/v1/items', { headers });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.headers.get('www-authenticate')).toContain('Bearer realm="');
    expectDocumented('Problem', reply.body);
    expect(reply.text).toContain(JSON.stringify(says).slice(1, -1));
  });

  it('refuse a token that asks not to be checked', async () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const claims = { sub: 'ada', iss: issuer.environment.JWT_ISSUER, exp: 9_999_999_999 };
    const token = `${encode({ alg: 'none' })}.${encode(claims)}.`;
    const headers = { authorization: `Bearer ${token}` };
    expect((await service.request('GET', '/v1/items', { headers })).status).toBe(401);
  });

  it('answer 403 without the scope, name it, and do nothing', async () => {
    const reply = await create({ scope: 'items:read' });
    expect(reply.status).toBe(403);
    expect(reply.body).toMatchObject({ detail: 'The access token lacks the scope items:write.' });
    expect(reply.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expectDocumented('Problem', reply.body);
  });

  it('are not asked for where the platform looks', async () => {
    for (const path of ['/health', '/ready', '/metrics', '/openapi.json']) {
      expect((await service.request('GET', path)).status).toBe(200);
    }
  });

  it('keep the keys of two callers apart', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const scope = 'items:write';
    const [ada, again, bob] = [
      await create({ scope, subject: 'ada' }, headers),
      await create({ scope, subject: 'ada' }, headers),
      await create({ scope, subject: 'bob' }, headers),
    ];
    expect(again.body).toEqual(ada.body);
    expect(bob.status).toBe(201);
    expect(bob.body).not.toEqual(ada.body);
  });

  it('cannot be checked while the issuer is away, which is no fault of the caller', async () => {
    const { JWT_ISSUER, JWT_AUDIENCE } = issuer.environment;
    const away = 'http://127.0.0.1:1/keys';
    const other = await startTestService({ JWT_ISSUER, JWT_AUDIENCE, JWT_JWKS_URL: away });
    const headers = { authorization: `Bearer ${await issuer.issue()}` };
    const reply = await other.request('GET', '/v1/items', { headers });
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('5');
    expect(reply.text).not.toContain('127.0.0.1');
    await other.close();
  });
});
