import type { PoolClient } from 'pg';
import type { Change, Layer } from '../domain/Layer.ts';
import { CONFIG_CHANNEL } from '../watch/configChannel.ts';

export interface NewVersion {
  readonly environment: string;
  readonly action: 'set' | 'delete' | 'rollback';
  readonly rolledBackTo?: number;
  readonly reason: string;
  readonly actorId: string;
  readonly approverId?: string;
  readonly changes: readonly Change[];
  /** The entries of the environment before. */
  readonly before: Layer;
  readonly at: Date;
}

/** Makes every other writer wait until the transaction ends; answers the last version. */
export async function lockHead(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT version FROM config_head FOR UPDATE',
  );
  return rows[0]?.version ?? 0;
}

/** Writes a version with its changes, and what they make of the entries. The head must be locked. */
export async function writeVersion(
  client: PoolClient,
  written: NewVersion,
): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'UPDATE config_head SET version = version + 1 RETURNING version',
  );
  const version = rows[0]?.version ?? 0;
  await client.query(
    `INSERT INTO config_versions (version, environment, action, rolled_back_to, reason, actor_id, approver_id, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      version,
      written.environment,
      written.action,
      written.rolledBackTo,
      written.reason,
      written.actorId,
      written.approverId,
      written.at,
    ],
  );
  for (const change of written.changes) {
    await writeChange(client, { ...written, version, change });
  }
  // Delivered when the transaction commits: whoever watches, at whichever replica, looks again.
  await client.query('SELECT pg_notify($1, $2)', [
    CONFIG_CHANNEL,
    String(version),
  ]);
  return version;
}

async function writeChange(
  client: PoolClient,
  options: NewVersion & { readonly version: number; readonly change: Change },
): Promise<void> {
  const { before, change, environment, version } = options;
  const earlier = before.get(change.key);
  const value = change.state === 'set' ? JSON.stringify(change.value) : null;
  await client.query(
    `INSERT INTO config_changes (version, environment, key, state, value, before_state, before_value)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      version,
      environment,
      change.key,
      change.state,
      value,
      earlier?.state ?? 'inherit',
      earlier?.state === 'set' ? JSON.stringify(earlier.value) : null,
    ],
  );
  if (change.state === 'inherit') {
    await client.query(
      'DELETE FROM config_entries WHERE environment = $1 AND key = $2',
      [environment, change.key],
    );
    return;
  }
  await client.query(
    `INSERT INTO config_entries (environment, key, state, value, version) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (environment, key)
     DO UPDATE SET state = excluded.state, value = excluded.value, version = excluded.version`,
    [environment, change.key, change.state, value, version],
  );
}
