import crypto from 'node:crypto';

const LIFETIME_SECONDS = 60;

/**
 * What the gateway would tell a service about a caller (an HS256 token). The launcher has the keys, because it made
 * them; it uses this to write demo notes past the gateway's limit of ten requests a second.
 *
 * @param {{ current: string, keys: Record<string, string> }} ring
 * @param {{ subject: string, permissions: readonly string[], audience: string, now?: number }} identity
 */
export function signIdentity(ring, identity) {
  const { audience, permissions, subject, now = Date.now() } = identity;
  const issuedAt = Math.floor(now / 1000);
  const head = encode({ alg: 'HS256', typ: 'JWT', kid: ring.current });
  const claims = encode({
    iss: 'notes-gateway',
    aud: audience,
    sub: subject,
    roles: ['user'],
    scope: permissions.join(' '),
    rid: crypto.randomUUID(),
    iat: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
  });
  const signature = crypto
    .createHmac('sha256', Buffer.from(ring.keys[ring.current], 'base64'))
    .update(`${head}.${claims}`)
    .digest('base64url');
  return `${head}.${claims}.${signature}`;
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
