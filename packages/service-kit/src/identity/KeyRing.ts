import { readFileSync, statSync } from 'node:fs';
import { Keys, type Claims } from './Keys.ts';
import { TokenError } from './TokenError.ts';

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

const CLOCK_TOLERANCE_SECONDS = 5;
/** How often a file is looked at: a rotation is seen within that time, a busy service does not stat all day. */
const LOOK_EVERY_MS = 1_000;

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
    return new KeyRing(Keys.parse(text));
  }

  get currentKeyId(): string {
    return this.#keys.currentId;
  }

  /** From now on the ring is what the file says. A file that cannot be read changes nothing. */
  follow(file: string): void {
    this.#file = file;
    this.#seen = versionOf(file);
  }

  sign(claims: Claims, options: SignOptions): Promise<string> {
    this.#refresh();
    const issuedAt = secondsOf(options.now);
    const token = this.#keys.sign({
      ...claims,
      iss: options.issuer,
      aud: options.audience,
      iat: issuedAt,
      exp: issuedAt + options.expiresInSeconds,
    });
    return Promise.resolve(token);
  }

  /** Answers the claims, or throws a TokenError. */
  // eslint-disable-next-line @typescript-eslint/require-await -- a refusal must be a rejection, not a throw
  async verify(token: string, options: VerifyOptions): Promise<Claims> {
    this.#refresh();
    const claims = this.#keys.verify(token, options);
    const now = secondsOf(options.now);
    if (claims.exp + CLOCK_TOLERANCE_SECONDS <= now)
      throw new TokenError('expired');
    if (claims.iat - CLOCK_TOLERANCE_SECONDS > now)
      throw new TokenError('invalid');
    return claims;
  }

  #refresh(): void {
    if (this.#file === undefined || Date.now() < this.#lookAt) return;
    this.#lookAt = Date.now() + LOOK_EVERY_MS;
    const version = versionOf(this.#file);
    if (version === '' || version === this.#seen) return;
    try {
      this.#keys = Keys.parse(readFileSync(this.#file, 'utf8'));
      this.#seen = version;
    } catch {
      // A half-written file is read again at the next look; until then the last good keys stay.
    }
  }
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

function secondsOf(now: Date = new Date()): number {
  return Math.floor(now.getTime() / 1_000);
}
