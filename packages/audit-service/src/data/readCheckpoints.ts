import type { KeyRing } from '@notes/service-kit';
import type { PoolClient } from 'pg';
import { fingerprintOf, readCheckpoint } from './Checkpoints.ts';
import type { Broken } from './verifyChain.ts';

export interface SignedHashes {
  /** The hash that was signed for a record, by its place. */
  readonly signed: ReadonlyMap<number, string>;
  readonly broken?: Broken;
}

interface Sources {
  readonly keys: KeyRing;
  readonly witnesses?: readonly string[];
}

/** What was signed, here and elsewhere; checkpoints hang on each other as the records do. */
export async function readCheckpoints(
  client: PoolClient,
  { keys, witnesses = [] }: Sources,
): Promise<SignedHashes> {
  const { rows } = await client.query<{ number: string; token: string }>(
    'SELECT number, token FROM audit_checkpoints ORDER BY number',
  );
  const signed = new Map<number, string>();
  let previous = '';
  let sequence = 0;
  let broken: Broken | undefined;
  for (const [at, { number, token }] of rows.entries()) {
    const checkpoint = await readCheckpoint(token, keys);
    const fits =
      Number(number) === at + 1 &&
      checkpoint?.number === at + 1 &&
      checkpoint.previous === previous;
    if (checkpoint) {
      ({ sequence } = checkpoint);
      signed.set(sequence, checkpoint.hash);
    }
    if (!fits) {
      const reason = checkpoint
        ? `checkpoint ${at + 1} is missing`
        : `checkpoint ${number} was not signed with a known key`;
      broken ??= { sequence: sequence + (checkpoint ? 0 : 1), reason };
    }
    previous = fingerprintOf(token);
  }
  for (const [at, token] of witnesses.entries()) {
    const checkpoint = await readCheckpoint(token, keys);
    if (!checkpoint) {
      throw new Error(
        `checkpoint ${at + 1} that was given is not signed with a known key`,
      );
    }
    signed.set(checkpoint.sequence, checkpoint.hash);
  }
  return { signed, ...(broken === undefined ? {} : { broken }) };
}
