import type { Clock, KeyRing, Logger } from '@notes/service-kit';
import type { Pool } from 'pg';
import { verifyChain, type Verdict } from './verifyChain.ts';

export interface VerificationsOptions {
  readonly pool: Pool;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everySeconds: number;
}

export interface Verification {
  readonly state: 'running' | 'intact' | 'broken' | 'abandoned';
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly checked: number;
  readonly total: number;
  readonly brokenSequence: number | null;
  readonly reason: string | null;
}

const VERIFY_LOCK = 7_239_202;
const SELECT = `
  SELECT state, started_at AS "startedAt", finished_at AS "finishedAt", checked::float8 AS checked,
         total::float8 AS total, broken_sequence::float8 AS "brokenSequence", reason
    FROM audit_verifications`;

/** Verifies the whole chain from time to time, one replica at a time, and remembers what was found. */
export class Verifications {
  readonly #options: VerificationsOptions;

  constructor(options: VerificationsOptions) {
    this.#options = options;
  }

  /** Verifies when the last verification is long enough ago. */
  async runDue(): Promise<'done' | 'not due' | 'elsewhere'> {
    const client = await this.#options.pool.connect();
    let broken = false;
    try {
      const { rows } = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock($1) AS held',
        [VERIFY_LOCK],
      );
      if (rows[0]?.held !== true) return 'elsewhere';
      const outcome = (await this.#isDue()) ? await this.#run() : 'not due';
      await client.query('SELECT pg_advisory_unlock($1)', [VERIFY_LOCK]);
      return outcome;
    } catch (error) {
      // The lock goes with the connection.
      broken = true;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async current(): Promise<{ last?: Verification; running?: Verification }> {
    const { rows } = await this.#options.pool.query<Verification>(
      `(${SELECT} WHERE state IN ('intact', 'broken') ORDER BY id DESC LIMIT 1)
       UNION ALL (${SELECT} WHERE state = 'running' ORDER BY id DESC LIMIT 1)`,
    );
    const last = rows.find(row => row.state !== 'running');
    const running = rows.find(row => row.state === 'running');
    return { ...(last && { last }), ...(running && { running }) };
  }

  async #isDue(): Promise<boolean> {
    const { clock, everySeconds, pool } = this.#options;
    const { rows } = await pool.query<{ at: Date | null }>(
      `SELECT max(started_at) AS at FROM audit_verifications WHERE state IN ('intact', 'broken')`,
    );
    const at = rows[0]?.at?.getTime() ?? Number.NEGATIVE_INFINITY;
    return clock.now().getTime() - at >= everySeconds * 1_000;
  }

  async #run(): Promise<'done'> {
    const { clock, keys, pool } = this.#options;
    // Nobody else holds the lock, so whoever ran before has died.
    await pool.query(
      `UPDATE audit_verifications SET state = 'abandoned' WHERE state = 'running'`,
    );
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO audit_verifications (state, started_at) VALUES ('running', $1) RETURNING id`,
      [clock.now()],
    );
    const id = rows[0]?.id;
    const verdict = await verifyChain({
      pool,
      keys,
      onProgress: async (checked, total) => {
        await pool.query(
          'UPDATE audit_verifications SET checked = $2, total = $3 WHERE id = $1',
          [id, checked, total],
        );
      },
    });
    await this.#finish(id, verdict);
    return 'done';
  }

  async #finish(id: string | undefined, verdict: Verdict): Promise<void> {
    const { clock, logger, pool } = this.#options;
    const { broken, checked } = verdict;
    await pool.query(
      `UPDATE audit_verifications
          SET state = $2, finished_at = $3, checked = $4, broken_sequence = $5, reason = $6 WHERE id = $1`,
      [
        ...[id, broken ? 'broken' : 'intact', clock.now(), checked],
        ...[broken?.sequence, broken?.reason],
      ],
    );
    if (broken) logger.error(broken, 'the audit chain is broken');
    else logger.info({ checked }, 'the audit chain is intact');
  }
}
