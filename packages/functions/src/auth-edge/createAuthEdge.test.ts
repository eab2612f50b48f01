import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KeyRing } from '@notes/service-kit';
import { testKeys } from '@notes/service-kit/testing';
import type {
  CloudFrontRequestEvent,
  CloudFrontResultResponse,
} from 'aws-lambda';
import fc from 'fast-check';
import { SignJWT, UnsecuredJWT } from 'jose';
import { readEvent } from '../testing/readEvent.ts';
import { createAuthEdge } from './createAuthEdge.ts';
import { EdgeKeys } from './EdgeKeys.ts';
import { EDGE_LIMITS } from './limits.ts';

const NOW = new Date('2026-01-02T03:04:05Z');
const SECONDS = NOW.getTime() / 1_000;
const ring = testKeys('k2');
const edge = createAuthEdge({ keys: EdgeKeys.parse(ring), now: () => NOW });

function eventFor(
  authorization: readonly string[] = [],
  change: {
    uri?: string;
    method?: string;
    headers?: Record<string, string>;
  } = {},
) {
  const event = readEvent<CloudFrontRequestEvent>('cloudfront-viewer-request');
  const [record] = event.Records;
  assert.ok(record);
  const { headers = {}, ...more } = change;
  Object.assign(record.cf.request, more);
  for (const [key, value] of Object.entries(headers))
    record.cf.request.headers[key] = [{ key, value }];
  if (authorization.length > 0) {
    record.cf.request.headers.authorization = authorization.map(value => ({
      key: 'Authorization',
      value,
    }));
  }
  return event;
}

/** A token as auth-service makes it, or one that differs. */
async function token(
  change: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  keys = ring,
): Promise<string> {
  const { current, keys: all } = JSON.parse(keys) as {
    current: string;
    keys: Record<string, string>;
  };
  const claims = {
    iss: 'notes-auth',
    aud: 'notes-api',
    sub: 'u1',
    iat: SECONDS,
    exp: SECONDS + 900,
    ...change,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid: current, ...header })
    .sign(Buffer.from(all[current] ?? '', 'base64'));
}

async function refusal(
  event: CloudFrontRequestEvent,
): Promise<CloudFrontResultResponse> {
  const result = await edge(event);
  assert.ok(result && 'status' in result, 'expected a refusal');
  return result;
}

describe('auth-edge', () => {
  it('lets a request with a token of auth-service pass as it is', async () => {
    const signed = await KeyRing.parse(ring).sign(
      { sub: 'u1' },
      {
        issuer: 'notes-auth',
        audience: 'notes-api',
        expiresInSeconds: 900,
        now: NOW,
      },
    );
    const event = eventFor([`Bearer ${signed}`]);
    assert.deepEqual(
      await edge(event),
      structuredClone(event.Records[0]?.cf.request),
    );
  });

  it('answers a request without a token with a challenge, and no error', async () => {
    const { body, headers, status } = await refusal(eventFor());
    assert.equal(status, '401');
    assert.equal(
      headers?.['www-authenticate']?.[0]?.value,
      'Bearer realm="notes"',
    );
    assert.equal(
      headers['content-type']?.[0]?.value,
      'application/problem+json',
    );
    assert.equal((JSON.parse(body ?? '') as { status: number }).status, 401);
  });

  const none = new UnsecuredJWT({ sub: 'u1' })
    .setIssuer('notes-auth')
    .setAudience('notes-api')
    .setExpirationTime('1h')
    .setIssuedAt()
    .encode();
  for (const { reason, make, error = 'invalid_token' } of [
    { reason: 'has no signature', make: () => none, error: 'invalid_request' },
    {
      reason: 'says that it has no algorithm',
      make: async () =>
        `${none.split('.').slice(0, 2).join('.')}.${(await token()).split('.')[2] ?? ''}`,
    },
    {
      reason: 'was signed by another algorithm',
      make: () => token({}, { alg: 'HS512' }),
    },
    {
      reason: 'was signed by a key of the same name',
      make: () => token({}, {}, testKeys('k2')),
    },
    {
      reason: 'names a key that is not there',
      make: () => token({}, { kid: 'k9' }),
    },
    {
      reason: 'names a key of the prototype',
      make: () => token({}, { kid: '__proto__' }),
    },
    { reason: 'names no key', make: () => token({}, { kid: undefined }) },
    {
      reason: 'is for another audience',
      make: () => token({ aud: 'notes-gateway' }),
    },
    {
      reason: 'is of another issuer',
      make: () => token({ iss: 'notes-gateway' }),
    },
    { reason: 'never expires', make: () => token({ exp: undefined }) },
    { reason: 'has expired', make: () => token({ exp: SECONDS - 6 }) },
    {
      reason: 'comes from the future',
      make: () => token({ iat: SECONDS + 60 }),
    },
    { reason: 'is for nobody', make: () => token({ sub: undefined }) },
    {
      reason: 'has an extension that must be understood',
      make: () => token({}, { crit: ['x'], x: 1 }).catch(() => 'a.b.c'),
    },
    {
      reason: 'is too long',
      make: () => token({ filler: 'x'.repeat(9_000) }),
      error: 'invalid_request',
    },
    { reason: 'is no token', make: () => 'x', error: 'invalid_request' },
  ]) {
    it(`refuses a token that ${reason}`, async () => {
      const { headers, status } = await refusal(
        eventFor([`Bearer ${await make()}`]),
      );
      assert.equal(status, '401');
      assert.match(
        headers?.['www-authenticate']?.[0]?.value ?? '',
        new RegExp(`error="${error}"`),
      );
    });
  }

  it('refuses two Authorization headers, and other ways to authenticate', async () => {
    const good = `Bearer ${await token()}`;
    await refusal(eventFor([good, good]));
    await refusal(eventFor([`Basic ${Buffer.from('a:b').toString('base64')}`]));
  });

  it('bears clocks that differ by five seconds, and no more', async () => {
    assert.ok(
      'uri' in
        ((await edge(
          eventFor([`Bearer ${await token({ exp: SECONDS - 4 })}`]),
        )) ?? {}),
    );
    const { body } = await refusal(
      eventFor([`Bearer ${await token({ exp: SECONDS - 5 })}`]),
    );
    assert.match(body ?? '', /has expired/);
    for (const skewSeconds of [-1, 61, Number.NaN]) {
      assert.throws(
        () => createAuthEdge({ keys: EdgeKeys.parse(ring), skewSeconds }),
        /skewSeconds: expected 0 to 60/,
      );
    }
  });

  it('takes away the header that only the gateway may set', async () => {
    const result = await edge(
      eventFor([`Bearer ${await token()}`], {
        headers: { 'x-notes-identity': 'forged' },
      }),
    );
    assert.ok(
      result &&
        'headers' in result &&
        !('x-notes-identity' in (result.headers ?? {})),
    );
  });

  it('lets open paths and preflights pass, and nothing that only looks like one', async () => {
    for (const uri of [
      '/api/auth/login',
      '/health',
      '/api/docs',
      '/api/email/unsubscribe',
    ]) {
      assert.ok('uri' in ((await edge(eventFor([], { uri }))) ?? {}), uri);
    }
    assert.ok(
      'uri' in ((await edge(eventFor([], { method: 'OPTIONS' }))) ?? {}),
    );
    for (const uri of [
      '/api/auth/../notes',
      '/api/auth/%2e%2e/notes',
      '/api/auth//../notes',
      '/api/auth',
      '/api/auth/.%2e/x',
      '/healthy',
      '/api/auth/\\..\\notes',
      '/',
    ]) {
      await refusal(eventFor([], { uri }));
    }
  });

  it('answers any token within the limits of the edge, without repeating it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 300, unit: 'binary' }),
        async text => {
          const result = await refusal(eventFor([`Bearer ${text}`]));
          const size = Buffer.byteLength(JSON.stringify(result));
          assert.ok(size < EDGE_LIMITS.answerBytes);
          if (text.length > 20)
            assert.ok(!JSON.stringify(result).includes(text));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not start with keys that are none, and never repeats them', () => {
    for (const text of [
      '',
      '{}',
      '{"current":"a","keys":{"a":"c2VjcmV0"}}',
      '{"current":"b","keys":{}}',
    ]) {
      assert.throws(
        () => EdgeKeys.parse(text),
        (error: Error) =>
          /expected \{"current"/.test(error.message) &&
          !error.message.includes('c2VjcmV0'),
      );
    }
  });

  it('refuses an event without a request', async () => {
    await assert.rejects(edge({ Records: [] }), /no request/);
  });
});
