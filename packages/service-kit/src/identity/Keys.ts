import { createSigner, createVerifier } from 'fast-jwt';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { TokenError } from './TokenError.ts';

/** What a token says, by the names of RFC 7519. */
export interface Claims {
  readonly sub?: string;
  readonly sid?: string;
  readonly [name: string]: unknown;
}

export interface VerifiedClaims extends Claims {
  readonly iat: number;
  readonly exp: number;
}

interface Expected {
  readonly audience: string;
  readonly issuer: string;
}

type Verify = (token: string) => unknown;
type Believed = LRUCache<string, VerifiedClaims>;

const ALGORITHM = 'HS256';
const LEAST_BYTES = 32;
const LONGEST_TOKEN = 8_192;
const MOST_BELIEVED = 2_000;
const FORM =
  'expected {"current":"k1","keys":{"k1":"<base64 of 32 bytes or more>"}}';

const form = z.strictObject({
  current: z.string().min(1),
  keys: z.record(z.string().regex(/^[\w.-]{1,64}$/), z.base64()),
});
const header = z.object({ alg: z.literal(ALGORITHM), kid: z.string() });
const claimsForm = z.looseObject({ iat: z.number(), exp: z.number() });

/** The keys of a ring at one time, ready to sign and to verify. */
export class Keys {
  readonly currentId: string;
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #verifiers = new Map<string, Verify>();
  readonly #believed = new Map<string, Believed>();
  readonly sign: (claims: Claims) => string;

  private constructor(currentId: string, keys: ReadonlyMap<string, Buffer>) {
    const current = keys.get(currentId);
    if (!current)
      throw new Error(`the current key "${currentId}" is not among the keys`);
    this.currentId = currentId;
    this.#keys = keys;
    this.sign = createSigner({
      key: current,
      algorithm: ALGORITHM,
      kid: currentId,
    });
  }

  /** Throws an Error that says what is expected and never what was given. */
  static parse(text: string): Keys {
    const { current, keys } = contentOf(text);
    const entries = Object.entries(keys).map(([id, value]) => {
      const bytes = Buffer.from(value, 'base64');
      if (bytes.length < LEAST_BYTES) {
        throw new Error(
          `key "${id}" has ${bytes.length} bytes, expected ${LEAST_BYTES} or more`,
        );
      }
      return [id, bytes] as const;
    });
    return new Keys(current, new Map(entries));
  }

  /** Checks everything but the time, which the clock of the caller decides. */
  verify(token: string, expected: Expected): VerifiedClaims {
    const believed = this.#believedFor(expected);
    const known = believed.get(token);
    if (known) return known;
    try {
      if (token.length > LONGEST_TOKEN)
        throw new Error('the token is too long');
      const verify = this.#verifierFor(keyIdOf(token), expected);
      const claims = Object.freeze(claimsForm.parse(verify(token)));
      believed.set(token, claims);
      return claims;
    } catch (error) {
      throw new TokenError('invalid', error);
    }
  }

  /**
   * A client sends one token many times, and a signature that was right stays right: only its time has to be looked
   * at again. New keys begin with an empty memory.
   */
  #believedFor({ audience, issuer }: Expected): Believed {
    const name = `${issuer} ${audience}`;
    let believed = this.#believed.get(name);
    if (!believed) {
      believed = new LRUCache({ max: MOST_BELIEVED });
      this.#believed.set(name, believed);
    }
    return believed;
  }

  /** Audiences and issuers come from code and key ids from the ring, so there are few of them. */
  #verifierFor(id: string, { audience, issuer }: Expected): Verify {
    const name = JSON.stringify([id, audience, issuer]);
    const known = this.#verifiers.get(name);
    if (known) return known;
    const key = this.#keys.get(id);
    if (!key) throw new Error('the key of the token is not known');
    const verify = createVerifier({
      key,
      algorithms: [ALGORITHM],
      allowedAud: audience,
      allowedIss: issuer,
      requiredClaims: ['exp', 'iat', 'aud', 'iss'],
      ignoreExpiration: true,
      cache: false,
    });
    this.#verifiers.set(name, verify);
    return verify;
  }
}

function contentOf(text: string): z.infer<typeof form> {
  try {
    return form.parse(JSON.parse(text));
  } catch {
    throw new Error(FORM);
  }
}

function keyIdOf(token: string): string {
  const text = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url');
  return header.parse(JSON.parse(text.toString())).kid;
}
