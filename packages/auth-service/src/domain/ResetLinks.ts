import { randomUUID } from 'node:crypto';
import type { Clock } from '@notes/service-kit';
import type { PoolClient } from 'pg';
import { PasswordResetStore } from '../data/PasswordResetStore.ts';
import { UserStore } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import { PASSWORD_RESET_MINUTES, secondsAfter } from './lifetimes.ts';
import { digest, randomToken } from './secrets.ts';
import type { User } from './User.ts';

type Addressee = Pick<User, 'id' | 'name'>;

export class ResetLinks {
  readonly #clock: Clock;
  readonly #publicUrl: string;

  constructor(options: { clock: Clock; publicUrl: string }) {
    this.#clock = options.clock;
    this.#publicUrl = options.publicUrl;
  }

  /**
   * Asks for the mail with the link. Without anybody to send it to, the same statements run for somebody who does
   * not exist and are taken back, so that the time does not tell.
   */
  async send(client: PoolClient, user: Addressee | undefined): Promise<void> {
    await client.query('SAVEPOINT link');
    await this.#write(client, user ?? { id: randomUUID(), name: 'Nobody' });
    await client.query(
      user ? 'RELEASE SAVEPOINT link' : 'ROLLBACK TO SAVEPOINT link',
    );
  }

  async #write(client: PoolClient, { id, name }: Addressee): Promise<void> {
    const now = this.#clock.now();
    const token = randomToken();
    const tokenHash = digest(token);
    // The person before the link, as everywhere: two who lock in different orders would wait for each other.
    await new UserStore(client).lock(id);
    await new PasswordResetStore(client).put({
      ...{ userId: id, tokenHash },
      expiresAt: secondsAfter(now, PASSWORD_RESET_MINUTES * 60),
    });
    const resetUrl = this.#urlOf(token);
    await recordEvent(client, {
      type: 'email.requested',
      subject: id,
      data: {
        userId: id,
        template: 'password-reset',
        data: { name, resetUrl, minutes: PASSWORD_RESET_MINUTES },
        key: `password-reset:${id}:${tokenHash.toString('hex').slice(0, 16)}`,
      },
      time: now,
    });
  }

  /** In the fragment, which browsers keep to themselves: no server, log or Referer header sees it. */
  #urlOf(token: string): string {
    const url = new URL('/reset-password', this.#publicUrl);
    url.hash = `token=${token}`;
    return url.href;
  }
}
