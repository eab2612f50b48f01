import { secondsAfter } from '../domain/lifetimes.ts';
import type { Queryable } from './Queryable.ts';

/** Ended sessions stay this long, so that a stolen token that turns up late is still known as one. */
const KEEP_SECONDS = 30 * 24 * 60 * 60;
const KEEP_ATTEMPTS_SECONDS = 2 * 24 * 60 * 60;

/** Removes what nothing will ask for again. */
export async function sweep(db: Queryable, now: Date): Promise<void> {
  await db.query('DELETE FROM sessions WHERE expires_at < $1', [
    secondsAfter(now, -KEEP_SECONDS),
  ]);
  await db.query('DELETE FROM challenges WHERE expires_at < $1', [now]);
  await db.query('DELETE FROM password_resets WHERE expires_at < $1', [now]);
  await db.query('DELETE FROM oauth_flows WHERE expires_at < $1', [now]);
  await db.query(
    'DELETE FROM attempts WHERE last_failure_at < $1 AND (locked_until IS NULL OR locked_until < $2)',
    [secondsAfter(now, -KEEP_ATTEMPTS_SECONDS), now],
  );
}
