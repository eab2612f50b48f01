import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { SignJWT, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';

export interface SignOptions {
  readonly expiresInSeconds: number;
  readonly audience: string;
  readonly issuer: string;
  readonly now?: Date;
}

export interface VerifyOptions {
  readonly audience: string;
  readonly issuer: string;
  readonly now?: Date;
}

const ALGORITHM = 'HS256';
const LEAST_BYTES = 32;
const FORM =
  'expected {"current":"k1","keys":{"k1":"<base64 of 32 bytes or more>"}}';
const CLOCK_TOLERANCE_SECONDS = 5;
/** How often a file is looked at: a rotation is seen within that time, a busy service does not stat all day. */
const LOOK_EVERY_MS = 1_000;

const content = z.strictObject({
  current: z.string().min(1),
  keys: z.record(z.string().regex(/^[\w.-]{1,64}$/), z.base64()),
});

interface Keys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/**
 * Symmetric keys by id. The current one signs; all of them verify, so that what an older key signed stays good
 * while it is rotated out.
 */
export class KeyRing {
  #keys: Keys;
  #file: string | undefined;
  #seen = '';
  #lookAt = 0;

  private constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** Reads the ring, or throws an Error that says what is expected and never what was given. */
  static parse(text: string): KeyRing {
    return new KeyRing(parseKeys(text));
  }

  get currentKeyId(): string {
    return this.#keys.current;
  }

  /** From now on the ring is what the file says. A file that cannot be read changes nothing. */
  follow(file: string): void {
    this.#file = file;
    this.#seen = versionOf(file);
  }

  async sign(claims: JWTPayload, options: SignOptions): Promise<string> {
    this.#refresh();
    const { current, keys } = this.#keys;
    const issuedAt = Math.floor((options.now?.getTime() ?? Date.now()) / 1_000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid: current })
      .setIssuer(options.issuer)
      .setAudience(options.audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + options.expiresInSeconds)
      .sign(keyOf(keys, current));
  }

  /** Answers the claims, or throws one of jose's errors. */
  async verify(token: string, options: VerifyOptions): Promise<JWTPayload> {
    this.#refresh();
    const { keys } = this.#keys;
    const { payload } = await jwtVerify(
      token,
      header => keyOf(keys, header.kid),
      {
        algorithms: [ALGORITHM],
        audience: options.audience,
        issuer: options.issuer,
        requiredClaims: ['exp', 'iat'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        ...(options.now ? { currentDate: options.now } : {}),
      },
    );
    return payload;
  }

  #refresh(): void {
    if (this.#file === undefined || Date.now() < this.#lookAt) return;
    this.#lookAt = Date.now() + LOOK_EVERY_MS;
    const version = versionOf(this.#file);
    if (version === '' || version === this.#seen) return;
    try {
      this.#keys = parseKeys(readFileSync(this.#file, 'utf8'));
      this.#seen = version;
    } catch {
      // A half-written file is read again at the next look; until then the last good keys stay.
    }
  }
}

function parseKeys(text: string): Keys {
  const { current, keys } = contentOf(text);
  const entries = Object.entries(keys).map(([id, value]) => {
    const bytes = Buffer.from(value, 'base64');
    if (bytes.length < LEAST_BYTES) {
      throw new Error(
        `key "${id}" has ${bytes.length} bytes, expected ${LEAST_BYTES} or more`,
      );
    }
    return [id, createSecretKey(bytes)] as const;
  });
  const ring = { current, keys: new Map(entries) };
  if (!ring.keys.has(current)) {
    throw new Error(`the current key "${current}" is not among the keys`);
  }
  return ring;
}

function contentOf(text: string): z.infer<typeof content> {
  try {
    return content.parse(JSON.parse(text));
  } catch {
    throw new Error(FORM);
  }
}

function keyOf(
  keys: ReadonlyMap<string, KeyObject>,
  id: string | undefined,
): KeyObject {
  const key = id === undefined ? undefined : keys.get(id);
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key;
}

/** Also changes when a mounted secret is swapped for another file of the same age. */
function versionOf(file: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(file);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}
