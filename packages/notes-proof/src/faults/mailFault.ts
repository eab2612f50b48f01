import type { Pool, PoolClient } from 'pg';
import type { NotesSystem } from '../harness/NotesSystem.ts';
import { until } from '../harness/until.ts';
import type { Fault } from './faultList.ts';

/** Nobody may be creating notes any more; then there is no mail to have in hand. */
const IN_HAND_WITHIN_MS = 60_000;

interface Hold {
  readonly mails: number;
  release(): Promise<void>;
}

/**
 * Kills email-service while it has mails in hand: it has taken the right to send them, and has not begun. A kill at
 * any time would hit these few milliseconds in some runs only.
 */
export function mailFault(
  system: NotesSystem,
): Pick<Fault, 'aim' | 'strike' | 'repair'> {
  const service = () => system.service('email-service');
  let hold: Hold | undefined;
  return {
    async aim() {
      hold = await holdMails(system.openPool('email'));
      return `${hold.mails} mails in hand`;
    },
    async strike() {
      await service().kill();
      await hold?.release();
    },
    repair: () => service().start(),
  };
}

/**
 * Two locks: one gathers mails before the queue; the other stops whoever has taken one from it and asks whether it is
 * still wanted.
 */
async function holdMails(pool: Pool): Promise<Hold> {
  const before = await pool.connect();
  const behind = await pool.connect();
  await before.query('BEGIN; LOCK TABLE queue_messages IN EXCLUSIVE MODE');
  let mails = await comeTo(before, `state = 'pending'`);
  await behind.query('BEGIN; LOCK TABLE unsubscribes');
  await before.query('COMMIT');
  if (mails > 0) mails = await comeTo(before, 'lease_until > now()');
  return {
    mails,
    async release() {
      // Thrown away, and their locks with them.
      before.release(true);
      behind.release(true);
      await pool.end();
    },
  };
}

async function comeTo(client: PoolClient, state: string): Promise<number> {
  let mails = 0;
  await until(
    `mails with ${state}`,
    async () => {
      const { rows } = await client.query<{ mails: number }>(
        `SELECT count(*)::int AS mails FROM deliveries WHERE channel = 'mail' AND ${state}`,
      );
      mails = rows[0]?.mails ?? 0;
      return mails > 0;
    },
    IN_HAND_WITHIN_MS,
  ).catch(() => undefined);
  return mails;
}
