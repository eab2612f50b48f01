import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { NotesSystem, Person } from '../harness/NotesSystem.ts';

interface Ring {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

interface Forgery {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: Buffer | undefined;
  readonly hash?: string;
}

/** Access tokens that somebody made who must not get in, each with what is wrong with it. */
export function forgedTokens(
  system: NotesSystem,
  person: Person,
): ReadonlyMap<string, string> {
  const ring = readRing(system, 'JWT_KEYS');
  const others = readRing(system, 'IDENTITY_KEYS');
  const now = Math.floor(Date.now() / 1_000);
  const key = keyOf(ring);
  const claims = {
    ...{ iss: 'notes-auth', aud: 'notes-api', sub: person.subject },
    ...{ roles: ['admin'], scope: 'notes:read notes:write users:read' },
    ...{ iat: now, exp: now + 900, jti: crypto.randomUUID() },
  };
  const make = ({
    claims: change,
    hash = 'sha256',
    header,
    ...rest
  }: Forgery) => {
    const signing = 'key' in rest ? rest.key : key;
    const head = { alg: 'HS256', typ: 'JWT', kid: ring.current, ...header };
    const text = `${encode(head)}.${encode({ ...claims, ...change })}`;
    const signature = signing
      ? createHmac(hash, signing).update(text).digest('base64url')
      : '';
    return `${text}.${signature}`;
  };
  const good = make({});
  const [head = '', body = '', signature = ''] = good.split('.');
  const richer = encode({ ...claims, sub: crypto.randomUUID() });
  return new Map([
    ['alg none', make({ header: { alg: 'none' }, key: undefined })],
    ['alg nOnE', make({ header: { alg: 'nOnE' }, key: undefined })],
    ['no signature', `${head}.${body}.`],
    ['two parts', `${head}.${body}`],
    ['half a signature', `${head}.${body}.${signature.slice(0, 20)}`],
    ['other claims', `${head}.${richer}.${signature}`],
    ['unknown kid', make({ header: { kid: 'unknown' } })],
    [
      'kid of a file',
      make({ header: { kid: '../../../dev/null' }, key: Buffer.alloc(0) }),
    ],
    ['kid of a prototype', make({ header: { kid: '__proto__' } })],
    ['no kid', make({ header: { kid: undefined } })],
    [
      'key in the header',
      make({ header: { jwk: { kty: 'oct', k: 'AA' } }, key: Buffer.alloc(1) }),
    ],
    ['wrong key', make({ key: Buffer.alloc(32) })],
    ['key of another ring', make({ key: keyOf(others) })],
    ['alg HS512', make({ header: { alg: 'HS512' }, hash: 'sha512' })],
    ['alg RS256 with the shared key', make({ header: { alg: 'RS256' } })],
    ['alg RS256 with a new key', asRsa({ kid: ring.current, claims })],
    ['expired', make({ claims: { iat: now - 1_000, exp: now - 100 } })],
    ['from the future', make({ claims: { iat: now + 900, exp: now + 1_800 } })],
    ['no end', make({ claims: { exp: undefined } })],
    ['end as text', make({ claims: { exp: String(now + 900) } })],
    ['other audience', make({ claims: { aud: 'notes-service' } })],
    ['other issuer', make({ claims: { iss: 'notes-gateway' } })],
    ['nobody', make({ claims: { sub: '' } })],
    ['no token at all', 'AAAA'],
  ]);
}

function asRsa({ claims, kid }: { claims: object; kid: string }): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}

function readRing({ parts }: NotesSystem, name: string): Ring {
  return JSON.parse(readFileSync(parts.places.keyRing(name), 'utf8')) as Ring;
}

function keyOf({ current, keys }: Ring): Buffer {
  return Buffer.from(keys[current] ?? '', 'base64');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
