import { createHash } from 'node:crypto';
import { inTransaction, type Clock, type KeyRing } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '@notes/service-kit';
import { z } from 'zod';
import { holdHead } from './AuditChain.ts';

export interface Checkpoint {
  readonly number: number;
  readonly sequence: number;
  /** The hash of the record there. */
  readonly hash: string;
  /** Ties a checkpoint to the one before it. */
  readonly previous: string;
}

export interface CheckpointsOptions {
  readonly pool: Pool;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly logger: Logger;
}

const ISSUER = 'notes-audit-service';
const AUDIENCE = 'notes-audit-chain';
/** A checkpoint does not end: a thousand years. */
const FOREVER_SECONDS = 1_000 * 365 * 24 * 3_600;
/** Any number will do, as long as every replica uses the same one. */
const CHECKPOINT_LOCK = 7_239_201;

const claimsForm = z.object({
  number: z.int().min(1),
  sequence: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  previous: z.string().max(64),
});

/** Reads a checkpoint that one of our keys has signed; undefined when none has. */
export async function readCheckpoint(
  token: string,
  keys: KeyRing,
): Promise<Checkpoint | undefined> {
  try {
    const expected = { issuer: ISSUER, audience: AUDIENCE };
    return claimsForm.parse(await keys.verify(token, expected));
  } catch {
    return undefined;
  }
}

export function fingerprintOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Signs from time to time how far the chain has come, so that its end cannot be cut off unseen. */
export class Checkpoints {
  readonly #options: CheckpointsOptions;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
  }

  /** Signs the end of the chain, unless it is signed already. */
  async sign(): Promise<'signed' | 'nothing new'> {
    const { clock, keys, logger, pool } = this.#options;
    const signed = await inTransaction(pool, async client => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [CHECKPOINT_LOCK]);
      const last = await lastToken(client);
      const head = await holdHead(client);
      const before = last && (await readCheckpoint(last.token, keys));
      if (head.sequence === (before?.sequence ?? 0)) return undefined;

      const checkpoint: Checkpoint = {
        number: (last?.number ?? 0) + 1,
        sequence: head.sequence,
        hash: head.hash.toString('hex'),
        previous: last ? fingerprintOf(last.token) : '',
      };
      const token = await keys.sign(
        { ...checkpoint },
        {
          issuer: ISSUER,
          audience: AUDIENCE,
          expiresInSeconds: FOREVER_SECONDS,
          now: clock.now(),
        },
      );
      await client.query(
        'INSERT INTO audit_checkpoints (number, token) VALUES ($1, $2)',
        [checkpoint.number, token],
      );
      return { checkpoint, token };
    });
    if (!signed) return 'nothing new';
    // The log is kept elsewhere: what it holds proves the length of the chain to whoever doubts this database.
    logger.info(
      { sequence: signed.checkpoint.sequence, checkpoint: signed.token },
      'the audit chain was signed',
    );
    return 'signed';
  }
}

async function lastToken(
  client: PoolClient,
): Promise<{ number: number; token: string } | undefined> {
  const { rows } = await client.query<{ number: number; token: string }>(
    'SELECT number::int AS number, token FROM audit_checkpoints ORDER BY number DESC LIMIT 1',
  );
  return rows[0];
}
