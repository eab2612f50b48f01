import {
  Problem,
  TokenError,
  type Clock,
  type KeyRing,
} from '@notes/service-kit';
import type { Category } from '../templates/catalogue.ts';

export interface Unsubscription {
  readonly userId: string;
  readonly category: Category;
}

const ISSUER = 'email-service';
const AUDIENCE = 'email-unsubscribe';
/** A mail is read again after a year at most; its link works as long. */
const LIFE_SECONDS = 366 * 86_400;

/** Links that may do one thing only: end one kind of mail for one person. */
export class UnsubscribeLinks {
  readonly #keys: KeyRing;
  readonly #publicUrl: string;
  readonly #clock: Clock;

  constructor(options: {
    readonly keys: KeyRing;
    readonly publicUrl: string;
    readonly clock: Clock;
  }) {
    this.#keys = options.keys;
    this.#publicUrl = options.publicUrl;
    this.#clock = options.clock;
  }

  async urlFor({ category, userId }: Unsubscription): Promise<string> {
    const token = await this.#keys.sign(
      { sub: userId, category },
      {
        issuer: ISSUER,
        audience: AUDIENCE,
        expiresInSeconds: LIFE_SECONDS,
        now: this.#clock.now(),
      },
    );
    const url = new URL('/api/email/unsubscribe', this.#publicUrl);
    url.searchParams.set('token', token);
    return url.href;
  }

  async read(token: string): Promise<Unsubscription> {
    try {
      const now = this.#clock.now();
      const { category, sub } = await this.#keys.verify(token, {
        issuer: ISSUER,
        audience: AUDIENCE,
        now,
      });
      // No other category is ever signed; security mails have no such link.
      if (category !== 'notes' || sub === undefined)
        throw new TokenError('invalid');
      return { userId: sub, category };
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      throw new Problem(
        400,
        'The link is not valid, or older than a year. Take the one of a newer mail.',
        {
          errors: [
            {
              in: 'query',
              field: 'token',
              message: 'expected the token of a link in a mail',
            },
          ],
        },
      );
    }
  }
}
